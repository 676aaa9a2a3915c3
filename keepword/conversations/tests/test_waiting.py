"""Since when a customer waits: whatever was done before, it is what the messages say."""

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from keepword.conversations.delivering import mark_failed, send_again
from keepword.conversations.inbound import Thread
from keepword.conversations.marking_spam import mark_spam, unmark_spam
from keepword.conversations.models import Conversation, Message
from keepword.conversations.receiving import receive
from keepword.conversations.replying import reply
from keepword.conversations.resolving import reopen, resolve, wait_for_customer
from keepword.conversations.snoozing import snooze, wake_due
from keepword.kit import clock
from tests import cast as stage

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def cast():
    return stage.gather()


def test_what_was_resolved_by_mistake_waits_as_before(cast):
    conversation = stage.conversation_of(cast)
    since = conversation.waiting_since
    resolve(conversation, by=cast.mina.as_actor)
    reopen(conversation, by=cast.mina.as_actor)
    conversation.refresh_from_db()
    assert (conversation.status, conversation.waiting_since) == ("open", since)


def test_what_was_answered_waits_for_nobody_when_it_is_opened_again(cast):
    conversation = stage.conversation_of(cast)
    reply(conversation, text="It is on its way.", by=cast.mina)
    resolve(conversation, by=cast.mina.as_actor)
    reopen(conversation, by=cast.mina.as_actor)
    assert conversation.waiting_since is None


def test_a_reply_that_is_sent_again_waits_for_the_customer_as_it_did_first(cast):
    conversation = stage.conversation_of(cast)
    message = reply(conversation, text="It is on its way.", by=cast.mina)
    mark_failed(message, reason="mailboxfull", detail="552")
    send_again(message)
    conversation.refresh_from_db()
    assert (conversation.status, conversation.waiting_since) == ("waiting", None)


def test_a_reply_that_is_sent_again_answers_nothing_that_came_after_it(cast):
    conversation = stage.conversation_of(cast)
    message = reply(conversation, text="It is on its way.", by=cast.mina)
    mark_failed(message, reason="mailboxfull", detail="552")
    later = receive(_again(conversation), inbox=cast.inbox)
    send_again(message)
    conversation.refresh_from_db()
    assert (conversation.status, conversation.waiting_since) == ("open", later.at)


def _again(conversation: Conversation, **changes):
    return stage.written(thread=Thread(conversation_id=conversation.pk), **changes)


@dataclass
class Told:
    """What the messages say, kept by hand: the moments of what no answer followed and nobody declared done."""

    status: str = "open"
    said: list[tuple[str, datetime, int]] = field(default_factory=list)
    failed: set[int] = field(default_factory=set)
    done_to: int = 0

    @property
    def waits(self) -> datetime | None:
        if self.status in ("resolved", "spam", "waiting"):
            return None
        answers = [number for kind, _, number in self.said if kind == "reply" and number not in self.failed]
        beyond = max([self.done_to, *answers])
        return next((at for kind, at, number in self.said if kind == "inbound" and number > beyond), None)


class Play:
    """One conversation, in which anything may happen in any order."""

    def __init__(self, cast: stage.Cast) -> None:
        self.cast, self.by = cast, cast.mina.as_actor
        self.conversation = stage.conversation_of(cast)
        self.told = Told()
        self._remember("inbound", self.conversation.messages.get())

    def _remember(self, kind: str, message: Message) -> None:
        self.told.said.append((kind, message.at, message.pk))

    def _declare_done(self, status: str) -> None:
        # Only what waits can be declared done; in spam it waits without being counted.
        if self.told.waits or self.told.status == "spam":
            self.told.done_to = self.told.said[-1][2]
        self.told.status = status

    def receive(self) -> None:
        self._remember("inbound", receive(_again(self.conversation), inbox=self.cast.inbox))
        self.told.status = "spam" if self.told.status == "spam" else "open"

    def receive_from_a_robot(self) -> None:
        self._remember("robot", receive(_again(self.conversation, is_automatic=True), inbox=self.cast.inbox))

    def reply(self) -> None:
        self._remember("reply", reply(self.conversation, text="Here is the answer.", by=self.cast.mina))
        if self.told.status in ("open", "snoozed"):
            self.told.status = "waiting"

    def fail(self) -> None:
        message = self._last_reply("queued")
        if message:
            mark_failed(message, reason="mailboxfull", detail="552")
            self.told.failed.add(message.pk)
            self.told.status = "spam" if self.told.status == "spam" else "open"

    def send_again(self) -> None:
        message = self._last_reply("failed")
        if message:
            send_again(message)
            self.told.failed.discard(message.pk)
            if self.told.status in ("open", "snoozed") and not self.told.waits:
                self.told.status = "waiting"

    def _last_reply(self, state: str) -> Message | None:
        return self.conversation.messages.filter(kind="reply", delivery_state=state).order_by("-id").first()

    def resolve(self) -> None:
        if self.told.status != "resolved":
            resolve(self.conversation, by=self.by)
            self._declare_done("resolved")

    def wait_for_customer(self) -> None:
        if self.told.status != "waiting":
            wait_for_customer(self.conversation, by=self.by)
            self._declare_done("waiting")

    def reopen(self) -> None:
        reopen(self.conversation, by=self.by)
        if self.told.status != "open":
            self.told.status, self.told.done_to = "open", 0

    def snooze(self) -> None:
        self.until = clock.now() + timedelta(minutes=90)
        snooze(self.conversation, until=self.until, by=self.by)
        if self.told.status in ("resolved", "waiting", "spam"):
            self.told.done_to = 0
        self.told.status = "snoozed"

    def wake(self) -> None:
        self.told.status = "open" if wake_due() else self.told.status

    def mark_spam(self) -> None:
        mark_spam(self.conversation, by=self.by)
        if self.told.status != "spam":
            self.before, self.written = self.told.status, self._words()
        self.told.status = "spam"

    def _words(self) -> int:
        return len([kind for kind, _, _ in self.told.said if kind == "inbound"])

    def unmark_spam(self) -> None:
        """Back to what it was, but open for whom waits now."""
        unmark_spam(self.conversation, by=self.by)
        if self.told.status == "spam":
            self.told.status = "open"
            is_put_aside = self.before == "snoozed" and self.until > clock.now() and self._words() == self.written
            if is_put_aside or (self.before in ("resolved", "waiting") and self.told.waits is None):
                self.told.status = self.before


ACTS = (
    Play.receive,
    Play.receive_from_a_robot,
    Play.reply,
    Play.fail,
    Play.send_again,
    Play.resolve,
    Play.wait_for_customer,
    Play.reopen,
    Play.snooze,
    Play.wake,
    Play.mark_spam,
    Play.unmark_spam,
)


@pytest.mark.parametrize("seed", range(40))
def test_after_anything_that_may_happen_the_wait_is_what_the_messages_say(cast, seed):
    chosen = random.Random(seed).choices(ACTS, k=30)  # noqa: S311 - the same every time
    with time_machine.travel(MORNING, tick=False) as traveller:
        play, done = Play(cast), []
        for act in chosen:
            traveller.shift(timedelta(hours=1))
            act(play)
            done.append(act.__name__)
            play.conversation.refresh_from_db()
            shown = (play.conversation.status, play.conversation.waiting_since)
            assert shown == (play.told.status, play.told.waits), done
