"""Replay what was, or what a made-up world lived through, and see whether the published waits would have held."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from keepword.conversations.models import Inbox
from keepword.conversations.opening_hours import hours_of_inbox
from keepword.kit import clock
from keepword.promises.models.wait import Wait
from keepword.promises.waits.lives import Lived
from keepword.promises.waits.recalling import AHEAD, lives_of
from keepword.promises.waits.replaying import Told, replay
from keepword.promises.waits.scoring import Score, oracle_of, scores
from keepword.promises.waits.staffing import ruler, staff
from keepword.promises.waits.worlds.catalogue import lived

LEARNING = timedelta(weeks=3)  # at the begin of a made-up world: nothing of it is counted


def replay_world(name: str, *, seed: int) -> list[Score]:
    """By channel. Raises KeyError for a name that is none."""
    world, lives = lived(name, seed=seed)
    begin, end = world.begins, world.ends + AHEAD
    told = list(
        replay(
            lives,
            hours=world.hours,
            business=ruler(world.hours, begin=begin, end=end),
            staff=ruler(*world.shifts, begin=begin, end=end),
            since=(begin + LEARNING).timestamp(),
            until=world.ends.timestamp(),
        )
    )
    zone = ZoneInfo(world.hours.zone)
    is_special = [datetime.fromtimestamp(one.life.started_at, zone).date() in world.special for one in told]
    return scores(told, oracle=oracle_of(lives, hours=world.hours), is_special=is_special)


def replay_own() -> list[Score]:
    """This installation's own history, all inboxes, by channel; with the hours and people of today. Empty where
    nothing could have been told yet."""
    told: list[Told] = []
    oracle: dict[Lived, int] = {}
    for inbox in Inbox.objects.order_by("id"):
        told_here, oracle_here = _replay_inbox(inbox, until=clock.now())
        told += told_here
        oracle |= oracle_here
    return scores(told, oracle=oracle)


def _replay_inbox(inbox: Inbox, *, until: datetime) -> tuple[list[Told], dict[Lived, int]]:
    waits = Wait.objects.counted().filter(inbox=inbox, started_at__lt=until).order_by("started_at")
    lives = list(lives_of(waits, at=until))
    if not lives:
        return [], {}
    hours = hours_of_inbox(inbox).hours
    begin, end = datetime.fromtimestamp(lives[0].started_at, UTC), until + AHEAD
    told = replay(
        lives,
        hours=hours,
        business=ruler(hours, begin=begin, end=end),
        staff=staff(inbox, hours, begin=begin, end=end),
        since=lives[0].started_at,
        until=until.timestamp(),
    )
    return list(told), oracle_of(lives, hours=hours)
