import io

import pytest
from django.db import InterfaceError, OperationalError

from keepword.channels.email import piping
from keepword.channels.email.models import StoredMail
from keepword.channels.email.piping import BAD_MAIL, NO_SUCH_INBOX, OK, TRY_LATER, receive
from tests import cast as stage

pytestmark = pytest.mark.django_db

RAW = b"From: ann@customer.example\nSubject: Hello\n\nWhere is it?\n"


@pytest.fixture(autouse=True)
def cast():
    return stage.gather()


def _pipe(raw, *, inbox="help@leafloom.example", sender=None):
    return receive(io.BytesIO(raw), inbox=inbox, sender=sender)


def test_a_piped_mail_is_stored_as_it_came(cast):
    assert _pipe(RAW, sender="<ann@customer.example>") == OK
    stored = StoredMail.objects.get()
    assert (bytes(stored.raw), stored.way, stored.inbox_id) == (RAW, "pipe", cast.inbox.pk)
    assert stored.envelope_from == "ann@customer.example"


def test_the_line_that_a_mail_server_puts_first_is_the_envelope_and_not_the_mail():
    assert _pipe(b"From bob@else.example Mon May  4 10:00:00 2026\n" + RAW) == OK
    stored = StoredMail.objects.get()
    assert (bytes(stored.raw), stored.envelope_from) == (RAW, "bob@else.example")


@pytest.mark.parametrize(
    ("raw", "inbox", "status"),
    [
        (RAW, "HELP+42@LeafLoom.example", OK),
        (RAW, "nobody@leafloom.example", NO_SUCH_INBOX),
        (RAW, "not an address", NO_SUCH_INBOX),
        (b"", "help@leafloom.example", BAD_MAIL),
        (b" \r\n\n", "help@leafloom.example", BAD_MAIL),
        (b"x" * 2001, "help@leafloom.example", BAD_MAIL),
        (b"\xff\x00 no mail at all", "help@leafloom.example", OK),
    ],
)
def test_the_mail_server_hears_what_to_do(settings, raw, inbox, status):
    settings.MAIL_SIZE_LIMIT = 2000
    assert _pipe(raw, inbox=inbox) == status
    assert StoredMail.objects.count() == (status == OK)


@pytest.mark.parametrize("error", [OperationalError("away"), InterfaceError("closed"), OSError("disk full")])
def test_what_cannot_be_stored_now_is_kept_by_the_mail_server(monkeypatch, error):
    def fail(letters):
        raise error

    monkeypatch.setattr(piping, "store", fail)
    assert _pipe(RAW) == TRY_LATER


@pytest.mark.parametrize(
    ("first_line", "sender", "envelope"),
    [
        (b"", None, None),
        (b"", "", ""),
        (b"", "<>", ""),
        (b"From MAILER-DAEMON Mon May  4 10:00:00 2026\n", None, ""),
        (b"From bob@else.example Mon May  4 10:00:00 2026\n", "", ""),
    ],
)
def test_no_sender_is_told_apart_from_nobody_saying(first_line, sender, envelope):
    assert _pipe(first_line + RAW, sender=sender) == OK
    assert StoredMail.objects.get().envelope_from == envelope
