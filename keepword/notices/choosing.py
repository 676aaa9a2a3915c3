"""What an agent chose, and what holds until they choose."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from keepword.kit.zones import zone_of
from keepword.notices.deciding import Rest, is_quiet
from keepword.notices.kinds import KINDS, MAILS, NOW, Choice
from keepword.notices.models import Choices
from keepword.people.models import Agent

ALL = Choice(page=True, push=True, mail=NOW)


def choices_of(agent: Agent) -> Choices:
    """Unsaved defaults for whoever chose nothing."""
    return Choices.objects.filter(agent=agent).first() or Choices(agent=agent)


def choice_of(choices: Choices, *, kind: str) -> Choice:
    """What is no kind of ours goes by all ways: the notice that one sends oneself as a test."""
    if kind not in KINDS:
        return ALL
    given = choices.kinds.get(kind)
    if not isinstance(given, dict) or given.get("mail") not in MAILS:
        return KINDS[kind].chosen
    return Choice(bool(given.get("page")), bool(given.get("push")), given["mail"])


def rest_of(choices: Choices, *, zone: str) -> Rest:
    return Rest(
        zone=zone_of(zone).key,
        quiet_from=choices.quiet_from,
        quiet_to=choices.quiet_to,
        quiet_days=frozenset(choices.quiet_days),
        digest=choices.digest,
        digest_at=choices.digest_at,
    )


def is_quiet_for(agent: Agent, *, at: datetime) -> bool:
    """By their quiet hours and days: then no page of theirs makes a sound."""
    return is_quiet(rest_of(choices_of(agent), zone=agent.time_zone), at=at)


@transaction.atomic
def choose(agent: Agent, *, kinds: Mapping[str, Choice], **rest: Any) -> Choices:
    """`rest` by the names of the columns. What is already decided stays as it is."""
    kept = {name: {"page": one.page, "push": one.push, "mail": one.mail} for name, one in kinds.items()}
    choices, _made = Choices.objects.update_or_create(agent=agent, defaults={"kinds": kept, **rest})
    return choices
