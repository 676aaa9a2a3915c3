"""Every form of the desk, sent by somebody outside who may do all there is to do, with the numbers of what they do not
see in each of its fields: nothing of it is told, and nothing of it is touched."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from keepword.conversations.models import Attachment, Conversation, Draft, Inbox, InternalTask, Message
from keepword.conversations.tasks.giving import Asked, give
from keepword.kit import clock
from keepword.people import permissions as may
from keepword.people.models import Agent, Contact, Role
from keepword.promises.ledger.making import promise
from keepword.promises.models import Promise
from tests import cast as stage
from tests.safety.addresses import ADMINISTRATOR, AGENT, GUARDED, Address, of
from tests.safety.conftest import Sit, World
from tests.safety.test_over_every_door import CLOSED, FILE, SECRETS

MOVED = (301, 302, 303)


@pytest.fixture
def hidden(world: World) -> World:
    Inbox.objects.filter(pk=world.cast.inbox.pk).update(**CLOSED)
    Attachment.objects.update(name=FILE)
    return world


@pytest.fixture
def outside(hidden: World) -> Agent:
    much = sorted(may.ALL - {may.MANAGE_INSTALLATION})
    own = Role.objects.create(name="Much", permissions=much, made_at=clock.now())
    return Agent.objects.create_user("boss@leafloom.example", name="Bo", role=may.OWN, own_role=own)


@pytest.fixture
def own(hidden: World, outside: Agent) -> World:
    """What the outsider sees: somebody else wrote to an open inbox, and there is something to do."""
    counter = Inbox.objects.create(name="Counter", address="counter@leafloom.example", brand=hidden.cast.brand)
    seen = stage.conversation_of(
        replace(hidden.cast, inbox=counter),
        subject="At the counter",
        text="Open?",
        address="zoe@else.example",
        name="Zoe",
    )
    task = give(Asked("Look", agent=outside), by=outside, conversation=seen)
    owed = promise(seen, what="call", due_at=clock.now() + timedelta(days=1), kind="agent", by=outside)
    rows = {"conversations/": seen.pk, "contacts/": seen.contact_id, "tasks/": task.pk, "promises/": owed.pk}
    return replace(hidden, rows=hidden.rows | rows)


@pytest.mark.parametrize("which", ["hidden", "own"])
def test_no_form_takes_or_tells_what_is_hidden(which: str, hidden: World, own: World, outside: Agent, at_desk: Sit):
    """`which` row the address of the form names: what they do not see, or their own."""
    target = {"hidden": hidden, "own": own}[which]
    form, wrong = _numbers_of(hidden), {}
    for address in of(AGENT, GUARDED, ADMINISTRATOR):
        found = _sent(at_desk(outside), address, world=target, form=form, hidden=hidden)
        if found:
            wrong[address.route] = found
    assert wrong == {}


def test_by_the_same_forms_who_sees_it_is_told_and_changes_it(hidden: World, at_desk: Sit):
    """The proof that they are not refused for how they are filled in."""
    form, desk = _numbers_of(hidden), at_desk(hidden.cast.mina)
    asked = [one for one in of(GUARDED) if one.route.split("/")[2:] in (["notes"], ["priority"], ["spam"])]
    found = [_sent(desk, address, world=hidden, form=form, hidden=hidden) for address in asked]
    assert len(found) > 2
    assert all(one and one[1] and one[2] for one in found)


def _numbers_of(hidden: World) -> dict[str, Any]:
    """Of what is hidden, under every name that a field has."""
    conversation, rows = hidden.conversation.pk, hidden.rows
    by_name = {
        "conversation": conversation, "ids": [conversation], "chosen": [conversation], "conversations": [conversation],
        "about": conversation, "into": conversation, "parent": conversation, "task": rows["tasks/"],
        "order": rows["orders/"], "draft": rows["drafts/"], "file": hidden.draft_file.pk,
        "files": hidden.draft_file.pk,
        "attachment": hidden.customers.attachments.get().pk, "macro": rows["settings/macros/"], "view": rows["views/"],
        "aside": rows["asides/"], "promise": rows["promises/"], "gift": rows["gifts/"], "twin": hidden.form["contact"],
        "q": "monday", "subject": "x", "to": "new@else.example", "words": "x", "way": "in", "form": "a" * 32,
        "began_at": "2026-01-01T10:00", "minutes": "1", "inboxes": [hidden.cast.inbox.pk],
    }  # fmt: skip
    return hidden.form | by_name


def _sent(desk: Client, address: Address, *, world: World, form: dict[str, Any], hidden: World) -> Any:
    """What was told of what is hidden, or which of it was touched; None for nothing."""
    before = _kept(hidden)
    with transaction.atomic():
        answer = desk.post(world.path(address), form)
        told = _body(answer)
        if answer.status_code in MOVED and answer["Location"].startswith("/"):
            told += _body(desk.get(answer["Location"]))
        after = _kept(hidden)
        transaction.set_rollback(True)
    secrets = [word for word in [*SECRETS, hidden.conversation.reference] if word.encode() in told]
    touched = [name for name in before if before[name] != after[name]]
    return (answer.status_code, secrets, touched) if secrets or touched or answer.status_code >= 500 else None


def _body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def _kept(hidden: World) -> dict[str, list[Any]]:
    """Every row of what is hidden."""
    closed = Conversation.objects.filter(inbox=hidden.cast.inbox).values_list("pk", flat=True)
    ids = list(closed)
    return {
        "conversations": list(Conversation.objects.filter(pk__in=ids).order_by("pk").values()),
        "messages": list(Message.everywhere.filter(conversation__in=ids).order_by("pk").values()),
        "drafts": list(Draft.objects.filter(conversation__in=ids).order_by("pk").values()),
        "tasks": list(InternalTask.objects.filter(conversation__in=ids).order_by("pk").values()),
        "promises": list(Promise.objects.filter(conversation__in=ids).order_by("pk").values()),
        "contacts": list(Contact.objects.filter(pk=hidden.conversation.contact_id).values()),
        "inbox": list(Inbox.objects.filter(pk=hidden.cast.inbox.pk).values()),
    }
