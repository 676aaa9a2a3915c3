"""Service targets: the policies in force."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from keepword.api.answering import answer
from keepword.api.authorising import agent_of
from keepword.api.rest.describing import documented
from keepword.conversations.models.conversation import PRIORITIES
from keepword.people.permissions import MANAGE_SETTINGS
from keepword.promises.models import SlaPolicy
from keepword.promises.models.policy import KINDS

router = Router(tags=["Targets"])
NAMES = {value: name for name, value in PRIORITIES.items()}


class TargetItem(Schema):
    priority: str = Field(json_schema_extra={"enum": [*PRIORITIES]})
    kind: str = Field(json_schema_extra={"enum": [*KINDS]})
    seconds: int


class PolicyItem(Schema):
    id: int = Field(description="A change makes a new one, so that a clock keeps the policy of its day.")
    name: str
    is_business: bool = Field(description="Whether the seconds are of opening time or of the calendar.")
    pauses_for_customer: bool
    conditions: dict[str, list[Any]] | None = Field(
        description="Null unless you may manage settings: they name inboxes and customers."
    )
    warn_at: list[int] = Field(description="Shares of the time, in percent.")
    targets: list[TargetItem]


class PolicyList(Schema):
    items: list[PolicyItem]
    next: None = Field(description="Always null: there are few.")


@router.get("", response=documented(200, PolicyList), summary="List policies")
def list_policies(request: HttpRequest) -> HttpResponse:
    """In the order in which they are tried: the first that fits counts."""
    rows = SlaPolicy.objects.in_force().prefetch_related("targets")
    is_whole = agent_of(request).may(MANAGE_SETTINGS)
    return answer({"items": [_item(row, is_whole=is_whole) for row in rows], "next": None})


def _item(policy: SlaPolicy, *, is_whole: bool) -> dict[str, Any]:
    targets = sorted(policy.targets.all(), key=lambda one: (one.priority, KINDS.index(one.kind)))
    return {
        "id": policy.pk,
        "name": policy.name,
        "is_business": policy.is_business,
        "pauses_for_customer": policy.pauses_for_customer,
        "conditions": policy.conditions if is_whole else None,
        "warn_at": policy.warn_at,
        "targets": [{"priority": NAMES[one.priority], "kind": one.kind, "seconds": one.seconds} for one in targets],
    }
