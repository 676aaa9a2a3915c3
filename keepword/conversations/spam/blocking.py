"""Keep out an address, or everybody at a domain, of an inbox or of the whole house; and let them in again."""

import re
from collections.abc import Iterable

from django.db import transaction

from keepword.conversations.models import BlockedSender, Inbox
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.conversations.spam.learning import held_memory
from keepword.events import log
from keepword.events.log import Fact
from keepword.people.identifying import fold
from keepword.people.models import Agent

# Whoever blocks one of these means one address there: millions of strangers share them.
_SHARED = """
126.com 163.com aol.com daum.net gmail.com gmx.de gmx.net googlemail.com hanmail.net hotmail.com icloud.com live.com
mail.ru me.com msn.com naver.com orange.fr outlook.com proton.me protonmail.com qq.com sina.com t-online.de web.de
yahoo.co.jp yahoo.com yandex.ru
"""
SHARED = frozenset(_SHARED.split())
DOMAIN = re.compile(r"[^\s@/]+\.[^\s@/.]+")
ADDRESS = re.compile(rf"[^\s@]+@{DOMAIN.pattern}")


class CannotBlock(ValueError):
    """`why` is "form" for what is neither an address nor a domain, "shared" for a domain of many strangers, or "own"
    for one of our own."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@transaction.atomic
def block(who: str, *, by: Agent, inboxes: Iterable[int] | None = None) -> list[BlockedSender]:
    """An address, or a domain with or without an "@" before it; `inboxes` are ids, None for the whole house. Returns a
    row for each of them. What is there already stays in its place. Twice is once. Raises CannotBlock."""
    value, places = clean(who, by=by), [None] if inboxes is None else sorted(set(inboxes))
    memory = held_memory()
    rows = BlockedSender.objects.filter(value=value)  # house: asked for these places alone
    known = {one.inbox_id: one for one in rows}
    new = [place for place in places if place not in known]
    for fact in log.record_all(Fact("sender.blocked", by.as_actor, inbox_id=place) for place in new):
        made = BlockedSender.objects.create(value=value, inbox_id=fact.inbox_id, by=by, at=fact.at)
        known[made.inbox_id] = made
    if new:
        memory.version += 1
        memory.save(update_fields=["version"])
    return [known[place] for place in places]


def may_be_told(inbox: Inbox, *, to: Agent) -> list[int] | None:
    """Where something met in this inbox may stand, of what the agent sees: in inboxes whose people all see this one,
    too. As for `block`: None is the whole house, for whoever sees all of it."""
    seen = visible_inbox_ids(to)
    teams = set(inbox.teams.values_list("id", flat=True))
    if seen is None or not teams:
        return seen
    of_each: dict[int, set[int]] = {}
    for number, team in Inbox.objects.filter(id__in=seen).values_list("id", "teams"):  # house: those that they see
        of_each.setdefault(number, set()).add(team)
    return [number for number, theirs in of_each.items() if theirs <= teams]


@transaction.atomic
def unblock(blocked: BlockedSender, *, by: Agent) -> None:
    """What came while they were blocked stays in spam until somebody says otherwise."""
    memory = held_memory()
    if BlockedSender.objects.filter(pk=blocked.pk).delete()[0]:
        memory.version += 1
        memory.save(update_fields=["version"])
        log.record("sender.unblocked", actor=by.as_actor, inbox_id=blocked.inbox_id)


@transaction.atomic
def let_in(addresses: Iterable[str]) -> None:
    """None of them is on the list any more, whoever put them there: for the law."""
    gone = BlockedSender.objects.filter(value__in=list(addresses))
    if gone.exists():
        memory = held_memory()
        gone.delete()
        memory.version += 1
        memory.save(update_fields=["version"])


def clean(who: str, *, by: Agent) -> str:
    """As it is kept. Raises CannotBlock; of our own addresses it knows those that the agent sees."""
    value = fold(who).lstrip("@")
    if not (DOMAIN.fullmatch(value) or ADDRESS.fullmatch(value)):
        raise CannotBlock("form")
    ours = {fold(one) for one in Inbox.objects.visible_to(by).values_list("address", flat=True)}
    if value in ours | {one.rpartition("@")[2] for one in ours}:
        raise CannotBlock("own")
    if value in SHARED:
        raise CannotBlock("shared")
    return value


@transaction.atomic
def switch(*, is_on: bool, by: Agent) -> None:
    """Whether what was learnt is used. Lessons go on."""
    memory = held_memory()
    if memory.is_on != is_on:
        memory.is_on = is_on
        memory.save(update_fields=["is_on"])
        log.record("spam_filter.switched", actor=by.as_actor, on=is_on)
