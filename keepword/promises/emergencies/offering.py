"""Whether a customer may call somebody now, and what became of it when they did."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import SPAM
from keepword.conversations.opening_hours import hours_of
from keepword.hours.in_force import InForce
from keepword.hours.spans import is_open
from keepword.kit import clock
from keepword.promises.emergencies.on_call import on_call
from keepword.promises.emergencies.refusing import is_refused
from keepword.promises.models import EmergencyRoute, Promise
from keepword.promises.models.promise import EMERGENCY

OFFERED, CALLED, HERE, ANSWERED, NOT_NOW = "offered", "called", "here", "answered", "not_now"
A_DAY, IN_A_DAY = timedelta(days=1), 3  # calls of one person, whatever they are about


@dataclass(frozen=True, slots=True)
class Standing:
    """`state` is one of those above. `route` and `people` (ids of who would be told) are those of an offer, `promise`
    is what was told to whoever called."""

    state: str
    route: EmergencyRoute | None = None
    people: tuple[int, ...] = ()
    promise: Promise | None = None

    @property
    def is_offered(self) -> bool:
        return self.state == OFFERED


class Offering:
    """Of one moment. What is the same for several conversations is read once; a brand that has no way for
    emergencies costs one query, and their customers none."""

    def __init__(self, *, at: datetime) -> None:
        self._at = at
        self._routes: dict[int, EmergencyRoute | None] = {}
        self._people: dict[tuple[int, int], tuple[int, ...]] = {}

    def offer(self, conversation: Conversation, *, hours: InForce) -> Standing:
        """For a conversation that waits for us, with its inbox and brand, in which nobody called yet."""
        route = self._route(conversation.inbox.brand_id)
        if route is None or conversation.status == SPAM:
            return Standing(NOT_NOW)
        if hours.version_id is None or is_open(hours.hours, self._at):
            return Standing(HERE)
        people = self._on_call(route, inbox_id=conversation.inbox_id)
        if not people or is_refused(conversation.contact_id) or self._had_enough(conversation.contact_id):
            return Standing(NOT_NOW)
        return Standing(OFFERED, route, people)

    def _route(self, brand_id: int) -> EmergencyRoute | None:
        if brand_id not in self._routes:
            rows = EmergencyRoute.objects.filter(brand=brand_id, is_on=True).select_related("brand")
            self._routes[brand_id] = rows.first()
        return self._routes[brand_id]

    def _on_call(self, route: EmergencyRoute, *, inbox_id: int) -> tuple[int, ...]:
        key = (route.pk, inbox_id)
        if key not in self._people:
            self._people[key] = tuple(on_call(route, inbox_id=inbox_id))
        return self._people[key]

    def _had_enough(self, contact_id: int) -> bool:
        calls = Promise.objects.filter(contact=contact_id, kind=EMERGENCY, made_at__gt=self._at - A_DAY)
        return calls.count() >= IN_A_DAY


def standing_of(conversation: Conversation) -> Standing:
    """For a page of the customer, of a conversation with its inbox and brand."""
    promise = called(conversation)
    if promise is not None:
        return Standing(CALLED, promise=promise)
    if conversation.waiting_since is None:
        return Standing(NOT_NOW if conversation.status == SPAM else ANSWERED)
    return Offering(at=clock.now()).offer(conversation, hours=hours_of(conversation))


def called(conversation: Conversation) -> Promise | None:
    """What was told to whoever called because of what still waits; None when nobody did."""
    if conversation.waiting_since is None:
        return None
    calls = Promise.objects.filter(conversation=conversation, kind=EMERGENCY, made_at__gte=conversation.waiting_since)
    return calls.order_by("-made_at", "-id").first()
