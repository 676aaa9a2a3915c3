"""What goes on in the made-up shop's chats: one rings, one runs, one is over, and from one the visitor went away.

By the verbs of real chats, so that all that follows from them is true. The verbs know no time but the present one: it
is moved while a story is told, before anything else runs in this process.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import transaction

from keepword.brands.models import Brand
from keepword.channels.chat.ending import end
from keepword.channels.chat.leaving import end_left
from keepword.channels.chat.models import Visit
from keepword.channels.chat.posting import confirm
from keepword.channels.chat.saying import Words, say
from keepword.channels.chat.tickets import Ticket
from keepword.channels.chat.visiting import touch
from keepword.channels.delivery import deliver
from keepword.conversations.catalogue import first_inbox
from keepword.conversations.chatting.rules import Wanted, change_rules
from keepword.conversations.chatting.seating import take_chats
from keepword.conversations.chatting.taking import take
from keepword.conversations.chatting.transcripts import want
from keepword.conversations.models import Chat, Conversation, Inbox, Message
from keepword.conversations.models.chat import LEFT_MINUTES, RUNNING, SECONDS
from keepword.conversations.replying import reply
from keepword.events.models import Event
from keepword.kit import clock
from keepword.people.models import Agent
from keepword.wiring.demo.chats import TALKS, Talk

# As long as they may be: nobody sits before the pages of these visitors, and whoever looks has yet to sign in.
# And with room for chats of their own.
PATIENT = Wanted(ring_seconds=SECONDS[1], most=6, has_sound=True, left_minutes=LEFT_MINUTES[1])


@transaction.atomic
def chat(brand: Brand, *, by: Agent, seed: int) -> None:
    """The last of them rings for `by`, who takes chats from now on. Nothing for a brand without an inbox."""
    inbox = first_inbox(brand)
    if inbox is None:
        return
    chance, now = random.Random(seed), clock.now()  # noqa: S311  a world, not a secret
    agents = {one.name: one for one in Agent.objects.all()}
    change_rules(PATIENT, by=by.as_actor)
    *earlier, latest = TALKS
    for talk in earlier:
        _tell(talk, inbox=inbox, agent=agents.get(talk.agent), now=now, chance=chance)
    take_chats(by, by=by.as_actor)
    _tell(latest, inbox=inbox, agent=None, now=now, chance=chance)
    # Whoever talks with an agent gave a sign of life just now.
    talking = Chat.objects.filter(state=RUNNING).values("conversation")  # house: a world that nobody looks at yet
    for visit in Visit.objects.filter(conversation__in=talking):
        touch(visit)


def _tell(talk: Talk, *, inbox: Inbox, agent: Agent | None, now: datetime, chance: random.Random) -> None:
    at = now - timedelta(minutes=talk.minutes_ago)
    ticket, before = Ticket(f"{chance.getrandbits(128):032x}", inbox.brand_id, at), ""
    for place, line in enumerate(talk.lines):
        with _present(at):
            if agent and place % 2:
                _answer(ticket, line, by=agent)
            else:
                words = _words(talk, line, place=place, after=before)
                before = words.number
                say(words, ticket=ticket, inbox=inbox)
        at += timedelta(seconds=chance.randint(20, 60))
    if talk.is_ended:
        with _present(at):
            _end(ticket)


def _words(talk: Talk, text: str, *, place: int, after: str) -> Words:
    return Words(
        f"demo-{place:04}",
        after,
        text,
        name=talk.name,
        email=talk.email,
        page=talk.page,
        language=talk.language,
        time_zone=talk.zone,
    )


def _answer(ticket: Ticket, text: str, *, by: Agent) -> None:
    """As the composer and the delivering task do it; the visitor's page shows it."""
    visit = Visit.objects.get(number=ticket.number)
    conversation = Conversation.objects.visible_to(by).get(pk=visit.conversation_id or 0)
    take(conversation, by=by)
    message = reply(conversation, text=text, by=by)
    _deliver(message)
    confirm(visit, to=message.pk)


def _deliver(message: Message) -> None:
    finish = deliver(Event.objects.get(name="message.queued", message_id=message.pk))
    if finish is not None:
        finish()


def _end(ticket: Ticket) -> None:
    """The letter with the whole of it is the work of a task, as always."""
    visit = Visit.objects.get(number=ticket.number)
    conversation = Conversation.objects.get(pk=visit.conversation_id or 0)  # house: a world that nobody looks at yet
    want(conversation, by=conversation.contact.as_actor)
    end(visit)
    end_left()


@contextmanager
def _present(moment: datetime) -> Iterator[None]:
    """Every `clock.now()` inside gives this one."""
    real = clock.now
    clock.now = lambda: moment
    try:
        yield
    finally:
        clock.now = real
