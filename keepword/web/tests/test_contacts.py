"""Those who write: /contacts, one of them with everything that was, and what works for them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from keepword.conversations.models import Conversation, Inbox, Participant
from keepword.conversations.receiving import receive
from keepword.conversations.replying import reply
from keepword.kit import clock
from keepword.people.identifying import identify
from keepword.people.models import Contact, ContactNote
from keepword.promises.ledger.making import promise
from keepword.promises.models import Promise
from keepword.web import times
from keepword.web.contacts import timeline
from tests import cast as stage


@pytest.fixture
def contact(conversation):
    return conversation.contact


@pytest.fixture
def address(contact):
    return f"/contacts/{contact.pk}"


def words(page):
    return page.content.decode()


def test_the_list_holds_everybody_once_over_its_pages(cast, mina, monkeypatch):
    monkeypatch.setattr("keepword.web.contacts.listing.PAGE", 2)
    them = [stage.conversation_of(cast, language).contact for language in stage.CUSTOMERS]
    first = words(mina.get("/contacts"))
    assert them[3].name in first and them[2].name in first and them[1].name not in first
    second = words(mina.get(first.split('href="/contacts?before=')[1].join(["/contacts?before=", ""]).split('"')[0]))
    assert them[1].name in second and them[0].name in second and them[2].name not in second
    assert mina.get("/contacts?before=nonsense!").status_code == 404


@pytest.mark.parametrize("query", ["minji@customer.example", "민지", "MINJI", "김민지"])
def test_a_person_is_found_by_a_part_of_the_name_or_by_the_address(cast, mina, query):
    stage.conversation_of(cast)
    stage.conversation_of(cast, "ko")
    page = words(mina.get("/contacts", {"q": query}))
    assert "김민지" in page and "Ann Lee" not in page


def test_a_name_that_was_put_right_is_found(cast, mina, contact, address):
    said = {"name": "Anneliese Lee", "language": "de-AT", "time_zone": "Europe/Vienna"}
    assert mina.post(f"{address}/correction", said).status_code == 302
    assert "Anneliese Lee" in words(mina.get("/contacts", {"q": "anneliese lee"}))
    contact.refresh_from_db()
    assert (contact.language, contact.time_zone, contact.is_zone_certain) == ("de-AT", "Europe/Vienna", True)


def test_the_next_mail_does_not_move_somebody_whose_zone_was_said(cast, mina, contact, address):
    mina.post(f"{address}/correction", {"name": "Ann", "language": "", "time_zone": "Europe/Vienna"})
    stage.conversation_of(cast, time_zone="Asia/Seoul")
    contact.refresh_from_db()
    assert contact.time_zone == "Europe/Vienna"


def test_a_guess_stays_a_guess_when_only_the_name_is_put_right(mina, contact, address):
    Contact.objects.filter(pk=contact.pk).update(time_zone="Asia/Seoul")
    mina.post(f"{address}/correction", {"name": "Ann", "language": "en", "time_zone": ""})
    contact.refresh_from_db()
    assert (contact.time_zone, contact.is_zone_certain) == ("Asia/Seoul", False)
    assert "Asia/Seoul, as it seems" in words(mina.get(address))


@pytest.mark.parametrize("wrong", [{"language": "German!"}, {"time_zone": "Mars/Base"}, {"name": "x" * 201}])
def test_what_cannot_be_is_refused_in_the_form(mina, contact, address, wrong):
    assert (
        mina.post(f"{address}/correction", {"name": "Ann", "language": "", "time_zone": ""} | wrong).status_code == 422
    )


def test_the_time_line_holds_everything_newest_first(cast, mina, conversation, contact, address, monkeypatch):
    other = stage.conversation_of(cast, "ko")
    joined = identify(address="ann@customer.example")
    Participant.objects.create(conversation=other, contact=joined, address="cc@x.example", added_at=clock.now())
    promise(conversation, what="call", due_at=clock.now() + timedelta(days=1), kind="agent", by=cast.mina)
    page = words(mina.get(address))
    assert page.index("배송 문의드립니다") > 0
    assert "In a conversation of 김민지" in page
    assert "Where is my parcel?" in page
    assert "Call" in page


def test_pages_of_the_time_line_hold_each_thing_once_even_of_one_instant(cast, mina, contact, address, monkeypatch):
    monkeypatch.setattr(timeline, "PAGE", 2)
    conversations = [stage.conversation_of(cast) for _ in range(4)]
    for one in conversations[:2]:
        promise(one, what="call", due_at=clock.now() + timedelta(days=1), kind="agent", by=cast.mina)
    theirs = Conversation.objects.filter(contact=contact)
    now = timezone.now()
    theirs.update(last_activity_at=now)
    Promise.objects.update(made_at=now)
    seen, before = [], None
    while before or not seen:
        line = timeline.timeline_of(contact, agent=cast.mina, reader=times.reader(), before=before)
        seen += [
            item.conversation.address if item.conversation else f"promise {item.promise.id}" for item in line.items
        ]
        before = line.earlier_address.partition("before=")[2].replace("%3D", "=") or None
    assert len(seen) == len(set(seen)) == theirs.count() + 2


def test_the_note_stands_beside_their_conversations(cast, mina, conversation, address):
    assert mina.post(f"{address}/note", {"text": "Call her after five.", "after": 0}).status_code == 302
    assert "Call her after five." in words(mina.get(address))
    assert "Call her after five." in words(mina.get(f"/conversations/{conversation.pk}"))


def test_who_wrote_the_note_is_kept(cast, at_desk, mina, contact, address):
    mina.post(f"{address}/note", {"text": "Likes it short.", "after": 0})
    at_desk(cast.dave).post(f"{address}/note", {"text": "Likes it long.", "after": contact.notes.get().pk})
    page = words(mina.get(f"{address}/note"))
    assert "Mina Park" in page and "Likes it short." in page and "Dave Ortiz" in page


def test_nobody_writes_over_a_note_that_they_have_not_read(cast, at_desk, mina, contact, address):
    mina.post(f"{address}/note", {"text": "Likes it short.", "after": 0})
    page = at_desk(cast.dave).post(f"{address}/note", {"text": "Never call.", "after": 0})
    assert page.status_code == 422
    assert "Likes it short." in words(page) and "Never call." in words(page)
    contact.refresh_from_db()
    assert contact.note == "Likes it short."
    newest = contact.notes.get().pk
    assert f'value="{newest}"' in words(page)
    assert at_desk(cast.dave).post(f"{address}/note", {"text": "Never call.", "after": newest}).status_code == 302


def test_the_same_note_sent_twice_is_one_version(mina, contact, address):
    for _ in range(2):
        mina.post(f"{address}/note", {"text": "Likes it short.", "after": 0})
    assert ContactNote.objects.count() == 1


def test_a_stranger_knows_nobody_of_a_closed_inbox(stranger, conversation, address):
    assert "Ann Lee" not in words(stranger.get("/contacts"))
    for query in ("Ann Lee", "ann", "ann@customer.example"):
        assert address not in words(stranger.get("/contacts", {"q": query}))
    for path in ("", "/note", "/correction"):
        assert stranger.get(address + path).status_code == 404
    assert stranger.post(f"{address}/note", {"text": "x", "after": 0}).status_code == 404


def test_of_somebody_who_writes_to_two_inboxes_each_sees_their_own_part(cast, stranger, mina, conversation, address):
    open_inbox = Inbox.objects.create(name="Open", address="open@leafloom.example", brand=cast.brand)
    receive(stage.written(subject="Another matter"), inbox=open_inbox)
    promise(conversation, what="call", due_at=clock.now() + timedelta(days=1), kind="agent", by=cast.mina)
    page = words(stranger.get(address))
    assert "Another matter" in page and "Where is my parcel?" not in page and "promise-open" not in page
    assert "Where is my parcel?" in words(mina.get(address))


def test_reading_a_contact_costs_the_same_however_much_there_is(cast, mina, address, django_assert_max_num_queries):
    for _ in range(12):
        conversation = stage.conversation_of(cast)
        reply(conversation, text="Hello", by=cast.mina)
    # Session, agent, inboxes seen (2), surroundings (5 and the promises owed), contact, addresses, the keys of three
    # kinds, the rows of those that are there, who was merged into them, who may be the same (3), whether they called
    # us in an emergency, their opportunities, what they were given; that it was opened, once an hour and
    # when the page is on its way.
    with django_assert_max_num_queries(26):
        mina.get(address)


def test_conversations_of_others_are_not_looked_for_among_all(cast, contact, django_assert_max_num_queries):
    """Asked of each conversation there is, whether they take part took most of a second among a million."""
    other = stage.conversation_of(cast, "ko")
    Participant.objects.create(conversation=other, contact=contact, address="ann@other.example", added_at=clock.now())
    # What others began, the keys of three kinds, two kinds of rows, and which inboxes are seen.
    with django_assert_max_num_queries(8) as asked:
        line = timeline.timeline_of(contact, agent=cast.mina, reader=times.reader(), before=None)
    assert any(one.conversation and one.conversation.whose for one in line.items)
    assert not [one["sql"] for one in asked.captured_queries if "EXISTS" in one["sql"]]
