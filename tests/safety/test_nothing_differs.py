"""What happens in a closed inbox changes nothing that somebody outside is told, over any door: no word, and no number
either. A count that grows tells as much as a name."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from keepword.conversations.assigning import assign, assign_team
from keepword.conversations.binning import put_in_bin
from keepword.conversations.inbound import File
from keepword.conversations.marking_spam import mark_spam
from keepword.conversations.models import Inbox
from keepword.conversations.noting import note
from keepword.conversations.prioritising import prioritise
from keepword.conversations.replying import reply
from keepword.conversations.resolving import resolve
from keepword.conversations.snoozing import snooze
from keepword.conversations.spam.blocking import block
from keepword.conversations.tagging import tag
from keepword.conversations.tasks.giving import Asked, give
from keepword.events import auditing, working
from keepword.events.models import AuditEntry
from keepword.kit import clock
from keepword.people import permissions as may
from keepword.people.models import Agent, Role
from keepword.promises.ledger.making import promise
from tests import cast as stage
from tests.safety.conftest import Sit, World
from tests.safety.doors import all_that_is_told

MUCH = may.ALL - {may.MANAGE_INSTALLATION}  # who runs the installation sees every inbox's mail
# What is made anew each time a page is made, and is about nothing that happened.
MADE_ANEW = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]*"|X-CSRFToken[^}]*|nonce-?="?[^" ]*"?|name="(form|mark)" value="[^"]*"'
    rb'|"openapi":.*|data-told="[^"]*"|"challenge": .*|(list\.exported|conversation\.seen),\d+'
)


@pytest.fixture
def now() -> Iterator[None]:
    with time_machine.travel(clock.now(), tick=False):
        yield


@pytest.fixture
def outside(now: None, world: World) -> Agent:
    """May do all there is to do, in the inboxes that they see."""
    own = Role.objects.create(name="Much", permissions=sorted(MUCH), made_at=clock.now())
    return Agent.objects.create_user("boss@leafloom.example", name="Bo", role=may.OWN, own_role=own)


@pytest.fixture
def shown(outside: Agent, world: World) -> World:
    """The same customer wrote to an open inbox, too: there the outsider knows them, and works."""
    counter = Inbox.objects.create(name="Counter", address="counter@leafloom.example", brand=world.cast.brand)
    open_cast = replace(world.cast, inbox=counter)
    seen = stage.conversation_of(open_cast, subject="At the counter", text="Open on Monday?")
    note(seen, text="Asked on the phone.", by=outside)
    task = give(Asked("Look", agent=outside), by=outside, conversation=seen)
    owed = promise(seen, what="call", due_at=clock.now() + timedelta(days=1), kind="agent", by=outside)
    rows = {"conversations/": seen.pk, "contacts/": seen.contact_id, "tasks/": task.pk, "promises/": owed.pk}
    _let_it_follow()
    return replace(world, conversation=seen, rows=world.rows | rows)


def test_nobody_outside_is_told_that_anything_happens_in_a_closed_inbox(shown: World, outside: Agent, at_desk: Sit):
    desk = at_desk(outside)
    before = _told(shown, agent=outside, desk=desk)
    _forget_who_looked(outside)
    _a_busy_day(shown.cast)
    after = _told(shown, agent=outside, desk=desk)
    assert {door: _difference(before[door], after[door]) for door in before if before[door] != after[door]} == {}


def test_whoever_sees_the_inbox_is_told(shown: World, at_desk: Sit):
    """The proof that the day is one that shows."""
    dave = shown.cast.dave
    desk = at_desk(dave)
    before = _told(shown, agent=dave, desk=desk)
    _a_busy_day(shown.cast)
    after = _told(shown, agent=dave, desk=desk)
    assert sum(before[door] != after[door] for door in before) > 20


def _a_busy_day(cast: stage.Cast) -> None:
    mina, ruth = cast.mina, cast.ruth
    files = (File("mondstein.txt", "text/plain", b"a"),)
    ann = [stage.conversation_of(cast, subject=f"Whisper {n}", text="Monday?", files=files) for n in range(6)]
    new = stage.conversation_of(cast, "ko", address="bob@customer.example", name="Bob Lee")
    assign(ann[0], to=cast.dave, by=mina.as_actor)
    assign_team(ann[0], to=cast.team, by=mina.as_actor)
    note(ann[0], text="@Dave Ortiz look", by=mina)
    reply(ann[0], text="On Monday.", by=mina)
    tag(ann[0], name="vip", by=mina.as_actor)
    prioritise(ann[1], priority="urgent", by=mina.as_actor)
    promise(ann[1], what="call", due_at=clock.now() + timedelta(hours=2), kind="agent", by=mina)
    give(Asked("Whisper", agent=cast.dave), by=mina, conversation=ann[1])
    resolve(ann[2], by=mina.as_actor)
    snooze(ann[3], until=clock.now() + timedelta(hours=3), by=mina.as_actor)
    put_in_bin(ann[4], by=ruth)
    mark_spam(ann[5], by=mina.as_actor)
    block("eve@whisper.example", by=mina, inboxes=[cast.inbox.pk])
    stage.conversation_of(cast, subject="Whisper of Eve", address="eve@whisper.example")
    reply(new, text="네", by=mina)
    _let_it_follow()


def _let_it_follow() -> None:
    while working.run_due_inside():
        pass


def _forget_who_looked(agent: Agent) -> None:
    """The audit log tells what they took out themselves: it begins anew, so that the two looks are alike."""
    auditing.forget()
    AuditEntry._base_manager.filter(actor_kind="agent", actor_id=agent.pk).delete()


def _told(world: World, *, agent: Agent, desk: Client) -> dict[str, bytes]:
    doors = all_that_is_told(world, desk=desk, agent=agent)
    return {door: MADE_ANEW.sub(b"", said) for door, said in doors}


def _difference(before: bytes, after: bytes) -> list[str]:
    was, is_now = ({*said.decode(errors="replace").splitlines()} for said in (before, after))
    return [f"- {line.strip()[:300]}" for line in sorted(was - is_now)] + [
        f"+ {line.strip()[:300]}" for line in sorted(is_now - was)
    ]
