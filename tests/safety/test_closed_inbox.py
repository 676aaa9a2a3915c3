"""An inbox that is for some teams only does not exist for the others, by whatever door they come."""

import asyncio

import pytest

from keepword.conversations.keeping_hours import keepers_of
from keepword.conversations.models import Inbox
from keepword.events import hub, live
from keepword.events.news import News
from keepword.hours.models import BusinessHours
from keepword.people import permissions as may
from keepword.people.models import Agent, Team
from keepword.web import live as streams
from tests.safety.conftest import Sit, World


@pytest.fixture
def manager(world: World) -> Agent:
    """Arranges how the team works, and is in no team."""
    return Agent.objects.create_user("boss@leafloom.example", name="Bo", role=may.MANAGER)


def test_settings_name_no_closed_inbox_and_take_nothing_from_it(world: World, at_desk: Sit, manager: Agent):
    """Saving hours that a closed inbox keeps must not take them from it, and must not give it others."""
    desk, inbox = at_desk(manager), world.cast.inbox
    Inbox.objects.filter(pk=inbox.pk).update(name="Whistle-blowers", address="secret@leafloom.example")
    hours = BusinessHours.objects.get(pk=world.rows["settings/hours/"])
    Inbox.objects.filter(pk=inbox.pk).update(business_hours=hours)
    pages = ("inboxes", "brands", f"brands/{world.cast.brand.pk}", "hours", f"hours/{hours.pk}", "policies/new",
             "acknowledgements", "channels", "routing")  # fmt: skip
    for page in pages:
        shown = desk.get(f"/settings/{page}")
        assert shown.status_code == 200, page
        assert b"Whistle-blowers" not in shown.content, page
        assert b"secret@leafloom.example" not in shown.content, page
    saved = desk.post(f"/settings/hours/{hours.pk}", {"name": "Warehouse", "zone": "Europe/Berlin", "save": "yes"})
    assert saved.status_code == 302
    assert keepers_of(hours).inboxes == {inbox.pk}
    assert desk.get(f"/settings/inboxes/{inbox.pk}").status_code == 404


def test_no_json_and_no_panel_tells_of_it(world: World, at_desk: Sit):
    """Addresses that a script asks by itself."""
    stranger, number = at_desk(world.cast.stranger), world.conversation.pk
    for path in ("clocks", "macros", "offers"):
        assert stranger.get(f"/conversations/{number}/{path}").status_code in (404, 405)
    counts = stranger.get("/inbox/all", headers={"HX-Request": "true", "X-Refresh": "true"}).content.decode()
    assert world.conversation.reference not in counts
    assert "Ann Lee" not in counts


@pytest.mark.django_db(transaction=True)
def test_who_loses_an_inbox_hears_of_it_and_then_nothing_more(world: World, at_desk: Sit, monkeypatch):
    """The stream decides again at once who may hear what, when the teams of the inbox change, too. That what is
    announced arrives, by every carrier, is proved in keepword/events/tests/test_hub.py."""
    desk = at_desk(world.cast.mina)
    key = desk.cookies["keepword"].value
    listener = streams._decide(key)
    screen = streams.Screen(listener.agent_id, listener.inbox_ids, asyncio.new_event_loop())
    about = live.Change(1, world.conversation.pk, world.cast.inbox.pk, "message.received")
    assert screen.hears(about)
    announced: list[str] = []
    announce = hub.announce_on_commit

    def overheard(news: News) -> None:
        announced.extend(change.name for change in news.changes)
        announce(news)

    monkeypatch.setattr(hub, "announce_on_commit", overheard)
    elsewhere = Team.objects.create(name="Elsewhere")
    ruth = at_desk(world.cast.ruth)
    fields = {"name": "Help", "address": world.cast.inbox.address, "brand": world.cast.brand.pk, "teams": []}
    ruth.post(f"/settings/inboxes/{world.cast.inbox.pk}", fields | {"teams": [elsewhere.pk]})
    assert "agent.changed" in announced  # by this word a stream asks again
    screen.inbox_ids = streams._decide(key).inbox_ids
    assert not screen.hears(about)
    screen.loop.close()
