"""What one hears of, and when."""

import pytest

from keepword.care.models import GiftRules
from keepword.conversations.assigning import assign
from keepword.events import working
from keepword.notices.choosing import choice_of, choices_of
from keepword.notices.kinds import KINDS, NONE, NOW, PROMISE_NEAR, Choice
from keepword.notices.models import Device, Notice
from tests.services.push_service import Browser, PushService

FORM = {
    **{f"{name}-mail": NONE for name in KINDS},
    "assigned-page": "on",
    "assigned-mail": NOW,
    "quiet_from": "22:00",
    "quiet_to": "07:30",
    "quiet_days": ["5", "6"],
    "digest": "daily",
    "digest_at": "09:15",
}


def test_what_one_chose_holds_and_is_shown(cast, mina):
    page = mina.get("/settings/notices").content.decode()
    assert "A promise that I owe is nearly due: By mail" in page
    assert mina.post("/settings/notices", FORM).status_code == 302
    kept = choices_of(cast.mina)
    assert choice_of(kept, kind="assigned") == Choice(page=True, push=False, mail=NOW)
    assert choice_of(kept, kind=PROMISE_NEAR) == Choice(page=False, push=False, mail=NONE)
    assert (kept.quiet_from, kept.quiet_to, kept.quiet_days, kept.digest_at) == (1320, 450, [5, 6], 555)
    page = mina.get("/settings/notices").content.decode()
    assert 'value="22:00"' in page
    assert 'value="09:15"' in page


def test_gifts_are_chosen_only_where_something_is_given_and_stay_as_they_were(cast, mina):
    GiftRules.objects.create(pk=1, is_on=True)
    mina.post("/settings/notices", FORM | {"gift_asked-mail": NOW, "gift_answered-page": "on"})
    assert "gift_asked-mail" in mina.get("/settings/notices").content.decode()
    GiftRules.objects.update(is_on=False)
    assert "gift_" not in mina.get("/settings/notices").content.decode()
    shown = {name: value for name, value in FORM.items() if not name.startswith("gift_")}
    assert mina.post("/settings/notices", shown).status_code == 302
    kept = choices_of(cast.mina)
    assert choice_of(kept, kind="gift_asked") == Choice(page=False, push=False, mail=NOW)
    assert choice_of(kept, kind="gift_answered") == Choice(page=True, push=False, mail=NONE)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"quiet_to": ""}, "Quiet hours need a beginning and an end"),
        ({"quiet_from": ""}, "Quiet hours need a beginning and an end"),
        ({"quiet_days": list("0123456")}, "Leave one day on which you can be told"),
        ({"digest": "never"}, "never is not one of the available choices"),
        ({"assigned-mail": "often"}, ""),
    ],
)
def test_what_makes_no_sense_comes_back_with_why(cast, mina, change, words):
    answer = mina.post("/settings/notices", FORM | change)
    assert answer.status_code == 422
    assert words in answer.content.decode().replace("&#x27;", "'")
    assert not choices_of(cast.mina).kinds


def test_neither_beginning_nor_end_means_no_quiet_hours(cast, mina):
    mina.post("/settings/notices", FORM | {"quiet_from": "", "quiet_to": ""})
    assert choices_of(cast.mina).quiet_from is None


def test_a_kind_that_is_switched_off_tells_nothing(cast, conversation, mina):
    mina.post("/settings/notices", {**FORM, "assigned-page": "", "assigned-mail": NONE})
    assign(conversation, to=cast.mina, by=cast.dave.as_actor)
    working.run_due_inside()
    assert not Notice.objects.exists()


def test_a_test_stands_at_the_bell_at_once(mina):
    page = mina.post("/settings/notices/test", follow=True).content.decode()
    assert "A test is on its way" in page
    assert 'data-count="1"' in page
    assert "This is a test" in mina.get("/notices").content.decode()


@pytest.fixture
def browser():
    return Browser(PushService("https://push.example"))


def test_a_browser_is_added_shown_and_removed(cast, mina, at_desk, browser):
    assert mina.post("/settings/notices/devices", browser.subscription).status_code == 204
    device = Device.objects.get()
    assert "This one" in mina.get("/settings/notices").content.decode()
    at_desk(cast.dave).post(f"/settings/notices/devices/{device.pk}/removal")
    assert Device.objects.exists()
    mina.post(f"/settings/notices/devices/{device.pk}/removal")
    assert not Device.objects.exists()


def test_what_nothing_could_be_sent_to_is_refused(mina, browser):
    for wrong in ({"endpoint": "http://127.0.0.1/x"}, {"p256dh": "x"}, {"auth": ""}):
        assert mina.post("/settings/notices/devices", browser.subscription | wrong).status_code == 422


def test_signing_out_takes_the_device_with_it(mina, browser):
    mina.post("/settings/notices/devices", browser.subscription)
    mina.post("/sign-out")
    assert not Device.objects.exists()


def test_the_worker_stands_where_it_serves_the_whole_desk(client):
    answer = client.get("/push-worker.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert b"showNotification" in answer.content
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
