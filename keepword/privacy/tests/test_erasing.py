"""A person asks to be forgotten: nothing of them is left, and of the others nothing is lost."""

import io
import json
import re
import zipfile
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from keepword.channels.email.intake import take_in
from keepword.channels.email.models import HeldNotice, OutboxMail, StoredMail
from keepword.channels.email.storing import Letter, store
from keepword.conversations.drafting.keeping import Written, save
from keepword.conversations.inbound import File, Thread
from keepword.conversations.models import Attachment, Conversation, Message
from keepword.conversations.noting import note
from keepword.conversations.receiving import receive
from keepword.conversations.replying import reply
from keepword.conversations.searching import search
from keepword.events.models import Event
from keepword.kit import clock
from keepword.people.models import Contact, Identity
from keepword.people.noting import note as note_on_person
from keepword.privacy.erasing import NotEverythingSeen, erase
from keepword.privacy.exporting import export
from keepword.privacy.models import Erasure
from keepword.promises.ledger.making import promise
from keepword.promises.models import Promise
from tests import cast as stage

pytestmark = pytest.mark.django_db

SECRET = "zauberwort"
ADDRESS = "otto.vergessen@customer.example"
MAIL = f"""From: Otto Vergessen <{ADDRESS}>
To: help@leafloom.example
Cc: carla@other.example
Subject: {SECRET} in the subject
Message-ID: <one.{SECRET}@mail.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=x

--x
Content-Type: text/html; charset=utf-8

<p>{SECRET}: 我的订单还没有到</p>
--x
Content-Type: text/plain; name={SECRET}.txt
Content-Disposition: attachment; filename={SECRET}.txt

{SECRET}
--x--
"""


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def conversation(cast) -> Conversation:
    """With everything that may hang on one: a mail, a file, an answer, a note, a promise."""
    store([Letter(cast.inbox.pk, MAIL.encode(), "smtp", ADDRESS)])
    take_in(Event.objects.filter(name="mail.stored").latest("id"))
    conversation = Conversation.objects.latest("id")
    sent = reply(
        conversation, text=f"Dear Otto, {SECRET}", by=cast.mina, files=[File("a.txt", "text/plain", SECRET.encode())]
    )
    OutboxMail.objects.create(message=sent, raw=SECRET.encode(), held_at=clock.now())
    HeldNotice.objects.create(
        event=Event.objects.filter(conversation_id=conversation.pk).latest("id"),
        agent=cast.mina,
        raw=SECRET.encode(),
        held_at=clock.now(),
    )
    save(conversation, agent=cast.mina, kind="reply", written=Written(text=SECRET), version=0)
    note(conversation, text=f"Otto says {SECRET}", by=cast.mina)
    for what_works in (SECRET, f"Say {SECRET} first."):
        note_on_person(conversation.contact, text=what_works, by=cast.mina)
    promise(conversation, what="call", kind="agent", due_at=clock.now() + timedelta(days=1), by=cast.mina, said=SECRET)
    return conversation


def cells() -> str:
    """Every cell of every table but the search index, whose own table of terms cannot be read as text."""
    found = []
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if "conversations_search" not in name]
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  names of our own tables
            found += [_as_text(cell) for row in cursor.fetchall() for cell in row]
    return "\n".join(found)


def _as_text(cell: object) -> str:
    """SQLite keeps JSON as a text in which other letters than those of English are numbers."""
    text = bytes(cell).decode("utf-8", "replace") if isinstance(cell, bytes | memoryview) else str(cell)
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)


def test_nothing_of_them_is_left_in_any_table(cast, conversation, django_capture_on_commit_callbacks):
    contact = conversation.contact
    paths = list(Attachment.objects.values_list("path", flat=True))
    assert SECRET in cells()
    with django_capture_on_commit_callbacks(execute=True):
        erase(contact, by=cast.ruth)
    left = cells()
    for word in (SECRET, "Vergessen", ADDRESS, "carla@other.example", "我的订单", conversation.token):
        assert word not in left, word
    assert not any(default_storage.exists(path) for path in paths)


def test_nothing_of_them_is_found(cast, conversation):
    words = [SECRET, "vergessen", "订单", "otto", "carla"]
    assert search(SECRET, agent=cast.ruth) != []
    erase(conversation.contact, by=cast.ruth)
    assert {word: search(word, agent=cast.ruth) for word in words} == {word: [] for word in words}


def test_what_others_wrote_is_still_there_and_found(cast, conversation):
    other = stage.conversation_of(cast, "ko")
    found = search(other.subject[:4], agent=cast.ruth)
    assert found != []
    erase(conversation.contact, by=cast.ruth)
    other.refresh_from_db()
    assert other.subject != ""
    assert search(other.subject[:4], agent=cast.ruth) == found
    assert Identity.objects.filter(contact=other.contact_id).exists()


def test_in_a_conversation_of_somebody_else_only_their_own_words_go(cast, conversation):
    other = stage.conversation_of(cast)
    sent = reply(other, text="We look into it.", by=cast.mina)
    thread = Thread(other.pk, (sent.message_id,))
    receive(stage.written(address=ADDRESS, text=SECRET, thread=thread), inbox=cast.inbox)
    report = erase(conversation.contact, by=cast.ruth)
    assert report.counts["elsewhere"] == 1
    texts = Message.objects.filter(conversation=other).order_by("id").values_list("text", flat=True)
    assert SECRET not in "".join(texts)
    assert "We look into it." in texts
    other.refresh_from_db()
    assert other.subject != ""
    assert SECRET not in cells()
    assert ADDRESS not in cells()


def test_the_report_counts_and_does_not_name(cast, conversation):
    report = erase(conversation.contact, by=cast.ruth)
    assert report.counts == {
        "addresses": 1, "promises": 1, "answers": 0, "purchases": 0, "gifts": 0, "mails": 3, "conversations": 1,
        "messages": 3, "files": 2, "elsewhere": 0, "segments": 0,
    }  # fmt: skip
    assert (report.by, report.contact_id) == (cast.ruth, conversation.contact_id)
    event = Event.objects.get(name="contact.erased")
    assert event.data["messages"] == 3
    assert "otto" not in str(event.data).lower()


def test_that_they_wrote_and_what_was_promised_stays_counted(cast, conversation):
    erase(conversation.contact, by=cast.ruth)
    conversation.refresh_from_db()
    assert conversation.status == "resolved"
    assert (Promise.objects.get().state, Promise.objects.get().reason) == ("withdrawn", "erased")
    assert Message.objects.filter(conversation=conversation).count() == 3
    assert conversation.contact.erased_at is not None


def test_twice_is_once(cast, conversation):
    first = erase(conversation.contact, by=cast.ruth)
    again = erase(conversation.contact, by=cast.ruth)
    assert (again.pk, again.counts) == (first.pk, first.counts)
    assert Event.objects.filter(name="contact.erased").count() == 1


def test_whoever_writes_again_is_a_stranger(cast, conversation):
    erase(conversation.contact, by=cast.ruth)
    store([Letter(cast.inbox.pk, MAIL.replace("one.", "two.").encode(), "smtp", ADDRESS)])
    take_in(Event.objects.filter(name="mail.stored").latest("id"))
    assert Conversation.objects.latest("id").contact_id != conversation.contact_id


def test_the_mail_that_comes_again_brings_nothing_back(cast, conversation):
    erase(conversation.contact, by=cast.ruth)
    store([Letter(cast.inbox.pk, MAIL.encode(), "imap")])
    take_in(Event.objects.filter(name="mail.stored").latest("id"))
    assert Conversation.objects.count() == 1
    assert Message.objects.filter(text__contains=SECRET).count() == 0


def test_a_file_that_another_message_shares_is_kept(cast, conversation, django_capture_on_commit_callbacks):
    other = stage.conversation_of(cast)
    note(other, text="Same file", by=cast.mina, files=[File("b.txt", "text/plain", SECRET.encode())])
    with django_capture_on_commit_callbacks(execute=True):
        erase(conversation.contact, by=cast.ruth)
    kept = Attachment.objects.get()
    assert default_storage.open(kept.path).read() == SECRET.encode()


def test_who_does_not_see_every_inbox_erases_nobody(cast, conversation):
    with pytest.raises(NotEverythingSeen):
        erase(conversation.contact, by=cast.stranger)
    assert Erasure.objects.count() == 0
    assert SECRET in cells()


def test_a_person_takes_all_with_them(cast, conversation):
    file = io.BytesIO()
    export(conversation.contact, to=file, by=cast.ruth, with_notes=True)
    with zipfile.ZipFile(file) as archive:
        whole = json.loads(archive.read("person.json"))
        names = archive.namelist()
        (told,) = whole["conversations"]
        texts = [message["text"] for message in told["messages"]]
        path = told["messages"][0]["files"][0]["path"]
        assert archive.read(path).strip() == SECRET.encode()
        assert SECRET in archive.read(f"conversations/{told['reference']}.txt").decode()
    assert whole["person"]["addresses"] == [{"kind": "email", "value": ADDRESS}]
    assert len(texts) == 3
    assert "我的订单还没有到" in texts[0]
    assert [one["said"] for one in whole["promises"]] == [SECRET]
    assert len(names) == len(set(names))


def test_notes_go_along_only_when_asked_for(cast, conversation):
    file = io.BytesIO()
    export(conversation.contact, to=file, by=cast.ruth, with_notes=False)
    with zipfile.ZipFile(file) as archive:
        assert "Otto says" not in archive.read("person.json").decode()


def test_an_export_holds_nothing_of_an_inbox_that_one_may_not_see(cast, conversation):
    file = io.BytesIO()
    export(conversation.contact, to=file, by=cast.stranger, with_notes=True)
    with zipfile.ZipFile(file) as archive:
        assert SECRET not in "".join(archive.read(name).decode() for name in archive.namelist())


def test_mail_that_became_no_message_is_emptied_too(cast, conversation):
    StoredMail.objects.create(
        inbox=cast.inbox, received_at=clock.now(), way="smtp", envelope_from=ADDRESS, raw=b"x", state="unreadable"
    )
    erase(conversation.contact, by=cast.ruth)
    assert {bytes(one.raw) for one in StoredMail.objects.all()} == {b""}


def test_nobody_without_conversations_is_erased_too(cast):
    contact = Contact.objects.create(name="Only a name", created_at=clock.now())
    assert erase(contact, by=None).counts["messages"] == 0
    contact.refresh_from_db()
    assert contact.name == ""
