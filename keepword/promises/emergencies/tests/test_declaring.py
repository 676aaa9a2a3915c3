"""A customer who cannot wait is told a time, and whoever is on call hears of it at once."""

from datetime import timedelta

import pytest

from keepword.conversations.delivering import mark_sent
from keepword.conversations.history.lines import history
from keepword.conversations.models import Capacity, Conversation, Message
from keepword.conversations.replying import reply
from keepword.conversations.resolving import resolve
from keepword.conversations.snoozing import snooze
from keepword.events.models import Event
from keepword.kit import clock
from keepword.notices.choosing import choose
from keepword.notices.kinds import KINDS, NONE, Choice
from keepword.notices.models import Choices, Notice
from keepword.people.models import Agent
from keepword.privacy.erasing import erase
from keepword.promises.emergencies.declaring import NotOffered, declare
from keepword.promises.emergencies.offering import ANSWERED, HERE, IN_A_DAY, NOT_NOW, standing_of
from keepword.promises.emergencies.refusing import allow, calls_of, refuse
from keepword.promises.emergencies.tests.conftest import NIGHT, work
from keepword.promises.ledger.breaking import break_overdue
from keepword.promises.ledger.reminding import foresee
from keepword.promises.models import Promise
from keepword.promises.telling import told
from tests import cast as stage

KINDS_OF_ALARM = ("emergency", "emergency_late")


def call(conversation: Conversation) -> Promise:
    made = declare(conversation, language="en")
    work()
    return made


def alarms_of(agent: Agent) -> list[str]:
    rows = Notice.objects.filter(agent=agent, kind__in=KINDS_OF_ALARM).order_by("id")
    return list(rows.values_list("kind", flat=True))


def calls() -> int:
    return Promise.objects.filter(kind="emergency").count()


def test_who_calls_is_promised_the_time_goes_first_and_whoever_is_on_call_is_told(cast, conversation):
    made = call(conversation)
    assert (made.due_at, made.what, made.said) == (NIGHT + timedelta(minutes=30), "reply", "23:30 today (UTC time)")
    conversation.refresh_from_db()
    assert (conversation.priority_name, conversation.due_at) == ("urgent", made.due_at)
    assert alarms_of(cast.mina) == ["emergency"]
    assert alarms_of(cast.dave) == alarms_of(cast.ruth) == alarms_of(cast.stranger) == []


def test_the_history_says_it_in_words(cast, conversation):
    call(conversation)
    said = [line.text for line in history(conversation)]
    assert "The customer said that this cannot wait. Told at once: Mina Park." in said
    assert "The customer set the priority to urgent." in said


def test_pressed_twice_it_is_one_promise_and_one_alarm(cast, conversation):
    first = call(conversation)
    assert call(conversation) == first
    assert (calls(), Event.objects.filter(name="emergency.declared").count()) == (1, 1)
    assert Notice.objects.get(agent=cast.mina, kind="emergency").count == 1


def test_an_alarm_goes_through_quiet_hours_and_past_every_choice(cast, conversation):
    silent = dict.fromkeys(KINDS, Choice(page=False, push=False, mail=NONE))
    choose(cast.mina, kinds=silent, quiet_from=22 * 60, quiet_to=7 * 60, quiet_days=[1])
    Choices.objects.filter(agent=cast.mina).update(page_open_at=NIGHT)
    call(conversation)
    alarm = Notice.objects.get(agent=cast.mina, kind="emergency")
    assert (alarm.in_page, alarm.push_at, alarm.mail_at) == (True, NIGHT, NIGHT)


def test_the_page_of_the_customer_speaks_of_the_emergency_not_of_the_morning(cast, conversation):
    Promise.objects.filter(conversation=conversation).delete()
    later = {"what": "reply", "kind": "acknowledgement", "channel": "email", "due_at": NIGHT + timedelta(hours=12)}
    theirs = {"conversation": conversation, "inbox": cast.inbox, "contact": conversation.contact}
    Promise.objects.create(**theirs, **later, made_at=NIGHT)
    made = call(conversation)
    said = told(conversation, now=NIGHT, language="en", zone="UTC")
    assert said is not None
    assert said.due_at == made.due_at


def test_an_answer_keeps_it_and_calls_nobody_else(cast, conversation, travel):
    made = call(conversation)
    travel.shift(timedelta(minutes=20))
    mark_sent(reply(conversation, text="It is stopped.", by=cast.mina))
    travel.shift(timedelta(minutes=20))
    break_overdue()
    work()
    made.refresh_from_db()
    assert made.state == "kept"
    assert alarms_of(cast.ruth) == []


def test_unanswered_it_calls_the_whole_team_and_whoever_leads(cast, conversation, travel):
    call(conversation)
    travel.shift(timedelta(minutes=31))
    break_overdue()
    break_overdue()
    work()
    assert alarms_of(cast.mina) == ["emergency", "emergency_late"]
    assert alarms_of(cast.dave) == alarms_of(cast.ruth) == ["emergency_late"]
    assert alarms_of(cast.stranger) == []
    late = Notice.objects.get(agent=cast.dave, kind="emergency_late")
    assert (late.count, late.push_at) == (1, clock.now())
    assert "Nobody answered the emergency in time." in history(conversation)[-1].text
    assert not Notice.objects.filter(kind="promise_broken").exists()  # one alarm, not two


def test_what_was_broken_while_it_was_over_calls_nobody(cast, conversation, travel):
    call(conversation)
    resolve(conversation, by=cast.dave.as_actor)
    travel.shift(timedelta(minutes=31))
    break_overdue()
    work()
    assert alarms_of(cast.ruth) == []


def test_a_conversation_that_was_put_aside_comes_back(cast, conversation):
    snooze(conversation, until=NIGHT + timedelta(days=3), by=cast.dave.as_actor)
    call(conversation)
    conversation.refresh_from_db()
    assert conversation.status == "open"
    assert "It came back at once: the customer cannot wait." in [line.text for line in history(conversation)]


def test_nothing_is_offered_while_we_are_open(cast, conversation, travel):
    travel.move_to(NIGHT + timedelta(hours=11))
    assert standing_of(conversation).state == HERE
    with pytest.raises(NotOffered):
        declare(conversation, language="en")
    assert calls() == 0


def test_nothing_is_offered_once_we_have_answered(cast, conversation):
    reply(conversation, text="It is on its way.", by=cast.mina)
    conversation.refresh_from_db()
    assert standing_of(conversation).state == ANSWERED


@pytest.mark.parametrize("to", [{"is_on": False}, {"team": None, "people": []}])
def test_nothing_is_offered_where_it_is_off_or_nobody_is_on_call(cast, conversation, arranged, to):
    arranged(**to)
    assert standing_of(conversation).state == NOT_NOW


def test_only_who_may_answer_there_and_is_not_away_is_on_call(cast, conversation, arranged):
    arranged(people=[cast.stranger], team=None)
    assert standing_of(conversation).state == NOT_NOW
    arranged(people=[cast.mina])
    Capacity.objects.create(agent=cast.mina, is_away=True)
    assert standing_of(conversation).state == NOT_NOW
    arranged(people=[])
    assert standing_of(conversation).people == (cast.dave.pk,)
    Agent.objects.filter(pk=cast.dave.pk).update(role="light_agent")
    assert standing_of(conversation).state == NOT_NOW


def test_nothing_is_offered_about_spam(cast, conversation):
    Conversation.objects.filter(pk=conversation.pk).update(status="spam")
    conversation.refresh_from_db()
    assert standing_of(conversation).state == NOT_NOW


def test_one_person_calls_only_so_often_in_a_day(cast, conversation, travel):
    others = [stage.conversation_of(cast) for _ in range(IN_A_DAY)]
    for one in others:
        call(one)
    with pytest.raises(NotOffered):
        declare(conversation, language="en")
    assert standing_of(stage.conversation_of(cast, "ko")).is_offered
    travel.shift(timedelta(days=1, minutes=1))
    assert standing_of(conversation).is_offered


def test_the_next_wait_may_be_an_emergency_again(cast, conversation, travel):
    call(conversation)
    travel.shift(timedelta(minutes=5))
    reply(conversation, text="It is stopped.", by=cast.mina)
    travel.shift(timedelta(minutes=5))
    thread = stage.Thread(conversation_id=conversation.pk)
    stage.receive(stage.written(thread=thread), inbox=cast.inbox)
    conversation.refresh_from_db()
    call(conversation)
    assert calls() == 2


def test_who_called_without_need_is_offered_it_no_more_until_they_are_again(cast, conversation):
    call(conversation)
    seen = calls_of(conversation.contact, agent=cast.mina)
    assert (seen.count, seen.last_at, seen.is_refused) == (1, NIGHT, False)
    assert calls_of(conversation.contact, agent=cast.stranger).count == 0
    refuse(conversation.contact, by=cast.mina)
    refuse(conversation.contact, by=cast.dave)
    another = stage.conversation_of(cast)
    assert standing_of(another).state == NOT_NOW
    allow(conversation.contact, by=cast.mina.as_actor)
    assert standing_of(another).is_offered
    names = ["contact.emergency_refused", "contact.emergency_allowed"]
    assert list(Event.objects.filter(name__in=names).order_by("id").values_list("name", flat=True)) == names


def test_erased_with_the_person(cast, conversation):
    call(conversation)
    refuse(conversation.contact, by=cast.mina)
    erase(conversation.contact, by=cast.ruth)
    assert not calls_of(conversation.contact, agent=cast.ruth).is_refused
    assert Promise.objects.get(kind="emergency").said == ""


def test_hours_that_are_closed_put_no_emergency_at_risk(cast, conversation):
    call(conversation)
    foresee()
    assert Promise.objects.get(kind="emergency").at_risk_since is None


def test_no_letter_of_ours_follows_the_press(cast, conversation):
    before = Message.objects.count()
    call(conversation)
    assert Message.objects.count() == before
