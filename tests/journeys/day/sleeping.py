"""Two conversations sleep until the morning in Seoul, which comes while it is night in Madrid."""

from datetime import datetime, time, timedelta

from playwright.sync_api import expect

from tests.journeys.day import assigning, speaking_korean
from tests.journeys.day.people import DAVE, SEOUL, Day
from tests.journeys.desk import SOON

EVENING = time(23)
LOOKS_EVERY = timedelta(seconds=10)  # the program, for what is due
SLOW = timedelta(seconds=60)  # and how long a busy machine may need for it
A_MINUTE = timedelta(minutes=1)


def they_come_back_in_the_morning(day: Day, *, early: int, late: int) -> None:
    """`early` was set by hand to half past eight on her clock, `late` by one press to nine."""
    evening = _in_seoul(day, at=EVENING)
    day.clock.go_to(evening)
    morning = datetime.combine(evening.date() + timedelta(days=1), time(9), tzinfo=SEOUL)
    half_past = morning - timedelta(minutes=30)
    page = day.dave.page
    page.goto(f"{day.dave.url}/conversations/{late}")
    page.locator("details.menu[data-key=s] summary").click()
    page.get_by_role("button", name="In the morning in Seoul").click()
    expect(day.dave.status).to_contain_text("Snoozed")
    page.goto(f"{day.dave.url}/conversations/{early}")
    page.locator("details.menu[data-key=s] summary").click()
    page.get_by_label("On the clock in Seoul").check()
    page.get_by_label("At another time").fill(f"{half_past:%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="Snooze until then").click()
    expect(day.dave.status).to_contain_text("Snoozed")
    assert (_asleep_until(day, early), _asleep_until(day, late)) == (half_past, morning)
    _wait_for_it(day, early=early, late=late, half_past=half_past, morning=morning)


def _wait_for_it(day: Day, *, early: int, late: int, half_past: datetime, morning: datetime) -> None:
    """Whoever woke the early one looked at the late one, too."""
    day.dave.show("open")
    day.mina.show("open")
    day.clock.go_to(half_past - A_MINUTE)
    assert _asleep_until(day, early) == half_past
    day.clock.go_to(half_past)
    for desk in (day.dave, day.mina):
        expect(desk.row(speaking_korean.SUBJECT)).to_be_visible(timeout=SOON * 3)
        expect(desk.row(assigning.SUBJECT)).to_have_count(0)
    assert _asleep_until(day, late) == morning
    day.clock.go_to(morning)
    for desk in (day.dave, day.mina):
        expect(desk.row(assigning.SUBJECT)).to_be_visible(timeout=SOON * 3)
    assert day.api(f"/conversations/{late}", by=DAVE)["status"] == "open"
    day.dave.open(assigning.SUBJECT)
    woken = day.dave.page.locator("#thread .event-line", has_text="put aside until has come").locator("local-time")
    at = datetime.fromisoformat(woken.get_attribute("datetime") or "")
    assert morning <= at < morning + LOOKS_EVERY + SLOW


def _in_seoul(day: Day, *, at: time) -> datetime:
    """The next time that clocks there show this."""
    now = day.clock.now().astimezone(SEOUL)
    today = datetime.combine(now.date(), at, tzinfo=SEOUL)
    return today if today > now else today + timedelta(days=1)


def _asleep_until(day: Day, conversation: int) -> datetime:
    found = day.api(f"/conversations/{conversation}", by=DAVE)
    assert found["status"] == "snoozed"
    return datetime.fromisoformat(found["snoozed_until"])
