"""A policy as a program sends it."""

from typing import Annotated, Any

from pydantic import Field

from keepword.api.problems import wrong
from keepword.api.rest.describing import LARGEST, SOMETHING, Given, Id, Language, Priority, Words
from keepword.brands.models import Brand
from keepword.conversations.models import Inbox
from keepword.conversations.models.conversation import PRIORITIES
from keepword.conversations.tagging import LENGTH, clean
from keepword.people.models import Agent, Team
from keepword.promises.clocks import steps
from keepword.promises.clocks.policies import Draft
from keepword.promises.models.policy import KINDS

LONGEST = 366 * 86_400

Share = Annotated[int, Field(ge=1, le=steps.BREACH)]
Ids = Annotated[list[Id], Field(max_length=200)]
Tag = Annotated[Words, Field(max_length=LENGTH, pattern=SOMETHING)]
Kind = Annotated[str, Field(json_schema_extra={"enum": KINDS}, pattern=f"^({'|'.join(KINDS)})$")]
What = Annotated[str, Field(json_schema_extra={"enum": steps.WHATS}, pattern=f"^({'|'.join(steps.WHATS)})$")]


class NewTarget(Given):
    priority: Priority
    kind: Kind
    seconds: Annotated[int, Field(ge=1, le=LONGEST)]


class NewConditions(Given):
    """Each that is not empty must hold; one value of each is enough."""

    inboxes: Ids = []
    brands: Ids = []
    teams: Ids = []
    channels: Annotated[list[Annotated[Words, Field(max_length=20)]], Field(max_length=20)] = []
    languages: Annotated[list[Language], Field(max_length=50)] = []
    domains: Annotated[list[Annotated[Words, Field(max_length=255, pattern=SOMETHING)]], Field(max_length=200)] = []
    priorities: Annotated[list[Priority], Field(max_length=4)] = []
    tags: Annotated[list[Tag], Field(max_length=200)] = []


class NewStep(Given):
    at: Share = Field(description="The share of the time in percent; 100 is the breach.")
    what: What
    to: int | Annotated[Words, Field(max_length=steps.WORDS)] | None = Field(
        default=None,
        description="The id of an agent or a team, a priority, a tag, or the words of a note; null for notify_holder.",
    )


class NewPolicy(Given):
    name: Annotated[Words, Field(max_length=120, pattern=SOMETHING, examples=["Reply within 4 business hours"])]
    targets: Annotated[list[NewTarget], Field(min_length=1, max_length=16)]
    is_business: bool = True
    pauses_for_customer: bool = True
    conditions: NewConditions = NewConditions()
    warn_at: Annotated[list[Annotated[int, Field(ge=1, lt=steps.BREACH)]], Field(max_length=20)] = [50, 80]
    escalations: Annotated[list[NewStep], Field(max_length=steps.MOST)] = []


class NewOrder(Given):
    policies: Annotated[list[Id], Field(max_length=500, description="All in force, the first to be tried first.")]


def draft(new: NewPolicy) -> Draft:
    """Raises Problem."""
    return Draft(
        name=new.name,
        targets=_targets(new.targets),
        is_business=new.is_business,
        pauses_for_customer=new.pauses_for_customer,
        conditions=_conditions(new.conditions),
        warn_at=new.warn_at,
        escalations=_escalations(new.escalations),
    )


def _targets(given: list[NewTarget]) -> dict[tuple[int, str], int]:
    targets = {(PRIORITIES[one.priority], one.kind): one.seconds for one in given}
    if len(targets) < len(given):
        raise wrong("/targets", "One for each priority and kind.")
    return targets


def _conditions(given: NewConditions) -> dict[str, list[Any]]:
    for name, model in (("inboxes", Inbox), ("brands", Brand), ("teams", Team)):
        _must_exist(model, getattr(given, name), pointer=f"/conditions/{name}")
    said = given.model_dump() | {
        "priorities": [PRIORITIES[one] for one in given.priorities],
        "domains": [one.strip().lower() for one in given.domains],
        "tags": [clean(one) for one in given.tags],
    }
    return {name: values for name, values in said.items() if values}


def _escalations(given: list[NewStep]) -> list[dict[str, Any]]:
    try:
        found = steps.checked([one.model_dump() for one in given])
    except steps.BadStep as error:
        raise wrong(f"/escalations/{error.place}/{error.part}", str(error)) from error
    for place, step in enumerate(found):
        if step["what"] in steps.TO_SOMEBODY:
            model = Team if step["what"] in (steps.TEAM, steps.NOTIFY_TEAM) else Agent
            _must_exist(model, [step["to"]], pointer=f"/escalations/{place}/to")
    return found


def _must_exist(model: Any, ids: list[int], *, pointer: str) -> None:
    """Whoever arranges targets may see every inbox, team and agent."""
    if model.objects.filter(pk__in=[min(one, LARGEST) for one in ids]).count() < len(set(ids)):
        raise wrong(pointer, "There is no such thing.")
