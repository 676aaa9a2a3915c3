"""Write a made-up shop into an empty database, in large strides: a hundred thousand conversations in minutes.

The rows are those that the verbs would have written, events and search index included, so that every screen and
measure works on them; going through the verbs one by one would take an hour.
"""

import random
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from keepword.brands.models import Brand, Organisation
from keepword.conversations.models import Conversation, Inbox, Message, MessageReference, Participant, Tag
from keepword.conversations.previewing import preview_of
from keepword.conversations.searching import index_all, terms_of
from keepword.conversations.threading import digest
from keepword.events.models import Event
from keepword.insight.channel_days.keeping import keep_all_days
from keepword.kit import clock
from keepword.people.models import Agent, Contact, Identity, Team
from keepword.people.models.agent import ADMINISTRATOR, AGENT
from keepword.wiring.demo import asking, buying, hours, liking, promising, scripts, targets, writing
from keepword.wiring.demo.catalogue import fill_catalogue
from keepword.wiring.demo.macros import write_macros

STRIDE = 1000
SOON = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class World:
    """`sign_in` is the address of an administrator."""

    sign_in: str
    conversations: int


@dataclass(frozen=True, slots=True)
class _Stage:
    """Who and what the stories happen to, as ids."""

    inbox: Inbox
    agents: list[Agent]
    contacts: list[Contact]
    known: list[writing.Person]
    tags: dict[str, int]
    chance: random.Random
    references: set[str] = field(default_factory=set)  # those that are taken


def fill(
    *, conversations: int, seed: int, password: str | None, each: int | None = None, until: datetime | None = None
) -> World:
    """Fill an empty database. `password` is everybody's, None for nobody can sign in; `each` is the number of
    messages of every conversation, None for a lively mix; `until` is when the last of them was written, None for just
    now. Shows progress on a terminal."""
    chance = random.Random(seed)  # noqa: S311  a world, not a secret
    stage = _set_stage(contacts=min(2000, max(20, conversations // 4)), password=password, chance=chance)
    stories = writing.stories(
        conversations,
        known=stage.known,
        agents=_busy(conversations),
        until=until or clock.now(),
        chance=chance,
        each=each,
    )
    hours.set_hours()
    if each is None:
        targets.set_targets()
        fill_catalogue(Brand.objects.get())
    began, written = time.monotonic(), 0
    while chunk := list(islice(stories, STRIDE)):
        _write(chunk, stage=stage)
        written += len(chunk)
        _show(written, of=conversations, began=began)
    if each is None:
        promising.give_word(chance=chance)
        asking.ask_others(chance=chance)
        liking.like(chance=chance)
        buying.buy(chance=chance)
        write_macros(stage.agents[0])
    _settle()
    keep_all_days()
    return World(stage.agents[0].email, written)


def _busy(conversations: int) -> int:
    """How many of the agents hold conversations: in a small shop everybody has some, the first of them too."""
    return 6 if conversations < 1000 else len(scripts.AGENTS)


def _show(written: int, *, of: int, began: float) -> None:
    if sys.stderr.isatty():
        rate = written / max(time.monotonic() - began, 0.001)
        end = "\n" if written == of else ""
        sys.stderr.write(f"\r{written:,} of {of:,} conversations, {rate:,.0f} a second{end}")


def _settle() -> None:
    """Let the database know its own shape."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@transaction.atomic
def _set_stage(*, contacts: int, password: str | None, chance: random.Random) -> _Stage:
    now = clock.now()
    Organisation.objects.create(id=1, name="Leaf & Loom", created_at=now)
    brand = Brand.objects.create(name="Leaf & Loom", slug="leaf-loom")
    inbox = Inbox.objects.create(name="Leaf & Loom", address="help@leafloom.example", brand=brand)
    team = Team.objects.create(name="Shop")
    agents = _agents(password=password)
    for agent in agents:
        agent.teams.add(team)
    known = writing.people(contacts, chance=chance)
    people = Contact.objects.bulk_create(
        Contact(name=one.name, language=one.language, created_at=now) for one in known
    )
    Identity.objects.bulk_create(
        Identity(contact=person, kind="email", value=one.address) for person, one in zip(people, known, strict=True)
    )
    names = sorted({tag for them in scripts.SCRIPTS.values() for script in them for tag in script.tags})
    tags = {tag.name: tag.pk for tag in Tag.objects.bulk_create(Tag(name=name) for name in names)}
    return _Stage(inbox, agents, people, known, tags, chance)


def _agents(*, password: str | None) -> list[Agent]:
    """One hash for all: Argon2 is slow on purpose."""
    hashed = make_password(password)
    spoken = {"ko": "ko", "zh-hans": "zh-hans"}
    return Agent.objects.bulk_create(
        Agent(
            email=f"{name.split()[0].lower().replace('é', 'e')}{'' if place < 15 else place}@leafloom.example",
            name=name,
            password=hashed,
            role=ADMINISTRATOR if place == 0 else AGENT,
            language=spoken.get(language, "en") if place else "en",
        )
        for place, (name, language) in enumerate(scripts.AGENTS)
    )


@transaction.atomic
def _write(stories: list[writing.Story], *, stage: _Stage) -> None:
    rows = Conversation.objects.bulk_create(_conversation(story, stage=stage) for story in stories)
    pairs = list(zip(rows, stories, strict=True))
    Participant.objects.bulk_create(
        Participant(
            conversation=row,
            contact_id=row.contact_id,
            address=stage.known[story.person].address,
            added_at=row.created_at,
        )
        for row, story in pairs
    )
    Conversation.tags.through.objects.bulk_create(
        Conversation.tags.through(conversation_id=row.pk, tag_id=stage.tags[tag])
        for row, story in pairs
        for tag in story.tags
    )
    messages = Message.objects.bulk_create(
        [_message(line, row=row, story=story, stage=stage) for row, story in pairs for line in story.lines]
    )
    MessageReference.objects.bulk_create(
        MessageReference(inbox=stage.inbox, digest=digest(m.message_id), conversation_id=m.conversation_id)
        for m in messages
        if m.message_id
    )
    # In the order in which it happened: the log is read as a story.
    events = sorted(_events(pairs, messages=messages, inbox=stage.inbox), key=lambda event: event.at)
    Event.objects.bulk_create(events)
    _index(messages, subjects={row.pk: row.subject for row in rows})
    targets.reckon([row.pk for row in rows])


def _reference(stage: _Stage) -> str:
    """Of a hundred thousand, two are alike in one world of four."""
    while (drawn := "".join(stage.chance.choices("23456789ABCDEFGHJKMNPQRSTVWXYZ", k=7))) in stage.references:
        pass
    stage.references.add(drawn)
    return drawn


def _token(chance: random.Random) -> str:
    return f"{chance.getrandbits(128):032x}"


def _conversation(story: writing.Story, *, stage: _Stage) -> Conversation:
    last = [line for line in story.lines if line.kind != "note"][-1]
    waits = story.state == "open" and last.kind == "inbound"
    return Conversation(
        inbox=stage.inbox,
        contact=stage.contacts[story.person],
        reference=_reference(stage),
        token=_token(stage.chance),
        channel="email",
        subject=story.subject,
        preview=preview_of(last.text),
        language=story.language,
        status=story.state,
        priority=story.priority,
        assignee=None if story.assignee is None else stage.agents[story.assignee],
        created_at=story.lines[0].at,
        last_activity_at=last.at,
        waiting_since=last.at if waits else None,
        snoozed_until=clock.now() + timedelta(hours=stage.chance.randint(2, 200))
        if story.state == "snoozed"
        else None,
        resolved_at=last.at + SOON if story.state == "resolved" else None,
    )


def _message(line: writing.Line, *, row: Conversation, story: writing.Story, stage: _Stage) -> Message:
    person = stage.known[story.person]
    common: dict[str, Any] = {
        "conversation": row, "inbox": stage.inbox, "kind": line.kind, "at": line.at, "text": line.text,
    }  # fmt: skip
    if line.kind == "inbound":
        return Message(
            **common,
            contact_id=row.contact_id,
            sender_name=person.name,
            sender_address=person.address,
            recipients={"to": [stage.inbox.address], "cc": []},
            external_id=f"demo:{_token(stage.chance)}",
            message_id=f"{_token(stage.chance)}@mail.example",
        )
    agent = stage.agents[line.agent or 0]
    if line.kind == "note":
        return Message(**common, agent=agent, sender_name=agent.name)
    return Message(
        **common,
        agent=agent,
        sender_name=agent.name,
        recipients={"to": [person.address]},
        message_id=f"kw.{row.pk}.{_token(stage.chance)}.demo@leafloom.example",
        delivery_state="sent",
        delivered_at=line.at + timedelta(seconds=2),
    )


EVENT_OF = {"inbound": "message.received", "reply": "message.sent", "note": "note.added"}


def _events(
    pairs: Iterable[tuple[Conversation, writing.Story]], *, messages: list[Message], inbox: Inbox
) -> Iterable[Event]:
    for row, story in pairs:
        began = {"conversation_id": row.pk, "inbox_id": inbox.pk}
        yield _event("conversation.created", row.created_at, "contact", row.contact_id, began, {"channel": "email"})
        if row.assignee_id:
            at, data = row.created_at + timedelta(minutes=1), {"to": row.assignee_id, "was": None}
            yield _event("conversation.assigned", at, "agent", row.assignee_id, began, data)
        if story.state == "resolved" and row.resolved_at:
            by = row.assignee_id
            ended = {"was": "open", "ended_a_wait": story.lines[-1].kind == "inbound"}
            yield _event("conversation.resolved", row.resolved_at, "agent" if by else "system", by, began, ended)
    for message in messages:
        about = {"conversation_id": message.conversation_id, "inbox_id": inbox.pk, "message_id": message.pk}
        who = ("contact", message.contact_id) if message.kind == "inbound" else ("agent", message.agent_id)
        yield _event(EVENT_OF[message.kind], message.at, *who, about, {})


def _event(
    name: str, at: datetime, kind: str, actor_id: int | None, about: dict[str, int], data: dict[str, Any]
) -> Event:
    return Event(name=name, at=at, actor_kind=kind, actor_id=actor_id, data=data, **about)


def _index(messages: list[Message], *, subjects: dict[int, str]) -> None:
    index_all((m.pk, terms_of(m, subject=_subject_of(m, subjects=subjects))) for m in messages)


def _subject_of(message: Message, *, subjects: dict[int, str]) -> str:
    """As in receiving: a customer's message is found by the subject too, ours is not."""
    return subjects[message.conversation_id] if message.kind == "inbound" else ""
