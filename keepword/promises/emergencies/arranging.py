"""A brand says what an emergency is, who is on call, and how soon somebody answers."""

from collections.abc import Collection, Mapping

from django.db import transaction

from keepword.brands.models import Brand
from keepword.events import log
from keepword.events.actor import Actor
from keepword.events.log import Fact
from keepword.people.models import Agent, Team
from keepword.promises.models import EmergencyRoute

LONGEST_SENTENCE = 200


def route_of(brand: Brand) -> EmergencyRoute:
    """As it is set, or as it would be: off."""
    return EmergencyRoute.objects.filter(brand=brand).first() or EmergencyRoute(brand=brand)


@transaction.atomic
def arrange(
    brand: Brand,
    *,
    is_on: bool,
    words: Mapping[str, str],
    target_minutes: int,
    team: Team | None,
    people: Collection[Agent],
    phone: str,
    by: Actor,
) -> None:
    """`words` by tags; empty ones are left out. What was promised before stays promised. The fact says what holds,
    never the words."""
    row, _made = EmergencyRoute.objects.select_for_update(of=("self",)).get_or_create(brand=brand)
    kept = {tag: " ".join(text.split())[:LONGEST_SENTENCE] for tag, text in words.items() if text.strip()}
    EmergencyRoute.objects.filter(pk=row.pk).update(
        is_on=is_on, words=kept, target_minutes=target_minutes, team=team, phone=phone.strip()
    )
    row.people.set(people)
    data: dict[str, object] = {
        "brand": brand.pk,
        "is_on": is_on,
        "target_minutes": target_minutes,
        "team": team.pk if team else None,
        "people": sorted(one.pk for one in people),
    }
    log.record_all([Fact("emergency.arranged", by, data=data)])
