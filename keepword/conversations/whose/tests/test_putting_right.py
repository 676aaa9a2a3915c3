"""Somebody sends in what another wrote: an agent says who the customer is, and all that follows from it follows."""

from datetime import timedelta

import pytest

from keepword.channels.form.linking import Link
from keepword.channels.form.reading import read_with
from keepword.channels.form.submitting import owner_address
from keepword.commerce.models import Order
from keepword.conversations.addressing import BadAddress
from keepword.conversations.announcing import announce
from keepword.conversations.beginning import WritesToUs
from keepword.conversations.binning import put_in_bin
from keepword.conversations.concerning import concern
from keepword.conversations.history.lines import history
from keepword.conversations.inbound import Thread
from keepword.conversations.joining.merging import merge
from keepword.conversations.joining.splitting import split
from keepword.conversations.joining.unmerging import unmerge
from keepword.conversations.marking_spam import mark_spam
from keepword.conversations.models import Conversation, Message
from keepword.conversations.participating import trust
from keepword.conversations.receiving import receive
from keepword.conversations.replying import Copies, NobodyToAnswer, answer_addresses, reply
from keepword.conversations.whose.putting_right import CHANGED, CannotChange, give_to, give_to_address
from keepword.conversations.whose.taking_back import take_back
from keepword.events.models import AuditEntry, Event
from keepword.kit import clock
from keepword.people.identifying import Person, identify
from keepword.people.merging.merging import merge as merge_contacts
from keepword.people.merging.unmerging import unmerge as unmerge_contacts
from keepword.people.models import Contact, Identity
from keepword.promises.ledger.making import promise
from keepword.promises.models import Promise
from tests import cast as stage

pytestmark = pytest.mark.django_db

CARL = "carl@elsewhere.example"


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def one(cast):
    return stage.conversation_of(cast)


@pytest.fixture
def carl():
    return identify(address=CARL, name="Carl Customer")


def now(conversation):
    return Conversation.objects.get(pk=conversation.pk)


def wrote(cast, conversation, *, address="ann@customer.example", name="Ann Lee", **more):
    thread = Thread(conversation_id=conversation.pk)
    return receive(stage.written(address=address, name=name, thread=thread, **more), inbox=cast.inbox)


def test_answers_go_to_the_customer_and_messages_keep_who_wrote_them(cast, one, carl):
    give_to(one, to=carl, by=cast.mina.as_actor)
    assert now(one).contact == carl
    assert reply(one, text="Dear Carl", by=cast.mina).recipients == {"to": [CARL]}
    first = one.messages.earliest("id")
    assert (first.sender_address, first.contact.name) == ("ann@customer.example", "Ann Lee")


def test_who_wrote_in_may_be_copied_and_what_they_write_still_arrives(cast, one, carl):
    give_to(one, to=carl, by=cast.mina.as_actor)
    message = reply(one, text="Dear Carl", by=cast.mina, copies=Copies(cc=["ann@customer.example"]))
    assert message.recipients == {"to": [CARL], "cc": ["ann@customer.example"]}
    again = wrote(cast, one, text="Any news?")
    assert (again.conversation_id, again.warnings, now(one).status) == (one.pk, [], "open")
    assert answer_addresses(one) == [CARL]
    asked = wrote(cast, one, address=CARL, name="Carl")
    assert (asked.conversation_id, asked.warnings, answer_addresses(one)) == (one.pk, [], [CARL])


def test_others_who_took_part_are_not_answered_by_accident_until_an_agent_vouches_for_them(cast, one, carl):
    boss = wrote(cast, one, address="boss@customer.example", name="Boss")
    give_to(one, to=carl, by=cast.mina.as_actor)
    assert answer_addresses(one) == [CARL]
    trust(one, participant=one.participants.get(address="boss@customer.example"), by=cast.mina.as_actor)
    assert answer_addresses(one) == [boss.sender_address]


def test_a_new_address_is_a_new_customer(cast, one):
    give_to_address(one, person=Person("New@Elsewhere.example", "Nora"), by=cast.mina)
    assert (now(one).contact.name, answer_addresses(one)) == ("Nora", ["new@elsewhere.example"])


def test_somebody_known_is_found_by_their_address_and_answered_there(cast, one, carl):
    Identity.objects.create(contact=carl, kind="email", value="carl@work.example")
    give_to_address(one, person=Person("carl@work.example", "Another name"), by=cast.ruth)
    assert (now(one).contact, answer_addresses(one)) == (carl, ["carl@work.example"])
    carl.refresh_from_db()
    assert carl.name == "Carl Customer"


@pytest.mark.parametrize(("address", "error"), [("nobody", BadAddress), ("Help@leafloom.example", WritesToUs)])
def test_what_is_no_address_of_a_customer_changes_nothing(cast, one, address, error):
    with pytest.raises(error):
        give_to_address(one, person=Person(address), by=cast.mina)
    assert now(one).contact.name == "Ann Lee"


def test_somebody_who_took_part_already_is_answered_where_they_wrote_from(cast, one, carl):
    Identity.objects.create(contact=carl, kind="email", value="carl@work.example")
    wrote(cast, one, address=CARL, name="Carl")
    give_to(one, to=carl, by=cast.mina.as_actor)
    assert answer_addresses(one) == [CARL]
    assert one.participants.get(address=CARL).is_trusted


def test_a_dead_address_is_the_last_choice_and_somebody_without_one_is_not_answered(cast, one, carl):
    Identity.objects.create(contact=carl, kind="email", value="carl@work.example", died_at=clock.now())
    give_to(one, to=carl, by=cast.mina.as_actor)
    assert answer_addresses(one) == [CARL]
    caller = Contact.objects.create(name="By phone", created_at=clock.now())
    give_to(one, to=caller, by=cast.mina.as_actor)
    with pytest.raises(NobodyToAnswer):
        reply(one, text="Hello", by=cast.mina)


def test_twice_is_once(cast, one, carl):
    first = give_to(one, to=carl, by=cast.mina.as_actor)
    assert first is not None
    assert give_to(one, to=carl, by=cast.dave.as_actor) is None
    assert give_to_address(one, person=Person(CARL), by=cast.dave) is None
    assert Event.objects.filter(name=CHANGED).count() == 1
    assert AuditEntry.objects.filter(name=CHANGED, conversation_id=one.pk).count() == 1


def test_the_history_names_the_customer_and_the_way_back(cast, one, carl):
    change = give_to(one, to=carl, by=cast.mina.as_actor)
    take_back(one, change=change, by=cast.dave.as_actor)
    lines = [line.text for line in history(one)]
    assert lines[-2:] == ["Mina Park made Carl Customer the customer.", "Dave Ortiz made Ann Lee the customer again."]


def test_what_we_write_to_them_does_not_open_by_the_links_of_who_wrote_in(cast, one, carl):
    wrote(cast, one, text="Between us: he is difficult.")
    reply(one, text="Thank you, Ann", by=cast.mina)
    before = one.token
    give_to(one, to=carl, by=cast.mina.as_actor)
    reply(one, text="Dear Carl", by=cast.mina)
    wrote(cast, one, address=CARL, name="Carl", text="Thank you")
    new = now(one)
    assert new.token != before
    shown = read_with(Link(new.token, is_proved=True, issued_at=clock.now()), conversation=new)
    assert [each.text for each in shown.messages] == ["Dear Carl", "Thank you"]
    assert owner_address(new) == CARL


def test_promises_are_owed_to_the_customer(cast, one, carl):
    due = clock.now() + timedelta(days=1)
    made = promise(one, what="reply", due_at=due, kind="agent", by=cast.mina)
    change = give_to(one, to=carl, by=cast.mina.as_actor)
    assert Promise.objects.get(pk=made.pk).contact == carl
    take_back(one, change=change, by=cast.mina.as_actor)
    assert Promise.objects.get(pk=made.pk).contact == one.messages.earliest("id").contact


def order_of(contact):
    at = clock.now()
    return Order.objects.create(
        number="1001", key="1001", contact=contact, made_at=at, placed_at=at, told_at=at, currency="EUR", total=100
    )


def test_an_order_of_somebody_else_is_not_what_it_is_about_and_comes_back(cast, one, carl):
    order = order_of(one.contact)
    concern(one, order=order.pk, by=cast.mina.as_actor)
    change = give_to(one, to=carl, by=cast.mina.as_actor)
    assert now(one).about_order is None
    take_back(one, change=change, by=cast.mina.as_actor)
    assert now(one).about_order == order.pk


def test_an_order_of_the_customer_stays(cast, one, carl):
    order = order_of(carl)
    concern(one, order=order.pk, by=cast.mina.as_actor)
    give_to(one, to=carl, by=cast.mina.as_actor)
    assert now(one).about_order == order.pk


def test_the_language_is_theirs_where_nobody_knew_it(cast, carl):
    Contact.objects.filter(pk=carl.pk).update(language="ko")
    silent, spoken = (stage.conversation_of(cast, language=one, address=f"{one}x@a.example") for one in ("en", "en"))
    Conversation.objects.filter(pk=silent.pk).update(language="")
    change = give_to(now(silent), to=Contact.objects.get(pk=carl.pk), by=cast.mina.as_actor)
    give_to(spoken, to=Contact.objects.get(pk=carl.pk), by=cast.mina.as_actor)
    assert (now(silent).language, now(spoken).language) == ("ko", "en")
    take_back(now(silent), change=change, by=cast.mina.as_actor)
    assert now(silent).language == ""


@pytest.mark.parametrize("how", ["spam", "binned", "merged"])
def test_what_is_put_away_has_no_new_customer(cast, one, carl, how):
    if how == "spam":
        mark_spam(one, by=cast.mina.as_actor)
    elif how == "binned":
        put_in_bin(one, by=cast.ruth)
    else:
        merge(one, into=stage.conversation_of(cast, "ko"), by=cast.mina)
    with pytest.raises(CannotChange) as error:
        give_to(now(one), to=carl, by=cast.mina.as_actor)
    assert error.value.why == how


def test_a_contact_that_went_on_in_another_is_that_one(cast, one, carl):
    twin = identify(address="carl@work.example", name="Carl")
    merge_contacts(twin, into=carl, by=cast.mina)
    change = give_to(one, to=twin, by=cast.mina.as_actor)
    assert now(one).contact == carl
    ann = Contact.objects.get(name="Ann Lee")
    kept = identify(address="ann@work.example", name="Ann")
    merge_contacts(ann, into=kept, by=cast.mina)
    take_back(one, change=change, by=cast.mina.as_actor)
    assert now(one).contact == kept


def test_two_who_were_one_and_are_two_again_keep_what_an_agent_said(cast, one, carl):
    give_to(one, to=carl, by=cast.mina.as_actor)
    ann = Contact.objects.get(name="Ann Lee")
    made = merge_contacts(ann, into=carl, by=cast.mina)
    unmerge_contacts(made, by=cast.mina)
    assert now(one).contact == carl


def test_a_merge_keeps_who_only_wrote_in(cast, one, carl):
    give_to(one, to=carl, by=cast.mina.as_actor)
    theirs = stage.conversation_of(cast, address=CARL, name="Carl")
    made = merge(now(one), into=theirs, by=cast.mina)
    assert answer_addresses(theirs) == [CARL]
    unmerge(made, by=cast.mina)
    assert answer_addresses(one) == [CARL]


def test_what_they_wrote_in_is_theirs_where_it_is_split_off(cast, one, carl):
    give_to(one, to=carl, by=cast.mina.as_actor)
    later = wrote(cast, one, text="And my own parcel?")
    made = split(later, by=cast.mina)
    assert (made.contact.name, answer_addresses(made)) == ("Ann Lee", ["ann@customer.example"])


def test_a_robot_of_ours_writes_to_the_customer_and_not_because_somebody_else_wrote(cast, one, carl):
    give_to(one, to=carl, by=cast.mina.as_actor)
    assert not wrote(cast, one, text="Any news?").may_be_answered
    said = announce(one, text="How was it?", sender_name="", kind="survey", language="en")
    assert said.recipients["to"] == [CARL]
    assert wrote(cast, one, address=CARL, name="Carl").may_be_answered


def test_no_reply_that_left_is_anybody_elses(cast, one, carl):
    left = reply(one, text="Dear Ann", by=cast.mina)
    give_to(one, to=carl, by=cast.mina.as_actor)
    assert Message.objects.get(pk=left.pk).recipients == {"to": ["ann@customer.example"]}
