"""Who is meant by an address that somebody typed; and what an answer changes."""

from dataclasses import replace

import pytest

from keepword.conversations.approaching import approach, in_this
from keepword.conversations.beginning import begin
from keepword.conversations.contacts import contacts_visible_to
from keepword.conversations.inbound import UNPROVED
from keepword.conversations.joining.relocating import relocate
from keepword.conversations.models import Conversation, Inbox
from keepword.conversations.receiving import receive
from keepword.people.identifying import Person, identify, mark_dead
from keepword.people.merging.merging import merge
from keepword.people.merging.unmerging import unmerge
from keepword.people.models import Agent, Contact, ContactMerge, Identity, Team
from keepword.people.noting import note
from tests import cast as stage

pytestmark = pytest.mark.django_db
ANN = "ann@customer.example"


@pytest.fixture
def cast(db: None) -> stage.Cast:
    return stage.gather()


@pytest.fixture
def ann(cast) -> Contact:
    """She wrote to the closed inbox of the shop, and nowhere else."""
    return stage.conversation_of(cast).contact


@pytest.fixture
def counter(cast) -> Inbox:
    return Inbox.objects.create(name="Counter", address="counter@leafloom.example", brand=cast.brand)


@pytest.fixture
def bo(cast) -> Agent:
    return Agent.objects.create_user("bo@leafloom.example", name="Bo")


def written(inbox: Inbox, *, by: Agent, to: str = ANN, name: str = "") -> Conversation:
    return begin(inbox, to=Person(to, name), subject="Hello", by=by)


def words_of(cast, inbox: Inbox, **changes: object) -> Conversation:
    return stage.conversation_of(replace(cast, inbox=inbox), **changes)


def fresh(one: Conversation) -> Conversation:
    return Conversation.objects.with_people().get(pk=one.pk)


def test_whom_the_agent_does_not_know_is_a_row_of_the_inbox_alone(cast, ann, counter, bo):
    made = written(counter, by=bo)
    assert (made.contact.pk != ann.pk, made.contact.name) == (True, "")
    assert list(contacts_visible_to(bo)) == [made.contact]
    assert written(counter, by=bo, name="Ann?").contact == made.contact
    assert [*contacts_visible_to(bo).values_list("name", flat=True)] == ["Ann?"]
    ann.refresh_from_db()
    assert ann.name == "Ann Lee"


def test_somebody_unknown_to_all_is_the_same_to_the_agent(cast, ann, counter, bo):
    """Else the page would tell who is known."""
    known, new = written(counter, by=bo).contact, written(counter, by=bo, to="new@customer.example").contact
    rows = Identity.objects.filter(contact__in=[known, new]).values_list("kind", "within", "died_at")
    assert set(rows) == {("email", counter.pk, None)}


def test_who_answers_is_one_person_from_then_on(cast, ann, counter, bo):
    note(ann, text="Likes walnut", by=cast.mina)
    made = written(counter, by=bo)
    addressed = made.contact
    words_of(cast, counter, text="Yes?")
    assert fresh(made).contact == ann
    assert list(contacts_visible_to(bo)) == [ann]
    assert Identity.objects.filter(value=ANN).count() == 1
    addressed.refresh_from_db()
    assert addressed.merged_into == ann


def test_an_answer_into_the_conversation_is_from_its_customer(cast, ann, counter, bo):
    made = written(counter, by=bo)
    thread = replace(stage.written().thread, conversation_id=made.pk)
    answered = receive(stage.written(thread=thread), inbox=counter)
    assert answered is not None
    assert (answered.conversation_id, answered.contact, answered.warnings) == (made.pk, ann, [])
    assert fresh(made).contact == ann


def test_who_was_known_to_nobody_keeps_the_row(cast, ann, counter, bo):
    made = written(counter, by=bo, to="new@customer.example", name="Noor")
    words_of(cast, counter, address="new@customer.example", name="Noor Vries")
    kept = fresh(made).contact
    assert (kept, kept.name) == (made.contact, "Noor")
    assert Identity.objects.get(value="new@customer.example").within == 0
    assert ContactMerge.objects.count() == 0


def test_words_to_another_inbox_open_nothing(cast, ann, counter, bo):
    made = written(counter, by=bo, to="new@customer.example")
    met = words_of(cast, cast.inbox, address="new@customer.example", name="Noor Vries").contact
    stage.conversation_of(cast)
    assert fresh(made).contact == made.contact != met
    assert met not in contacts_visible_to(bo)


def test_each_inbox_has_its_own(cast, ann, counter, bo):
    """An answer to one says nothing to those who see only the other."""
    attic = Inbox.objects.create(name="Attic", address="attic@leafloom.example", brand=cast.brand)
    team = Team.objects.create(name="Attic")
    attic.teams.add(team)
    above = Agent.objects.create_user("above@leafloom.example", name="Abe")
    above.teams.add(team)
    counter.teams.add(Team.objects.create(name="Counter"))
    bo.teams.add(*counter.teams.all())
    made, upstairs = written(counter, by=bo), written(attic, by=above)
    assert made.contact != upstairs.contact
    words_of(cast, counter)
    assert (fresh(made).contact, fresh(upstairs).contact) == (ann, upstairs.contact)
    assert list(contacts_visible_to(above)) == [upstairs.contact]


def test_whoever_knows_them_writes_to_the_person(cast, ann, counter):
    assert written(counter, by=cast.mina).contact == written(counter, by=cast.ruth).contact == ann


def test_where_no_inbox_is_closed_an_address_is_the_persons(cast, ann, counter, bo):
    cast.inbox.teams.clear()
    assert written(counter, by=bo).contact == ann
    assert written(counter, by=bo, to="new@customer.example").contact == identify(address="new@customer.example")


DOUBTS = [{"is_authenticated": False}, {"warnings": (UNPROVED,), "channel": "form"}]


@pytest.mark.parametrize("doubt", DOUBTS)
def test_what_is_forged_or_only_claimed_joins_nobody(cast, ann, counter, bo, doubt):
    made = written(counter, by=bo)
    words_of(cast, counter, **doubt)
    assert fresh(made).contact == made.contact
    assert list(contacts_visible_to(bo)) == [made.contact]


@pytest.mark.parametrize("doubt", DOUBTS)
def test_whoever_writes_in_the_name_of_somebody_learns_nothing_of_them(cast, ann, counter, bo, doubt):
    claimed = words_of(cast, counter, name="Not Ann", **doubt).contact
    assert (claimed != ann, claimed.name) == (True, "Not Ann")
    assert list(contacts_visible_to(bo)) == [claimed]
    words_of(cast, counter)  # and then she does
    assert list(contacts_visible_to(bo)) == [ann]
    assert words_of(cast, counter, **doubt).contact == ann


def test_where_no_inbox_is_closed_a_claim_goes_to_its_owners_history(cast, ann, counter):
    cast.inbox.teams.clear()
    assert words_of(cast, counter, **DOUBTS[0]).contact == ann


def test_moved_to_another_inbox_it_is_that_inboxs_row(cast, ann, counter, bo):
    made = written(counter, by=bo)
    moved = relocate(made, to=cast.inbox, by=cast.ruth)
    assert moved.contact not in (made.contact, ann)
    assert in_this(cast.inbox, made.contact) == moved.contact
    stage.conversation_of(cast)
    assert (fresh(moved).contact, fresh(made).contact) == (ann, made.contact)


def test_joined_by_an_answer_they_can_be_parted_and_come_together_again(cast, ann, counter, bo):
    made = written(counter, by=bo)
    words_of(cast, counter)
    unmerge(ContactMerge.objects.get(), by=cast.ruth)
    assert fresh(made).contact == made.contact
    assert Identity.objects.get(contact=made.contact).within == counter.pk
    words_of(cast, counter, text="Again")
    assert fresh(made).contact == ann


def test_merged_by_hand_an_address_is_told_once(cast, ann, counter, bo):
    for other, into in ((written(counter, by=bo).contact, ann), (ann, None)):
        kept = into or written(counter, by=bo, to="new@customer.example").contact
        merge(other, into=kept, by=cast.ruth)
        values = list(Identity.objects.filter(contact=kept).values_list("value", flat=True))
        assert len(values) == len(set(values))


def test_who_is_somebody_by_hand_since_stays_so(cast, ann, counter, bo):
    """The row was merged with another person: an answer brings nobody together whom nobody joined."""
    wang = words_of(cast, counter, language="zh-Hans").contact
    made = written(counter, by=bo)
    merge(made.contact, into=wang, by=cast.ruth)
    words_of(cast, counter)
    wang.refresh_from_db()
    assert (wang.merged_into, fresh(made).contact) == (None, wang)
    assert not Identity.objects.exclude(within=0).exists()


def test_mail_that_came_back_to_one_inbox_is_no_news_of_another(cast, ann, counter, bo):
    written(counter, by=bo)
    mark_dead(address=ANN, inbox=cast.inbox.pk)
    dead = Identity.objects.filter(died_at__isnull=False).values_list("within", flat=True)
    assert list(dead) == [0]
    mark_dead(address=ANN, inbox=counter.pk)
    assert Identity.objects.filter(died_at=None, value=ANN).count() == 0


def test_a_number_is_approached_in_the_same_way(cast, ann, counter, bo):
    Identity.objects.create(contact=ann, kind="phone", value="+4930901820")
    one = approach(Person("+4930901820"), inbox=counter, by=bo, kind="phone")
    assert one != ann
    assert approach(Person("+4930901820"), inbox=counter, by=cast.ruth, kind="phone") == ann
