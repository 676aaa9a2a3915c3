"""What arrives and is no customer goes to spam, and says why. Asked while a message is received, so it is cheap: one
small query for a whole group of them, the rest is memory."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from keepword.conversations.inbound import Inbound
from keepword.conversations.models import BlockedSender, Conversation, Message, SpamMark
from keepword.conversations.models.conversation import OPEN
from keepword.conversations.models.message import REPLY
from keepword.conversations.models.spam import ADDRESS, DOMAIN, LEARNT
from keepword.conversations.spam.remembering import Memory, remembered
from keepword.conversations.spam.weighing import TERMS_READ, main_language, numbers_of, weigh
from keepword.kit import clock
from keepword.people.identifying import fold
from keepword.people.models import Contact

BY_A_PROGRAM = "api"  # whoever holds a token means it


@dataclass(frozen=True, slots=True)
class Verdict:
    """`why` as in `SpamMark`."""

    why: str
    share: int = 0
    words: tuple[str, ...] = ()


class Filter:
    """For the messages of one group."""

    def __init__(self) -> None:
        self._memory: Memory | None = remembered()
        self._kept_out: Counter[tuple[str, int | None]] = Counter()

    def blocked(self, inbound: Inbound, *, inbox: int) -> Verdict | None:
        """Whether their sender, or the whole domain, is kept out of this inbox (an id): the words do not matter. The
        row of the inbox and that of the house both count it, so that neither tells whether there is the other."""
        if self._memory is None or not self._memory.blocked or inbound.channel == BY_A_PROGRAM:
            return None
        address = fold(inbound.address)
        for value, why in ((address, ADDRESS), (address.rpartition("@")[2], DOMAIN)):
            places = [place for place in self._memory.blocked.get(value, ()) if place is None or place == inbox]
            if places:
                self._kept_out.update((value, place) for place in places)
                return Verdict(why)
        return None

    def judge(self, inbound: Inbound, *, terms: list[str], language: str, contact: Contact) -> Verdict | None:
        """For a message that begins a conversation. Never a customer whom somebody answered before, unless the
        channel knows that the sender is forged."""
        if self._memory is None or not self._memory.is_on or inbound.channel == BY_A_PROGRAM:
            return None
        spam, good = self._memory.lessons.get(main_language(language), (0, 0))
        numbers = numbers_of(terms[:TERMS_READ], address=fold(inbound.address), language=language) if spam else {}
        found = weigh(numbers, counts=self._memory.counts, spam=spam, good=good)
        if found is None or not found.is_spam:
            return None
        if inbound.is_authenticated is not False and _was_answered(contact):
            return None
        return Verdict(LEARNT, round(found.share * 100), found.words)

    def count(self, *, at: datetime) -> None:
        """How often each entry of the list kept something out."""
        for (value, place), times in sorted(self._kept_out.items(), key=lambda one: (one[0][0], one[0][1] or 0)):
            rows = BlockedSender.objects.filter(value=value, inbox=place)  # house: of what arrived
            rows.update(times=F("times") + times, last_at=at)


def _was_answered(contact: Contact) -> bool:
    """By a person, in whatever inbox."""
    answers = Message.objects.filter(conversation__contact=contact, kind=REPLY, is_automatic=False)
    return bool(answers.exists())


def keep_mark(conversation: Conversation, *, verdict: Verdict, newest: int) -> None:
    """`newest` is the message that was judged: it would have made the conversation open."""
    fresh = {
        "at": clock.now(),
        "why": verdict.why,
        "share": verdict.share,
        "words": list(verdict.words),
        "was": OPEN,
        "until": None,
        "resolved_at": None,
        "newest": newest,
        "ended_at": None,
    }
    SpamMark.objects.update_or_create(conversation=conversation, defaults=fresh)
