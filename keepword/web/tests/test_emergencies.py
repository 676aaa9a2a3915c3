"""A brand arranges emergencies, and agents see who called."""

from datetime import timedelta

import pytest

from keepword.events.models import AuditEntry
from keepword.kit import clock
from keepword.promises.ledger.making import promise
from keepword.promises.models import EmergencyRefusal, EmergencyRoute
from keepword.web.tests.reading import error_of, words
from tests import cast as stage


@pytest.fixture
def page(cast):
    return f"/settings/brands/{cast.brand.pk}/emergency"


@pytest.fixture
def given(cast):
    people = {"team": str(cast.team.pk), "people": [str(cast.mina.pk)]}
    return {"is_on": "on", "target_minutes": "45", "phone": "+49 30 123456", "words_en": "Only tonight.", **people}


def test_it_is_off_until_somebody_arranges_it(cast, ruth, page, given):
    assert "Somebody on call answers while you are closed. It is off." in words(
        ruth.get(f"/settings/brands/{cast.brand.pk}")
    )
    assert ruth.post(page, given | {"words_zh-Hans": "仅限今晚。"}).status_code == 302
    route = EmergencyRoute.objects.get()
    assert (route.is_on, route.target_minutes, route.team, list(route.people.all())) == (
        True,
        45,
        cast.team,
        [cast.mina],
    )
    assert route.words == {"en": "Only tonight.", "zh-Hans": "仅限今晚。"}
    shown = words(ruth.get(page))
    assert shown.split("Who would be called now")[1].split().count("Park") == 1
    assert "you are never closed" in shown  # no hours are set
    assert AuditEntry.objects.filter(name="emergency.arranged").exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("words_en", ""),
        ("words_de", "x" * 201),
        ("target_minutes", "4"),
        ("target_minutes", "241"),
        ("phone", "call me"),
        ("phone", "javascript:1"),
        ("team", "999"),
    ],
)
def test_what_cannot_be_says_why(cast, ruth, page, given, field, value):
    answer = ruth.post(page, given | {field: value})
    assert answer.status_code == 422
    assert error_of(answer, field)
    assert not EmergencyRoute.objects.exists()


def test_nobody_on_call_is_refused_and_off_asks_for_nothing(ruth, page, given):
    answer = ruth.post(page, given | {"team": "", "people": []})
    assert answer.status_code == 422
    assert "Choose who is on call." in words(answer)
    assert ruth.post(page, {"target_minutes": "30"}).status_code == 302


def test_who_may_not_arrange_settings_does_not(mina, page, given):
    assert mina.post(page, given).status_code == 403
    assert not EmergencyRoute.objects.exists()


def test_misuse_is_seen_on_the_contact_and_can_be_switched_off(cast, conversation, mina, stranger):
    contact = f"/contacts/{conversation.contact_id}"
    assert "This cannot wait" not in words(mina.get(contact))
    due_at = clock.now() + timedelta(minutes=30)
    promise(conversation, what="reply", kind="emergency", due_at=due_at)
    assert "“This cannot wait” within 90 days: 1." in words(mina.get(contact))
    assert stranger.post(f"{contact}/emergencies", {"offered": "no"}).status_code == 404
    mina.post(f"{contact}/emergencies", {"offered": "no"})
    assert EmergencyRefusal.objects.get().by == cast.mina
    assert "They are not offered it any more." in words(mina.get(contact))
    mina.post(f"{contact}/emergencies", {"offered": "maybe"})
    assert EmergencyRefusal.objects.exists()
    mina.post(f"{contact}/emergencies", {"offered": "yes"})
    assert not EmergencyRefusal.objects.exists()


def test_a_promise_of_an_emergency_is_named_in_the_list(conversation, mina):
    due_at = clock.now() + timedelta(minutes=30)
    promise(conversation, what="reply", kind="emergency", due_at=due_at)
    assert "Emergency" in words(mina.get("/promises"))
    assert stage.CUSTOMERS["en"][0] in words(mina.get("/promises"))
