"""Two contacts become one person, and two again: in any order, with new mail at any time."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as some

from keepword.conversations.contacts import contacts_visible_to, find_contact
from keepword.conversations.finding.naming import contacts_named
from keepword.conversations.inbound import Thread
from keepword.conversations.joining import persons
from keepword.conversations.models import Conversation, Message, Participant, Redirect
from keepword.conversations.receiving import receive
from keepword.events.models import AuditEntry, Event
from keepword.kit import clock
from keepword.people.merging.candidates import candidates
from keepword.people.merging.merging import CannotMergeContacts, merge
from keepword.people.merging.telling_apart import take_back, tell_apart
from keepword.people.merging.unmerging import CannotUnmergeContacts, unmerge
from keepword.people.models import Contact, ContactMerge, ContactNote, Identity
from keepword.people.noting import note
from keepword.promises.ledger.making import promise
from keepword.promises.models import Promise
from tests import cast as stage

pytestmark = pytest.mark.django_db
FIRST = clock.now() - timedelta(days=9)


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def pair(cast):
    """One person under two addresses: the elder is the private one."""
    private = stage.conversation_of(cast, address="ann@home.example", name="", at=FIRST, time_zone="Asia/Seoul")
    work = stage.conversation_of(cast, address="ann.lee@work.example", name="Ann Lee", at=FIRST + timedelta(days=1))
    return private, work


def _promise(conversation):
    promise(conversation, what="call", due_at=clock.now() + timedelta(days=1), kind="agent")


def _joins(cast, conversation, *, address):
    mail = stage.written(address=address, name="", thread=Thread(conversation_id=conversation.pk))
    return receive(mail, inbox=cast.inbox)


def facts_of(*contacts):
    aside = {"merged_into_id"}
    return [
        {k: v for k, v in vars(Contact.objects.get(pk=one.pk)).items() if k not in aside | {"_state"}}
        for one in contacts
    ]


def test_everything_goes_on_with_the_one_that_is_kept(cast, pair):
    private, work = pair
    old, kept = private.contact, work.contact
    note(old, text="Call after five.", by=cast.mina)
    note(kept, text="Likes short answers.", by=cast.dave)
    _promise(private)
    merge(old, into=kept, by=cast.mina)
    for model in (Conversation, Message, Participant, Promise, Identity):
        assert set(model.objects.values_list("contact_id", flat=True)) <= {kept.pk, None}, model
    kept.refresh_from_db()
    assert (kept.name, kept.time_zone, kept.created_at) == ("Ann Lee", "Asia/Seoul", old.created_at)
    assert kept.note == "Likes short answers.\n\nCall after five."


def test_the_next_mail_from_either_address_finds_the_one_person(cast, pair):
    private, work = pair
    merge(private.contact, into=work.contact, by=cast.mina)
    for address in ("ann@home.example", "ann.lee@work.example"):
        assert receive(stage.written(address=address), inbox=cast.inbox).contact_id == work.contact_id


def test_search_and_lists_show_one(cast, pair):
    private, work = pair
    merge(private.contact, into=work.contact, by=cast.mina)
    assert list(contacts_visible_to(cast.ruth)) == list(contacts_visible_to(cast.mina)) == [work.contact]
    assert contacts_named("ann", agent=cast.mina) == [work.contact_id]
    assert find_contact(private.contact_id, agent=cast.mina) == work.contact
    assert find_contact(private.contact_id, agent=cast.stranger) is None


def test_one_fact_stands_in_the_log_and_in_the_audit(cast, pair):
    private, work = pair
    made = merge(private.contact, into=work.contact, by=cast.mina)
    fact = Event.objects.get(name="contact.merged")
    assert fact.data == {"contact": work.contact_id, "other": private.contact_id, "merge": made.pk}
    unmerge(made, by=cast.dave)
    names = AuditEntry.objects.filter(name__startswith="contact.").order_by("id").values_list("name", flat=True)
    assert list(names) == ["contact.merged", "contact.unmerged"]


def test_a_mail_that_was_being_taken_in_at_that_moment_follows(cast, pair):
    private, work = pair
    made = merge(private.contact, into=work.contact, by=cast.mina)
    late = stage.conversation_of(cast, address="ann@home.example")
    for rows in (Conversation.objects.filter(pk=late.pk), late.messages.all(), late.participants.all()):
        rows.update(contact=private.contact)
    persons.follow_merged(Event.objects.get(name="contact.merged"))
    assert not Conversation.objects.filter(contact=private.contact).exists()
    unmerge(made, by=cast.mina)
    assert set(Conversation.objects.filter(contact=private.contact)) == {private, late}


def test_a_merge_is_undone_exactly_also_after_new_mail(cast, pair):
    private, work = pair
    note(private.contact, text="Call after five.", by=cast.mina)
    before = facts_of(private.contact, work.contact)
    made = merge(private.contact, into=work.contact, by=cast.mina)
    new = stage.conversation_of(cast, address="ann@home.example", name="")
    _promise(new)
    answer = receive(
        stage.written(address="ann@home.example", thread=Thread(conversation_id=work.pk)), inbox=cast.inbox
    )
    at_work = stage.conversation_of(cast, address="ann.lee@work.example")
    assert unmerge(made, by=cast.dave) is True
    assert unmerge(made, by=cast.dave) is False
    assert facts_of(private.contact, work.contact) == before
    assert set(Conversation.objects.filter(contact=private.contact)) == {private, new}
    assert set(Conversation.objects.filter(contact=work.contact)) == {work, at_work}
    answer.refresh_from_db()
    assert answer.contact_id == private.contact_id
    assert Promise.objects.get().contact_id == private.contact_id
    assert list(ContactNote.objects.values_list("contact", "text")) == [(private.contact_id, "Call after five.")]


def test_what_somebody_changed_since_stays_as_they_left_it(cast, pair):
    private, work = pair
    made = merge(work.contact, into=private.contact, by=cast.mina)
    private.contact.refresh_from_db()
    assert private.contact.name == "Ann Lee"
    Contact.objects.filter(pk=private.contact_id).update(name="Anneliese Lee")
    note(private.contact, text="New words.", by=cast.mina)
    unmerge(made, by=cast.mina)
    private.contact.refresh_from_db()
    assert (private.contact.name, private.contact.note) == ("Anneliese Lee", "New words.")


def test_whom_we_told_already_that_we_do_not_answer_there_is_not_told_again(cast, pair):
    private, work = pair
    said = Redirect.objects.create(contact=private.contact, conversation=private, said_at=FIRST)
    made = merge(private.contact, into=work.contact, by=cast.mina)
    said.refresh_from_db()
    assert said.contact_id == work.contact_id
    unmerge(made, by=cast.mina)
    said.refresh_from_db()
    assert said.contact_id == private.contact_id


def test_what_does_not_fit_is_refused(cast, pair):
    one, two, three = pair[0].contact, pair[1].contact, stage.conversation_of(cast, "ko").contact
    made = merge(one, into=two, by=cast.mina)
    for pair_of, why in (((two, two), "itself"), ((one, three), "merged"), ((three, one), "merged")):
        with pytest.raises(CannotMergeContacts) as refused:
            merge(pair_of[0], into=pair_of[1], by=cast.mina)
        assert refused.value.why == why
    merge(two, into=three, by=cast.mina)
    with pytest.raises(CannotUnmergeContacts):
        unmerge(made, by=cast.mina)
    assert find_contact(one.pk, agent=cast.mina) == three
    Contact.objects.filter(pk=three.pk).update(erased_at=clock.now())
    with pytest.raises(CannotMergeContacts, match="erased"):
        merge(stage.conversation_of(cast, "ar").contact, into=three, by=cast.mina)


def test_the_database_keeps_a_contact_from_leading_to_itself(cast, pair):
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.filter(pk=pair[0].contact_id).update(merged_into=pair[0].contact_id)


def test_suggested_are_those_whom_the_agent_may_know_and_nobody_told_apart(cast):
    one = stage.conversation_of(cast, address="katja.obermeier@old.example", name="Katja Obermeier").contact
    two = stage.conversation_of(cast, address="katja.obermeier+x@new.example", name="").contact
    three = stage.conversation_of(cast, address="k.o@other.example", name="Obermeier Katja").contact
    seen = contacts_visible_to(cast.mina)
    assert [one.contact for one in candidates(one, among=seen)] == [two]
    Identity.objects.create(contact=three, kind="email", value="k.o@old.example")
    assert [one.contact for one in candidates(one, among=seen)] == [three, two]
    assert candidates(one, among=contacts_visible_to(cast.stranger)) == []
    assert tell_apart(two, other=one, by=cast.mina) is True
    assert tell_apart(one, other=two, by=cast.mina) is False
    assert [one.contact for one in candidates(one, among=seen)] == [three]
    assert take_back(one, other=two, by=cast.mina) is True
    assert take_back(one, other=two, by=cast.mina) is False
    merge(two, into=three, by=cast.mina)
    assert [one.contact for one in candidates(one, among=seen)] == [three]
    assert tell_apart(one, other=one, by=cast.mina) is False


PEOPLE = 4
who = some.integers(0, PEOPLE - 1)
STEPS = some.lists(
    some.one_of(
        some.tuples(some.just("merge"), who, who),
        some.tuples(some.just("undo"), some.integers(0, 9), who),
        some.tuples(some.just("writes"), who, who),
        some.tuples(some.just("joins"), who, who),
        some.tuples(some.just("promise"), who, who),
    ),
    max_size=12,
)


@settings(max_examples=20)
@given(STEPS)
def test_whatever_was_merged_and_undone_each_has_their_own_again(steps):
    with transaction.atomic():
        _live_through(steps)
        transaction.set_rollback(True)


def _live_through(steps):
    cast = stage.gather()
    began = [_writes(cast, number, FIRST + timedelta(days=number)) for number in (2, 0, 3, 1)]
    people = {_number(one): Contact.objects.get(pk=one.contact_id) for one in began}
    for number in (0, 2):
        note(people[number], text=f"Note {number}", by=cast.mina)
        Contact.objects.filter(pk=people[number].pk).update(name=f"Person {number}")
    before = facts_of(*people.values())
    for step, one, other in steps:
        _take(step, one, other, cast=cast, people=people)
        merged = Contact.objects.filter(merged_into__isnull=False)
        for model in (Conversation, Message, Participant, Promise, Identity):
            assert not model.objects.filter(contact__in=merged).exists(), model
    while standing := list(ContactMerge.objects.standing().filter(kept__merged_into=None).order_by("id")):
        unmerge(standing[len(steps) % len(standing)], by=cast.mina)
    assert facts_of(*people.values()) == before
    for message in Message.objects.filter(kind="inbound"):
        assert people[int(message.sender_address[0])].pk == message.contact_id
    for part in Participant.objects.all():
        assert people[int(part.address[0])].pk == part.contact_id
    for conversation in Conversation.objects.all():
        assert people[_number(conversation)].pk == conversation.contact_id
    for one in Promise.objects.select_related("conversation"):
        assert one.contact_id == one.conversation.contact_id


def _take(step, one, other, *, cast, people):
    if step == "merge":
        rows = [Contact.objects.get(pk=people[number].pk) for number in (one, other)]
        if one != other and not any(row.merged_into_id for row in rows):
            merge(rows[0], into=rows[1], by=cast.mina)
    elif step == "undo":
        standing = list(ContactMerge.objects.standing().filter(kept__merged_into=None).order_by("id"))
        if standing:
            unmerge(standing[one % len(standing)], by=cast.dave)
    elif step == "writes":
        _writes(cast, one, clock.now())
    elif step == "joins":
        place = Conversation.objects.order_by("id")[other]
        receive(
            stage.written(address=f"{one}@x.example", name="", thread=Thread(conversation_id=place.pk)),
            inbox=cast.inbox,
        )
    else:
        promise(
            Conversation.objects.order_by("-id")[one],
            what="call",
            due_at=clock.now() + timedelta(days=1),
            kind="agent",
        )


def _writes(cast, number, at):
    return stage.conversation_of(cast, address=f"{number}@x.example", name="", at=at)


def _number(conversation):
    return int(conversation.messages.filter(kind="inbound").earliest("id").sender_address[0])
