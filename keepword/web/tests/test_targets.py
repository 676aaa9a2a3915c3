"""Targets are set by administrators, seen beside each conversation, and sort the list."""

import re
from datetime import timedelta

import pytest
import time_machine

from keepword.conversations.replying import reply
from keepword.kit import clock
from keepword.promises.clocks import policies
from keepword.promises.clocks.policies import Draft, define
from keepword.promises.models import Clock, SlaPolicy
from keepword.web.settings.policies import lengths
from tests import cast as stage

HOUR = 3600


@pytest.fixture(autouse=True)
def _nothing_remembered():
    policies.forget()


@pytest.fixture
def aimed(cast):
    return define(Draft("Quick", {(20, "first_response"): 4 * HOUR}), by=cast.ruth.as_actor)


def page_of(client, path):
    return client.get(path).content.decode()


def test_an_administrator_starts_from_a_template_and_saves(ruth):
    assert "Reply within 4 business hours" in page_of(ruth, "/settings/policies")
    form = page_of(ruth, "/settings/policies/new?like=hours")
    assert 'value="4h"' in form
    answers = {"name": "Ours", "first_response-normal": "90m", "resolution-normal": "2d", "is_business": "yes"}
    answers |= {"warn_at": "80, 50", "tags": "VIP, Lost  Parcel"}
    answers |= {"step0-at": "100", "step0-do": "tag:", "step0-words": "late"}
    assert ruth.post("/settings/policies/new", answers).status_code == 302
    policy = SlaPolicy.objects.in_force().get()
    assert {(one.priority, one.kind, one.seconds) for one in policy.targets.all()} == {
        (20, "first_response", 5400),
        (20, "resolution", 172_800),
    }
    assert (policy.conditions, policy.warn_at) == ({"tags": ["vip", "lost parcel"]}, [50, 80])
    assert policy.escalations == [{"at": 100, "what": "tag", "to": "late"}]
    assert policy.pauses_for_customer is False
    again = page_of(ruth, f"/settings/policies/{policy.pk}")
    assert 'value="1h 30m"' in again
    assert "vip, lost parcel" in again


@pytest.mark.parametrize(
    "wrong",
    [
        {"first_response-normal": "soon"},
        {"first_response-normal": ""},
        {"name": ""},
        {"warn_at": "150"},
        {"warn_at": "half"},
    ],
)
def test_what_makes_no_sense_comes_back_in_the_form(ruth, wrong):
    answers = {"name": "Ours", "first_response-normal": "4h", "is_business": "yes", "warn_at": "50"}
    assert ruth.post("/settings/policies/new", answers | wrong).status_code == 422
    assert not SlaPolicy.objects.exists()


def test_policies_are_put_in_order_and_retired(cast, ruth, aimed):
    other = define(Draft("Slow", {(20, "first_response"): 40 * HOUR}), by=cast.ruth.as_actor)
    ruth.post(f"/settings/policies/{other.pk}/place")
    assert [one.name for one in SlaPolicy.objects.in_force()] == ["Slow", "Quick"]
    ruth.post(f"/settings/policies/{SlaPolicy.objects.in_force().get(name='Slow').pk}/removal")
    assert [one.name for one in SlaPolicy.objects.in_force()] == ["Quick"]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("4h", 14400), ("4", 14400), ("1d 12h", 129_600), ("30 min", 1800), ("", None), ("2D", 172_800)],
)
def test_a_length_is_read_as_people_write_it(text, seconds):
    assert lengths.read(text) == seconds
    assert lengths.read(lengths.write(seconds)) == seconds


@pytest.mark.parametrize("text", ["soon", "4x", "-4h", "0h", "400d", "4h ago"])
def test_what_is_no_length_is_refused(text):
    with pytest.raises(lengths.NoLength):
        lengths.read(text)


def test_beside_the_conversation_stands_what_is_due_and_how_it_went(cast, mina, aimed):
    conversation = stage.conversation_of(cast)
    assert "First reply" in page_of(mina, f"/conversations/{conversation.pk}")
    with time_machine.travel(clock.now() + timedelta(hours=5)):
        mina.force_login(cast.mina, backend="keepword.people.recognising.Backend")
        assert "overdue since" in page_of(mina, f"/conversations/{conversation.pk}")
        reply(conversation, text="It is on its way.", by=cast.mina)
        assert "late, was due" in page_of(mina, f"/conversations/{conversation.pk}")
        assert "Waiting for us" in page_of(mina, f"/conversations/{conversation.pk}/clocks")
    assert Clock.objects.get().outcome == "met_late"


def test_the_list_says_in_words_what_is_due_and_sorts_by_it(cast, mina, aimed):
    later = stage.conversation_of(cast, subject="Comes second")
    with time_machine.travel(clock.now() - timedelta(hours=6)):
        stage.conversation_of(cast, "ko", subject="Comes first")
    page = page_of(mina, "/inbox/open?sort=due")
    assert page.index("Comes first") < page.index("Comes second")
    assert "overdue" in page
    reply(later, text="It is on its way.", by=cast.mina)
    assert "Comes second" not in page_of(mina, "/inbox/open?sort=due")


def test_no_reply_needed_is_a_button_while_somebody_waits(cast, mina, conversation):
    assert "No reply needed" in page_of(mina, f"/conversations/{conversation.pk}")
    assert mina.post(f"/conversations/{conversation.pk}/settlement").status_code == 302
    page = page_of(mina, f"/conversations/{conversation.pk}")
    assert "No reply needed" not in page
    assert "Mina Park said that no reply is needed." in page


def test_every_step_stands_in_the_form_and_comes_back_as_it_was(cast, ruth):
    steps = [
        {"at": 80, "what": "team", "to": cast.team.pk},
        {"at": 80, "what": "notify_holder", "to": None},
        {"at": 85, "what": "notify_agent", "to": 999_999},
        {"at": 100, "what": "tag", "to": "late"},
        {"at": 100, "what": "note", "to": "Call the carrier."},
        {"at": 100, "what": "priority", "to": "urgent"},
    ]
    targets = {(20, "first_response"): 4 * HOUR}
    was = define(Draft("Quick", targets, escalations=steps), by=cast.ruth.as_actor)
    page = page_of(ruth, f"/settings/policies/{was.pk}")
    assert "Somebody who is not there any more" in page
    answers = {"name": "Quicker", "first_response-normal": "4h", "is_business": "yes", "warn_at": "50"}
    answers |= sent_steps(page)
    assert len([name for name in answers if name.endswith("-do")]) == len(steps) + 2
    assert ruth.post(f"/settings/policies/{was.pk}", answers).status_code == 302
    policy = SlaPolicy.objects.in_force().get()
    assert policy.escalations == steps
    assert policy.warn_at == [50, 80, 85]


def sent_steps(page):
    """What a browser would send of the rows as they stand."""
    found = {}
    for name, options in re.findall(r'<select name="(step\d-\w+)".*?>(.*?)</select>', page, re.DOTALL):
        found[name] = (re.findall(r'value="([^"]*)" selected', options) or [""])[0]
    for name, more in re.findall(r'<input type="text" name="(step\d-words)"([^>]*)>', page):
        found[name] = (re.findall(r'value="([^"]*)"', more) or [""])[0]
    return found


@pytest.mark.parametrize("step", [{"do": "tag:", "words": ""}, {"do": "note:"}, {"do": "team:77"}, {"at": "7"}])
def test_a_step_that_makes_no_sense_comes_back_in_the_form(ruth, step):
    answers = {"name": "Ours", "first_response-normal": "4h", "is_business": "yes", "warn_at": "50"}
    sent = {"at": "100", "do": "", "words": ""} | step
    answers |= {f"step0-{name}": value for name, value in sent.items()}
    assert ruth.post("/settings/policies/new", answers).status_code == 422
    assert not SlaPolicy.objects.exists()


def test_languages_are_chosen_by_name_and_one_that_is_kept_stays(cast, ruth):
    made = {"name": "Far away", "is_business": "yes", "warn_at": "50", "first_response-normal": "4h"}
    ruth.post("/settings/policies/new", made | {"languages": ["ko", "zh-Hant"]})
    policy = SlaPolicy.objects.latest("id")
    assert policy.conditions["languages"] == ["ko", "zh-Hant"]
    SlaPolicy.objects.filter(pk=policy.pk).update(conditions={"languages": ["gsw"]})
    page = ruth.get(f"/settings/policies/{policy.pk}").content.decode()
    assert "Swiss German" in page
    assert "Korean" in page
