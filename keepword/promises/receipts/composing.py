"""What an acknowledgement says: the time that holds, the people who answer, in the customer's language and clock."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import translation

from keepword.brands.mission.saying import IN_ONE, filled
from keepword.brands.models import BrandChannel
from keepword.brands.pages import REACH, page_of
from keepword.conversations.catalogue import entry_for, is_supported
from keepword.conversations.models import Conversation
from keepword.conversations.opening_hours import hours_of
from keepword.hours.in_force import InForce
from keepword.kit.languages import code_of
from keepword.people.models import Agent
from keepword.promises.emergencies.offering import Offering
from keepword.promises.emergencies.wording import offered
from keepword.promises.expecting import Expectation, expected, kept_by
from keepword.promises.ledger.looking_out import Lookout
from keepword.promises.models import OwnWording
from keepword.promises.receipts.phrasing import brand_zone, language_for, said_hours, said_time
from keepword.promises.wording import letter
from keepword.promises.wording.letter import Facts
from keepword.promises.wording.people import callable_name, colleagues_of, nearest, signed_by


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """`language` is a tag, `zone` IANA and guessed. `expectation` None: no time is stated."""

    conversation: Conversation
    expectation: Expectation | None
    facts: Facts
    language: str
    zone: str


class Desk:
    """Writes letters of one moment. Whatever is the same for several of them (a calendar, the estimate of an inbox for
    a language, its queue, its people, its wording) is found out once; whom something was promised meanwhile comes
    before the next. Conversations come with their inbox, brand and contact."""

    def __init__(self, *, at: datetime) -> None:
        self.at = at
        self.lookout = Lookout(at=at)
        self._entries: dict[Hashable, BrandChannel | None] = {}
        self._in_force: dict[Hashable, InForce] = {}
        self._zones: dict[int | None, str] = {}
        self._expected: dict[Hashable, Expectation | None] = {}
        self._hours: dict[Hashable, str] = {}
        self._colleagues: dict[Hashable, list[Agent]] = {}
        self._wordings: dict[Hashable, OwnWording | None] = {}
        self._emergencies = Offering(at=at)

    def answers(self, conversation: Conversation) -> bool:
        """Whether somebody does, where it came in."""
        return is_supported(self.entry(conversation))

    def entry(self, conversation: Conversation) -> BrandChannel | None:
        """What the catalogue says of the way by which it came."""
        key = (conversation.inbox_id, conversation.channel)
        if key not in self._entries:
            self._entries[key] = entry_for(conversation.inbox, channel=conversation.channel)
        return self._entries[key]

    def hours_of(self, conversation: Conversation) -> InForce:
        """Those that count for it, now."""
        key = (conversation.inbox_id, conversation.team_id)
        if key not in self._in_force:
            self._in_force[key] = hours_of(conversation)
        return self._in_force[key]

    def zone_of(self, conversation: Conversation) -> str:
        """Where the customer seems to be, else where the brand is."""
        return conversation.contact.time_zone or self._brand_zone(self.hours_of(conversation))

    def acknowledge(self, conversation: Conversation) -> Acknowledged:
        """What would be said now."""
        in_force = self.hours_of(conversation)
        language = language_for(conversation)
        zone = self.zone_of(conversation)
        expectation = kept_by(
            self._expectation(conversation, in_force=in_force),
            conversation=conversation,
            at=self.at,
            lookout=self.lookout,
        )
        with translation.override(code_of(language) or "en"):
            facts = self._facts(conversation, expectation, in_force=in_force, language=language, zone=zone)
        return Acknowledged(conversation, expectation, facts, language, zone)

    def promised(self, made: Acknowledged) -> None:
        """The time that it states is given."""
        if made.expectation is not None:
            self.lookout.promised(made.conversation, due_at=made.expectation.due_at)

    def text_of(self, made: Acknowledged) -> str:
        """The letter: the inbox's own wording in this language, else ours."""
        key = (made.conversation.inbox_id, made.language)
        if key not in self._wordings:
            self._wordings[key] = OwnWording.objects.filter(inbox=key[0], language=key[1]).first()
        own = self._wordings[key]
        if own is not None:
            brand = made.conversation.inbox.brand
            text = filled(own.text, brand=brand, language=made.language, names=IN_ONE)
            return letter.own(text, facts=made.facts)
        with translation.override(code_of(made.language) or "en"):
            return letter.built_in(made.facts)

    def _facts(
        self, conversation: Conversation, expectation: Expectation | None, *, in_force: InForce, **reader: Any
    ) -> Facts:
        brand = conversation.inbox.brand
        people = nearest(self._colleagues_of(conversation), conversation=conversation)
        return Facts(
            voice=brand.voice,
            brand=brand.name,
            name=callable_name(conversation.contact.name),
            people=signed_by(people, brand=brand),
            when=said_time(expectation, now=self.at, **reader),
            hours=self._said_hours(in_force, language=reader["language"], zone=conversation.contact.time_zone),
            reference=conversation.reference,
            reach=page_of(brand, name=REACH),
            emergency=offered(self._emergencies.offer(conversation, hours=in_force), language=reader["language"]),
        )

    def _brand_zone(self, in_force: InForce) -> str:
        if in_force.version_id not in self._zones:
            self._zones[in_force.version_id] = brand_zone(in_force)
        return self._zones[in_force.version_id]

    def _expectation(self, conversation: Conversation, *, in_force: InForce) -> Expectation | None:
        """An estimate is made from what was known at the begin of the minute, so all of one moment, inbox and kind
        are told the same; the queue before each is another matter, see `Lookout`."""
        kind = {
            "channel": conversation.channel,
            "priority": conversation.priority_name,
            "language": conversation.language,
        }
        key = (conversation.inbox_id, in_force.version_id, *kind.values())
        if key not in self._expected:
            self._expected[key] = expected(
                conversation.inbox, entry=self.entry(conversation), hours=in_force.hours, at=self.at, **kind
            )
        return self._expected[key]

    def _said_hours(self, in_force: InForce, *, language: str, zone: str) -> str:
        key = (in_force.version_id, language, zone)
        if key not in self._hours:
            self._hours[key] = said_hours(in_force, now=self.at, language=language, zone=zone)
        return self._hours[key]

    def _colleagues_of(self, conversation: Conversation) -> list[Agent]:
        key = (conversation.inbox_id, conversation.team_id)
        if key not in self._colleagues:
            self._colleagues[key] = colleagues_of(conversation)
        return self._colleagues[key]
