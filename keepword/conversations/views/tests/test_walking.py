"""A view holds exactly what its conditions say, in order, page by page, for whoever looks; at a cost with an end."""

from datetime import UTC, datetime, timedelta

import pytest

from keepword.conversations.models import Conversation, Inbox, SavedView
from keepword.conversations.views import walking
from keepword.conversations.views.defining import Draft, define
from keepword.conversations.views.listing import count_of, counts_of, page_of
from keepword.conversations.views.rules import Rule
from keepword.conversations.views.tests.conftest import NOW
from keepword.kit.pages import BadCursor
from keepword.people.models import Team

CASES = {
    "nothing asked": ((), lambda c: True),
    "status": ((Rule("status", "is", ("open", "resolved")),), lambda c: c.status in ("open", "resolved")),
    "not a status": ((Rule("status", "is_not", ("open",)),), lambda c: c.status != "open"),
    "spam": ((Rule("status", "is", ("spam",)),), lambda c: c.status == "spam"),
    "me": ((Rule("assignee", "is", ("me",)),), lambda c: c.assignee and c.assignee.name == "Mina Park"),
    "me or nobody": (
        (Rule("assignee", "is", ("me", "none")), Rule("status", "is", ("open",))),
        lambda c: c.status == "open" and (c.assignee is None or c.assignee.name == "Mina Park"),
    ),
    "not me": ((Rule("assignee", "is_not", ("me",)),), lambda c: not c.assignee or c.assignee.name != "Mina Park"),
    "my team": ((Rule("team", "is", ("mine",)),), lambda c: c.team_id),
    "no team": ((Rule("team", "is", ("none",)),), lambda c: not c.team_id),
    "not my team": ((Rule("team", "is_not", ("mine",)),), lambda c: not c.team_id),
    "channel": ((Rule("channel", "is", ("form",)),), lambda c: c.channel == "form"),
    "tag": ((Rule("tag", "is", ("late",)),), lambda c: "late" in c.names),
    "a tag but not another": (
        (Rule("tag", "is", ("late", "refund")), Rule("tag", "is_not", ("late",))),
        lambda c: "refund" in c.names,
    ),
    "a tag that nobody has": ((Rule("tag", "is", ("nothing",)),), lambda c: False),
    "priority": ((Rule("priority", "is", ("high", "urgent")),), lambda c: c.priority >= 30),
    "every Chinese": ((Rule("language", "is", ("zh",)),), lambda c: c.language.startswith("zh")),
    "no Korean": ((Rule("language", "is_not", ("ko",)),), lambda c: c.language != "ko"),
    "domain": ((Rule("domain", "is", ("acme.example",)),), lambda c: "@acme" in c.address),
    "another domain": ((Rule("domain", "is_not", ("acme.example",)),), lambda c: "@acme" not in c.address),
    "address": ((Rule("address", "is", ("c1@other.example",)),), lambda c: c.address == "c1@other.example"),
    "country": (
        (Rule("country", "is", ("KR", "DE")),),
        lambda c: c.contact.time_zone in ("Asia/Seoul", "Europe/Berlin"),
    ),
    "waits long": (
        (Rule("waiting", "longer_ago", (2, "days")),),
        lambda c: c.waiting_since and c.waiting_since < NOW - timedelta(days=2),
    ),
    "overdue": ((Rule("due", "passed"),), lambda c: c.due_at and c.due_at < NOW),
    "due soon": (
        (Rule("due", "in_next", (1, "days")),),
        lambda c: c.due_at and NOW <= c.due_at < NOW + timedelta(days=1),
    ),
    "nothing due": ((Rule("due", "is_empty"),), lambda c: c.due_at is None),
    "between two days": (
        (Rule("created", "after", ("2026-11-01",)), Rule("created", "before", ("2026-11-11",))),
        lambda c: datetime(2026, 10, 31, 15, tzinfo=UTC) <= c.created_at < datetime(2026, 11, 10, 15, tzinfo=UTC),
    ),
    "today": ((Rule("active", "today"),), lambda c: c.last_activity_at >= datetime(2026, 11, 15, 15, tzinfo=UTC)),
    "solved of late": (
        (Rule("resolved", "in_last", (5, "days")),),
        lambda c: c.resolved_at and NOW - timedelta(days=5) <= c.resolved_at <= NOW,
    ),
    "not solved": ((Rule("resolved", "is_empty"),), lambda c: c.resolved_at is None),
    "back within a week": (
        (Rule("snoozed", "in_next", (1, "weeks")),),
        lambda c: c.snoozed_until and c.snoozed_until < NOW + timedelta(days=7),
    ),
}  # fmt: skip


def matching(asked, *, agent):
    test, names_spam = CASES[asked][1], asked == "spam"
    rows = Conversation.objects.visible_to(agent).select_related("contact", "assignee").prefetch_related("tags")
    found = []
    for one in rows:
        one.names = {tag.name for tag in one.tags.all()}
        one.address = one.contact.identities.get().value
        if (one.status != "spam" or names_spam) and test(one):
            found.append(one)
    return found


def walk(asked, *, agent, sort="newest", limit=7):
    seen, cursor = [], None
    for _turn in range(200):
        page = page_of(asked, sort=sort, agent=agent, cursor=cursor, columns=("id",), limit=limit)
        seen += [number for (number,) in page.rows]
        cursor = page.next
        if cursor is None:
            return seen
    raise AssertionError("The pages never end.")


@pytest.mark.parametrize("name", CASES)
def test_a_view_holds_exactly_what_it_asks(world, name):
    world.mina.time_zone = "Asia/Seoul"
    wanted = {one.pk for one in matching(name, agent=world.mina)}
    found = walk(CASES[name][0], agent=world.mina)
    assert set(found) == wanted
    assert len(found) == len(wanted)
    count = count_of(CASES[name][0], agent=world.mina)
    assert (count.number, count.is_more) == (len(wanted), False)


@pytest.mark.parametrize("name", ["nothing asked", "status", "domain", "my team"])
def test_a_stranger_finds_only_what_is_in_open_inboxes(world, name):
    found = walk(CASES[name][0], agent=world.stranger)
    asked = [one for one in matching(name, agent=world.mina) if one.inbox_id != world.inbox.pk]
    if name == "my team":
        asked = []  # theirs is another
    assert sorted(found) == sorted(one.pk for one in asked)
    assert count_of(CASES[name][0], agent=world.stranger).number == len(asked)


SORTED = {
    "newest": lambda c: (0, -c.last_activity_at.timestamp(), -c.pk),
    "oldest": lambda c: (0, c.last_activity_at.timestamp(), c.pk),
    "waiting": lambda c: behind(c, c.waiting_since),
    "due": lambda c: behind(c, c.due_at),
    "snoozed": lambda c: behind(c, c.snoozed_until),
}


def behind(one, at):
    """What has no such time stands behind, newest first."""
    return (0, at.timestamp(), one.pk) if at else (1, -one.last_activity_at.timestamp(), -one.pk)


@pytest.mark.parametrize("limit", [1, 7, 200])
@pytest.mark.parametrize("name", ["nothing asked", "status", "me", "my team", "tag"])
@pytest.mark.parametrize("sort", SORTED)
def test_a_sort_moves_rows_and_hides_none_whatever_the_size_of_a_page(world, sort, name, limit):
    wanted = sorted(matching(name, agent=world.mina), key=SORTED[sort])
    assert walk(CASES[name][0], agent=world.mina, sort=sort, limit=limit) == [one.pk for one in wanted]


def test_a_walk_that_had_to_end_goes_on_with_the_next_page(world, monkeypatch):
    for name in ("FIRST_REACH", "REACH", "COUNT_REACH", "SHORTEST_REACH"):
        monkeypatch.setattr(walking, name, 3)
    monkeypatch.setattr(walking, "FEW", 0)
    for name in ("country", "tag", "status", "me or nobody"):
        for sort in SORTED:
            wanted = sorted(matching(name, agent=world.mina), key=SORTED[sort])
            assert walk(CASES[name][0], agent=world.mina, sort=sort) == [one.pk for one in wanted], (name, sort)
    count = count_of(CASES["country"][0], agent=world.mina)
    assert count.is_more
    assert count.number <= len(matching("country", agent=world.mina))


def test_what_is_rare_is_asked_for_directly(world, monkeypatch):
    for name in ("FIRST_REACH", "REACH", "COUNT_REACH", "SHORTEST_REACH"):
        monkeypatch.setattr(walking, name, 3)
    for name in ("tag", "address", "domain", "every Chinese"):
        found = page_of(CASES[name][0], sort="due", agent=world.ruth, cursor=None, columns=("id",), limit=100)
        wanted = sorted(matching(name, agent=world.ruth), key=SORTED["due"])
        assert [number for (number,) in found.rows] == [one.pk for one in wanted], name
        assert found.next is None
        assert count_of(CASES[name][0], agent=world.ruth).number == len(wanted)


@pytest.mark.parametrize("cursor", ["rubbish", "AAAA", "MHx4fDE", "OXx8MA", "é"])
def test_a_cursor_that_was_never_made_is_refused(world, cursor):
    with pytest.raises(BadCursor):
        page_of((), sort="newest", agent=world.mina, cursor=cursor, columns=("id",), limit=5)


def test_counts_stop_and_say_so(world):
    assert count_of((), agent=world.mina, most=10).number == 10
    assert count_of((), agent=world.mina, most=10).is_more


def test_a_view_that_cannot_be_read_is_not_counted(world):
    good = define(Draft("Mine", (Rule("assignee", "is", ("me",)),), owner=world.mina), by=world.mina)
    newer = SavedView(pk=good.pk + 1, conditions={"version": 9, "rules": []})
    assert set(counts_of([good, newer], agent=world.mina)) == {good.pk}


def test_who_has_no_inbox_and_no_team_finds_nothing_and_gets_an_answer(world):
    Inbox.objects.get(name="Press").teams.add(world.team)
    assert walk((), agent=world.stranger) == []
    assert count_of((), agent=world.stranger).number == 0


def test_a_teams_view_is_not_seen_by_another_team(world):
    view = define(Draft("Late", (), team=world.team), by=world.ruth)
    assert view in SavedView.objects.visible_to(world.mina)
    assert view not in SavedView.objects.visible_to(world.stranger)
    assert Team.objects.count() == 1


def test_what_goes_on_in_another_conversation_is_in_no_view(world):
    gone, into = Conversation.objects.filter(status="open")[:2]
    Conversation.objects.filter(pk=gone.pk).update(status="merged", merged_into=into)
    for asked in ((), (Rule("status", "is_not", ("spam",)),), (Rule("channel", "is", (gone.channel,)),)):
        assert gone.pk not in walk(asked, agent=world.ruth)


def test_the_same_language_by_two_names_is_found_once(world):
    asked = (Rule("language", "is", ("zh", "zh-Hans")),)
    found = walk(asked, agent=world.ruth)
    assert len(found) == len(set(found)) == len(matching("every Chinese", agent=world.ruth))
    assert count_of(asked, agent=world.ruth).number == len(found)
