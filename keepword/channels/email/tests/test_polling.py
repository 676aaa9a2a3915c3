"""Mailboxes on a real IMAP server are read: once each, in order, whatever happens in between."""

import imaplib
import threading
import time

import pytest

from keepword.channels.email import fetching, imap, polling
from keepword.channels.email.fetching import fetch_new
from keepword.channels.email.imap import check, opened
from keepword.channels.email.models import Mailbox, StoredMail
from keepword.channels.email.sealing import seal
from keepword.conversations.models import Message
from keepword.events import working
from tests import cast as stage
from tests.services.processes import free_port

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.services]
SECONDS = 20


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def mailbox(cast, dovecot):
    return _saved(cast, dovecot)


def _mailbox(cast, dovecot, user=None, **changes):
    user = user or dovecot.user
    fields = {
        "inbox": cast.inbox,
        "host": dovecot.host,
        "port": dovecot.imap_port,
        "security": "none",
        "username": user,
        "sealed_password": seal(dovecot.users[user]),
    }
    return Mailbox(**(fields | changes))


def _saved(*arguments, **changes):
    mailbox = _mailbox(*arguments, **changes)
    mailbox.save()
    return mailbox


def _raw(number, body="Hello"):
    return f"From: ann@customer.example\r\nMessage-ID: <{number}@c.example>\r\n\r\n{body} {number}\r\n".encode()


def _deliver(dovecot, *numbers, to=None):
    for number in numbers:
        dovecot.deliver(_raw(number), to=to or dovecot.user)


def _fetch(mailbox):
    with opened(mailbox) as here:
        return fetch_new(mailbox, here=here)


def _stored():
    return [
        bytes(raw).split(b"Hello ")[1].strip()
        for raw in StoredMail.objects.order_by("id").values_list("raw", flat=True)
    ]


def _until(true):
    """A thread does it; a test can only look again."""
    end = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        threading.Event().wait(0.05)


@pytest.fixture
def poller():
    stopped = threading.Event()
    thread = threading.Thread(target=polling.poll_until, args=(stopped,))
    yield thread
    stopped.set()
    if thread.ident:
        thread.join(10)
        assert not thread.is_alive()


def test_what_lies_in_the_mailbox_is_stored_once_and_stays_unread(mailbox, dovecot):
    _deliver(dovecot, 1, 2)
    assert _fetch(mailbox) == 2
    assert _fetch(mailbox) == 0
    _deliver(dovecot, 3)
    assert _fetch(Mailbox.objects.get()) == 1
    assert _stored() == [b"1", b"2", b"3"]
    with imaplib.IMAP4(dovecot.host, dovecot.imap_port) as look:
        look.login(dovecot.user, dovecot.password)
        look.select("INBOX")
        assert len(look.search(None, "UNSEEN")[1][0].split()) == 3


def test_what_another_program_has_read_is_stored_all_the_same(mailbox, dovecot):
    _deliver(dovecot, 1)
    with imaplib.IMAP4(dovecot.host, dovecot.imap_port) as other:
        other.login(dovecot.user, dovecot.password)
        other.select("INBOX")
        other.store("1", "+FLAGS", r"(\Seen)")
    assert _fetch(mailbox) == 1


def test_a_large_mailbox_is_read_in_bites(mailbox, dovecot, monkeypatch):
    monkeypatch.setattr(fetching, "FETCHED_AT_ONCE", 3)
    monkeypatch.setattr(fetching, "ASKED_AT_ONCE", 5)
    _deliver(dovecot, *range(1, 13))
    assert _fetch(mailbox) == 12
    assert _stored() == [str(number).encode() for number in range(1, 13)]


def test_a_crash_in_the_middle_loses_nothing_and_doubles_nothing(mailbox, dovecot, monkeypatch):
    monkeypatch.setattr(fetching, "FETCHED_AT_ONCE", 2)
    _deliver(dovecot, *range(1, 6))
    calls = []

    def crash_at_the_second(letters, store=fetching.store):
        calls.append(1)
        stored = store(letters)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return stored

    with monkeypatch.context() as crashing:
        crashing.setattr(fetching, "store", crash_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            _fetch(mailbox)
    assert _stored() == [b"1", b"2"]
    assert _fetch(Mailbox.objects.get()) == 3
    assert _stored() == [b"1", b"2", b"3", b"4", b"5"]


def test_two_readers_of_one_mailbox_store_each_mail_once(mailbox, dovecot):
    _deliver(dovecot, 1, 2)
    with opened(mailbox) as here:
        other = Mailbox.objects.get()
        fetching.begin(other, uid_validity=here.uid_validity)
        mails = {number: fetching.Fetched(_raw(number), 100) for number in (1, 2)}
        assert fetching.keep(other, uid_validity=here.uid_validity, up_to=2, mails=mails) == 2
        assert fetching.keep(mailbox, uid_validity=here.uid_validity, up_to=2, mails=mails) == 0


def test_under_a_new_numbering_all_is_read_again_and_each_mail_is_known(mailbox, dovecot):
    _deliver(dovecot, 1, 2)
    _fetch(mailbox)
    working.run_due()
    Mailbox.objects.update(uid_validity=1, last_uid=1_000_000)
    _deliver(dovecot, 3)
    assert _fetch(Mailbox.objects.get()) == 3
    working.run_due()
    assert Message.objects.filter(kind="inbound").count() == 3


def test_a_mail_over_the_limit_is_cut_and_stops_nothing(mailbox, dovecot, settings):
    settings.MAIL_SIZE_LIMIT = 600
    dovecot.deliver(_raw(1, body="x" * 5000 + "Hello"), to=dovecot.user)
    _deliver(dovecot, 2)
    assert _fetch(mailbox) == 2
    cut, whole = StoredMail.objects.order_by("id")
    assert (len(bytes(cut.raw)), cut.full_size > 5000, whole.full_size) == (600, True, None)
    working.run_due()
    assert Message.objects.order_by("id")[0].warnings[0].startswith("cut: 0.0 of 0.0 MB")
    assert not Message.objects.order_by("id")[1].warnings


def test_new_mail_is_there_at_once_and_one_bad_mailbox_stops_no_other(cast, dovecot, poller, monkeypatch):
    monkeypatch.setattr(polling, "PAUSES", (0.2,))
    broken = _saved(cast, dovecot, user="mei@customer.example", sealed_password=seal("wrong"))
    first = _saved(cast, dovecot)
    _saved(cast, dovecot, user="hilfe@shop.example")
    _deliver(dovecot, 1)
    poller.start()
    _until(lambda: StoredMail.objects.count() == 1)
    _until(lambda: Mailbox.objects.get(pk=broken.pk).trouble)
    _deliver(dovecot, 2, to="hilfe@shop.example")
    _deliver(dovecot, 3)
    _until(lambda: StoredMail.objects.count() == 3)
    assert "did not accept the name and password" in Mailbox.objects.get(pk=broken.pk).trouble
    assert "b'" not in Mailbox.objects.get(pk=broken.pk).trouble
    assert Mailbox.objects.get(pk=first.pk).trouble == ""


def test_a_mailbox_is_read_on_when_the_server_comes_back(cast, dovecot, poller, monkeypatch):
    monkeypatch.setattr(polling, "PAUSES", (0.2,))
    mailbox = _saved(cast, dovecot)
    _deliver(dovecot, 1)
    poller.start()
    _until(lambda: StoredMail.objects.count() == 1)
    dovecot.server.stop()
    try:
        _until(lambda: "cannot be reached" in Mailbox.objects.get(pk=mailbox.pk).trouble)
    finally:
        dovecot.server.start()
    _deliver(dovecot, 2)
    _until(lambda: StoredMail.objects.count() == 2)
    _until(lambda: Mailbox.objects.get(pk=mailbox.pk).trouble == "")


def test_a_server_that_cannot_call_us_is_asked(cast, dovecot, poller, monkeypatch):
    monkeypatch.setattr(polling, "ASK_EVERY", 0.1)
    monkeypatch.setattr(imap.IMAPClient, "has_capability", lambda self, name: False)
    _saved(cast, dovecot)
    poller.start()
    _deliver(dovecot, 1)
    _until(lambda: StoredMail.objects.count() == 1)


def test_a_mailbox_that_is_switched_off_is_left_alone(cast, dovecot, poller, monkeypatch):
    monkeypatch.setattr(polling, "LOOK_EVERY", 0.1)
    off = _saved(cast, dovecot, is_active=False)
    on = _saved(cast, dovecot, user="hilfe@shop.example")
    _deliver(dovecot, 1)
    _deliver(dovecot, 2, to="hilfe@shop.example")
    poller.start()
    _until(lambda: StoredMail.objects.count() == 1)
    assert _stored() == [b"2"]
    Mailbox.objects.filter(pk=on.pk).update(is_active=False)
    Mailbox.objects.filter(pk=off.pk).update(is_active=True)
    _until(lambda: StoredMail.objects.count() == 2)


def test_the_settings_page_hears_in_words_what_is_wrong(cast, dovecot, monkeypatch):
    def words(**changes):
        return check(_mailbox(cast, dovecot, **changes))

    assert words(folder="INBOX") is None
    assert "did not accept" in words(folder="A", sealed_password=seal("wrong"))
    assert words(folder="Nowhere") == f"There is no folder “Nowhere” on {dovecot.host}."
    assert "Enter it again" in words(folder="B", sealed_password="not sealed by us")
    assert "cannot be reached" in words(folder="C", port=free_port())
    secure = {"security": "tls", "port": dovecot.imaps_port, "host": "localhost"}
    assert "is not trusted" in words(folder="D", **secure)
    assert "No encrypted connection" in words(folder="E", **(secure | {"port": dovecot.imap_port}))
    assert words(folder="F", host="no-such-host.invalid") == "There is no server called no-such-host.invalid."
    monkeypatch.setenv("SSL_CERT_FILE", str(dovecot.certificate))
    assert words(**secure) is None
    assert words(host="localhost", security="starttls", port=dovecot.imap_port) is None
