"""Letters to our own people: when, how many, and what stands in them."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine

from keepword.conversations.assigning import assign
from keepword.conversations.models import Conversation, Inbox, Message
from keepword.conversations.noting import note
from keepword.events import working
from keepword.events.models import Event
from keepword.kit import clock
from keepword.notices import mailing
from keepword.notices.choosing import choose
from keepword.notices.forgetting import forget_old
from keepword.notices.kinds import ASSIGNED, DIGEST, MENTIONED, NOW, Choice
from keepword.notices.letters import compose
from keepword.notices.mailing import queue_due
from keepword.notices.models import Notice
from keepword.notices.reading import read_all
from keepword.notices.trying import try_out
from keepword.people.employing import deactivate
from keepword.people.models import Agent
from keepword.promises.clocks import policies
from keepword.promises.clocks.policies import Draft, define
from keepword.promises.clocks.warnings import warn_due
from keepword.promises.ledger.making import promise
from keepword.promises.ledger.reminding import remind
from keepword.wiring import environment
from tests import cast as stage
from tests.services.relay import relay as start_relay

AT_ONCE = {ASSIGNED: Choice(mail=NOW), MENTIONED: Choice(mail=NOW)}


@pytest.fixture
def cast(db, settings):
    policies.forget()
    settings.PUBLIC_ADDRESS = "https://desk.example"
    return stage.gather()


@pytest.fixture
def relay(settings):
    with start_relay() as found:
        settings.RELAY = environment.relay({"KEEPWORD_RELAY_URL": found.url})
        yield found


@pytest.fixture
def post(relay):
    """Let everything happen that follows by itself, and say to whom letters went."""

    def run():
        while working.run_due_inside():
            pass
        queue_due()
        while working.run_due_outside():
            pass
        return [handed.recipients[0] for handed in relay.handed]

    return run


def words(relay, number=-1):
    mail = relay.handed[number].mail
    return mail["Subject"], mail.get_content().replace("\r\n", "\n")


def begun(cast, language="en", **changes):
    """A conversation whose customer is sent nothing by itself."""
    return stage.conversation_of(cast, language, may_be_answered=False, **changes)


def breach(cast, *, to):
    """A conversation that is late, and nothing else is to be done but to tell of it."""
    steps = [{"at": 100, "what": "notify_agent", "to": to.pk}]
    define(Draft("Quick", {(20, "first_response"): 60}, escalations=steps, warn_at=[]), by=cast.ruth.as_actor)
    with time_machine.travel(clock.now() - timedelta(minutes=5)):
        conversation = begun(cast, subject="Where is\nmy parcel?")
    assert warn_due() == 1
    return conversation


def test_an_agent_reads_in_their_language_what_is_late_and_where(cast, post, relay):
    cast.mina.language = "ko"
    cast.mina.save()
    conversation = breach(cast, to=cast.mina)
    assert post() == [cast.mina.email]
    mail = relay.handed[0].mail
    assert mail["Subject"].startswith("첫 답변")
    assert "Where is my parcel?" in mail["Subject"]
    assert mail["To"].addresses[0].addr_spec == cast.mina.email
    assert (mail["Auto-Submitted"], mail["X-Auto-Response-Suppress"]) == ("auto-generated", "All")
    assert f"https://desk.example/conversations/{conversation.pk}\n" in words(relay)[1]
    assert "https://desk.example/settings/notices" in words(relay)[1]


def test_the_same_letter_is_written_the_same_way_twice(cast, post, relay):
    breach(cast, to=cast.mina)
    post()
    event = Event.objects.get(name="notice.queued")
    notices = list(Notice.objects.select_related("conversation__inbox__brand", "event__cause"))
    assert (
        compose(event, notices=notices, agent=cast.mina).as_bytes()
        == compose(event, notices=notices, agent=cast.mina).as_bytes()
    )


def test_it_goes_by_the_relay_once_and_the_customer_is_told_nothing(cast, post):
    conversation = breach(cast, to=cast.mina)
    post()
    assert post() == [cast.mina.email]
    assert not conversation.messages.filter(kind="reply").exists()


def test_whoever_owes_a_promise_gets_a_letter_with_their_desk_closed(cast, post, relay):
    """Without any choice of theirs: it is the one thing that must not wait until they look."""
    conversation = begun(cast)
    with time_machine.travel("2026-11-24T10:00Z", tick=False) as time:
        promise(conversation, what="call", due_at=clock.now() + timedelta(hours=3), kind="agent", by=cast.mina)
        time.shift(timedelta(hours=1, minutes=1))
        remind()
        assert post() == [cast.mina.email]
        assert words(relay)[0] == "A promise is due by 13:00 today. Where is my parcel?"
        time.shift(timedelta(hours=1, minutes=30))
        remind()
        assert sorted(post()) == [cast.dave.email, cast.mina.email]


def test_several_that_are_due_together_are_one_letter(cast, post, relay):
    choose(cast.dave, kinds=AT_ONCE)
    conversation = begun(cast)
    other = begun(cast, "ko")
    assign(conversation, to=cast.dave, by=cast.mina.as_actor)
    note(other, text="@Dave look", by=cast.mina)
    assert post() == [cast.dave.email]
    subject, body = words(relay)
    assert subject == "2 notices: Mina Park gave it to you."
    assert "Mina Park mentions you.\n배송 문의드립니다\nHelp\n" in body


def test_a_digest_comes_at_its_time_with_what_is_unread_by_then(cast, post, relay):
    with time_machine.travel("2026-11-24T10:00Z", tick=False) as time:
        cast.dave.time_zone = "Asia/Seoul"
        cast.dave.save()
        choose(cast.dave, kinds=dict.fromkeys(AT_ONCE, Choice(mail=DIGEST)), digest_at=8 * 60)
        conversation = begun(cast)
        assign(conversation, to=cast.dave, by=cast.mina.as_actor)
        assert post() == []
        read_all(by=Agent.objects.get(pk=cast.dave.pk))
        note(conversation, text="@Dave look", by=cast.mina)
        assert post() == []
        time.move_to("2026-11-24T23:00:01Z")
        assert post() == [cast.dave.email]
        assert words(relay)[0].startswith("Mina Park mentions you.")


def test_quiet_hours_hold_letters_back(cast, post):
    with time_machine.travel("2026-11-24T23:00Z", tick=False) as time:
        choose(cast.dave, kinds=AT_ONCE, quiet_from=22 * 60, quiet_to=7 * 60)
        assign(begun(cast), to=cast.dave, by=cast.mina.as_actor)
        assert post() == []
        time.move_to("2026-11-25T07:00Z")
        assert post() == [cast.dave.email]


def test_whoever_loses_the_inbox_or_leaves_before_it_goes_gets_none(cast, post):
    for agent in (cast.dave, cast.mina):
        choose(agent, kinds=AT_ONCE, quiet_from=0, quiet_to=23 * 60)
    with time_machine.travel("2026-11-24T12:00Z", tick=False) as time:
        conversation = begun(cast)
        note(conversation, text="@Dave and @Mina look", by=cast.ruth)
        assert post() == []
        cast.dave.teams.clear()
        deactivate(cast.mina, by=cast.ruth.as_actor)
        time.move_to("2026-11-24T23:30Z")
        assert post() == []
        assert not Notice.objects.filter(mail_at__isnull=False).exists()


def test_without_a_relay_they_wait_while_they_are_news(cast, relay, post, settings):
    settings.RELAY, set_later = environment.OUTBOX, settings.RELAY
    breach(cast, to=cast.mina)
    assert post() == []
    settings.RELAY = set_later
    assert post() == [cast.mina.email]


def test_yesterdays_alarm_is_not_sent_today(cast, relay, post, settings):
    settings.RELAY, set_later = environment.OUTBOX, settings.RELAY
    breach(cast, to=cast.mina)
    post()
    settings.RELAY = set_later
    with time_machine.travel(clock.now() + timedelta(days=1)):
        assert post() == []


def test_an_agent_whose_address_is_an_inbox_of_ours_is_not_written_to(cast, post):
    """That mail would come back as a customer's."""
    cast.mina.email = cast.inbox.address.upper()
    cast.mina.save()
    breach(cast, to=cast.mina)
    assert post() == []


def test_an_address_that_takes_no_mail_is_said_in_the_history(cast, relay, post):
    relay.refused = frozenset({cast.mina.email})
    conversation = breach(cast, to=cast.mina)
    post()
    failed = Event.objects.get(name="notice.failed")
    assert (failed.data["to"], failed.conversation_id) == (cast.mina.pk, conversation.pk)
    assert Message.objects.filter(kind="reply").count() == 0


def test_when_everything_happens_at_once_nobody_gets_hundreds_of_letters(cast, post, relay, monkeypatch):
    monkeypatch.setattr(mailing, "AT_MOST", 2)
    choose(cast.dave, kinds=AT_ONCE)
    with time_machine.travel("2026-11-24T12:00Z", tick=False) as time:
        for _ in range(4):
            assign(begun(cast), to=cast.dave, by=cast.mina.as_actor)
            post()
        assert len(relay.handed) == 2
        time.shift(mailing.WITHIN + timedelta(seconds=1))
        post()
    assert words(relay)[0].startswith("2 notices")
    assert Conversation.objects.count() == 4


def test_one_can_try_whether_notices_arrive(cast, post, relay):
    try_out(by=cast.mina)
    try_out(by=cast.mina)
    assert post() == [cast.mina.email]
    assert words(relay)[0] == "This is a test: notices reach you here."


def test_old_ones_go_and_are_counted_no_more(cast, post):
    with time_machine.travel(clock.now() - timedelta(days=91)):
        assign(begun(cast), to=cast.dave, by=cast.mina.as_actor)
        post()
    assert forget_old() == 1
    assert Agent.objects.get(pk=cast.dave.pk).unread_notices == 0


def test_a_digest_that_was_queued_before_a_right_went_has_nothing_of_it(cast, post, relay):
    """The right goes without a word to anybody: what stands in a letter is asked at the moment of sending."""
    choose(cast.dave, kinds={MENTIONED: Choice(mail=DIGEST)})
    open_to_all = Inbox.objects.create(name="Counter", address="counter@leafloom.example", brand=cast.brand)
    with time_machine.travel("2026-11-24T12:00Z", tick=False) as time:
        for inbox, subject in ((cast.inbox, "Behind closed doors"), (open_to_all, "At the counter")):
            conversation = begun(replace(cast, inbox=inbox), subject=subject)
            note(conversation, text="@Dave look", by=cast.ruth)
        assert post() == []
        time.shift(timedelta(days=1))
        assert queue_due() == 1
        cast.dave.teams.clear()
        assert post() == [cast.dave.email]
        subject, text = words(relay)
        assert "At the counter" in subject + text
        assert "Behind closed doors" not in subject + text
        assert "2" not in subject  # nor how many there were
