"""A card number that somebody sends is nowhere in the database afterwards."""

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from keepword.channels.email.intake import take_in
from keepword.channels.email.models import StoredMail
from keepword.channels.email.storing import Letter, store
from keepword.conversations.inbound import File
from keepword.conversations.models import Message
from keepword.conversations.noting import note
from keepword.conversations.receiving import receive
from keepword.conversations.searching import search
from keepword.events.models import Event
from tests import cast as stage

pytestmark = pytest.mark.django_db

CARD = "4111111111111111"
MAIL = f"""From: Otto Kunde <otto@customer.example>
To: help@leafloom.example
Subject: Refund to {CARD}
Message-ID: <card@mail.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=x

--x
Content-Type: multipart/alternative; boundary=y

--y
Content-Type: text/plain; charset=utf-8

Please refund 4111 1111 1111 1111, CVV 987.
--y
Content-Type: text/html; charset=utf-8

<p>Please refund <b>4111</b>&nbsp;1111 1111 1111</p>
--y--
--x
Content-Type: text/csv; name=cards.csv
Content-Disposition: attachment; filename=cards.csv

name,card
Otto,{CARD}
--x--
"""


@pytest.fixture
def cast():
    return stage.gather()


def everything() -> str:
    """Every cell of every table, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  names of our own tables
            for row in cursor.fetchall():
                found += [
                    bytes(cell).decode("latin-1") if isinstance(cell, bytes | memoryview) else str(cell)
                    for cell in row
                ]
    return "\n".join(found)


def taken(raw: str, *, inbox) -> StoredMail:
    (stored,) = store([Letter(inbox.pk, raw.encode(), "smtp", "otto@customer.example")])
    take_in(Event.objects.filter(name="mail.stored").latest("id"))
    stored.refresh_from_db()
    return stored


def test_nothing_of_a_card_number_is_left_but_its_last_four(cast):
    stored = taken(MAIL, inbox=cast.inbox)
    message = Message.objects.get()
    assert "Please refund •••• •••• •••• 1111, CVV •••." in message.text
    assert "card-removed" in message.warnings
    assert bytes(stored.raw) == b""
    cells = everything()
    assert CARD not in cells
    assert "4111 1111" not in cells
    assert "987" not in message.text


def test_a_mail_that_comes_again_is_not_kept_either(cast):
    taken(MAIL, inbox=cast.inbox)
    assert bytes(taken(MAIL, inbox=cast.inbox).raw) == b""
    assert CARD not in everything()


def test_other_mail_is_kept_as_it_came(cast):
    raw = (
        MAIL.replace(CARD, "12345")
        .replace("4111 1111 1111 1111", "12345")
        .replace("<b>4111</b>&nbsp;1111 1111 1111", "")
    )
    stored = taken(raw, inbox=cast.inbox)
    assert bytes(stored.raw) == raw.encode()
    assert Message.objects.get().warnings == []


def test_it_is_found_by_its_last_four(cast):
    message = receive(stage.written(text=f"My card {CARD}"), inbox=cast.inbox)
    assert message is not None
    assert list(search("1111", agent=cast.ruth)) != []


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "utf-16"])
def test_files_of_words_lose_it_in_any_encoding(cast, encoding):
    """A picture or an office file is not searched: said in docs/security.md."""
    content = f"Grün\nOtto,{CARD}\n".encode(encoding)
    inbound = stage.written(files=(File("cards.csv", "text/csv", content), File("a.png", "image/png", content)))
    message = receive(inbound, inbox=cast.inbox)
    kept = {one.name: default_storage.open(one.path).read() for one in message.attachments.all()}
    assert kept["a.png"] == content
    assert kept["cards.csv"].decode(encoding) == f"Grün\nOtto,{'*' * 12}1111\n"


def test_a_note_does_not_keep_it(cast):
    conversation = stage.conversation_of(cast)
    note(conversation, text=f"She told me {CARD} on the phone", by=cast.mina)
    assert CARD not in everything()


def test_the_name_of_a_picture_and_of_a_sender_may_be_a_card_number(cast):
    picture = File(f"my card {CARD}.png", "image/png", b"png")
    message = receive(stage.written(name="Ann 4111 1111 1111 1111", files=(picture,)), inbox=cast.inbox)
    assert message.warnings == ["card-removed"]
    assert (message.attachments.get().name[:8], message.sender_name[:4]) == ("my card ", "Ann ")
    assert CARD not in everything()
    assert "4111 1111" not in everything()
    assert search(CARD, agent=cast.mina) == []


def test_a_mail_whose_only_card_number_is_the_name_of_a_file_is_not_kept_raw(cast):
    raw = MAIL.replace(f"Refund to {CARD}", "Refund").replace("4111 1111 1111 1111, CVV 987", "me")
    raw = raw.replace("<b>4111</b>&nbsp;1111 1111 1111", "me").replace(f"Otto,{CARD}", "Otto,none")
    stored = taken(raw.replace("cards.csv", f"{CARD}.csv"), inbox=cast.inbox)
    assert Message.objects.get().warnings == ["card-removed"]
    assert CARD.encode() not in bytes(stored.raw)
    assert CARD not in everything()
