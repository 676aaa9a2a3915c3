"""Keep out an address, or everybody at a domain; and let them in again."""

import re
from collections.abc import Iterable

from django.db import transaction

from keepword.conversations.models import BlockedSender, Inbox
from keepword.conversations.spam.learning import held_memory
from keepword.events import log
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
def block(who: str, *, by: Agent) -> BlockedSender:
    """An address, or a domain with or without an "@" before it. What is there already stays in its place. Twice is
    once. Raises CannotBlock."""
    value = clean(who)
    memory = held_memory()
    known = BlockedSender.objects.filter(value=value).first()  # house: for who may mark spam, in every inbox
    if known:
        return known
    made = BlockedSender.objects.create(value=value, by=by, at=log.record("sender.blocked", actor=by.as_actor).at)
    memory.version += 1
    memory.save(update_fields=["version"])
    return made


@transaction.atomic
def unblock(blocked: BlockedSender, *, by: Agent) -> None:
    """What came while they were blocked stays in spam until somebody says otherwise."""
    memory = held_memory()
    if BlockedSender.objects.filter(pk=blocked.pk).delete()[0]:
        memory.version += 1
        memory.save(update_fields=["version"])
        log.record("sender.unblocked", actor=by.as_actor)


@transaction.atomic
def let_in(addresses: Iterable[str]) -> None:
    """None of them is on the list any more, whoever put them there: for the law."""
    gone = BlockedSender.objects.filter(value__in=list(addresses))
    if gone.exists():
        memory = held_memory()
        gone.delete()
        memory.version += 1
        memory.save(update_fields=["version"])


def clean(who: str) -> str:
    """As it is kept. Raises CannotBlock."""
    value = fold(who).lstrip("@")
    if not (DOMAIN.fullmatch(value) or ADDRESS.fullmatch(value)):
        raise CannotBlock("form")
    ours = {fold(one) for one in Inbox.objects.values_list("address", flat=True)}  # house: asked, not shown
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
