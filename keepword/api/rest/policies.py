"""Service targets: the policies in force, and their changes."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from pydantic import Field

from keepword.api.answering import answer, created
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router, Shape
from keepword.api.problems import wrong
from keepword.api.repeating import once
from keepword.api.rest.describing import LARGEST, Moment, documented
from keepword.api.rest.policy_drafts import NewOrder, NewPolicy, draft
from keepword.conversations.models.conversation import PRIORITIES
from keepword.events.actor import Actor
from keepword.people.permissions import MANAGE_SETTINGS
from keepword.promises.clocks.policies import NotInForce, arrange, change, define, retire
from keepword.promises.clocks.steps import WHATS
from keepword.promises.models import SlaPolicy
from keepword.promises.models.policy import KINDS

router = Router(tags=["Targets"])
NAMES = {value: name for name, value in PRIORITIES.items()}


class TargetItem(Shape):
    priority: str = Field(json_schema_extra={"enum": [*PRIORITIES]})
    kind: str = Field(json_schema_extra={"enum": [*KINDS]})
    seconds: int


class StepItem(Shape):
    at: int = Field(description="The share of the time in percent; 100 is the breach.")
    what: str = Field(json_schema_extra={"enum": [*WHATS]})
    to: int | str | None


class PolicyItem(Shape):
    id: int = Field(description="A change makes a new one, so that a clock keeps the policy of its day.")
    name: str
    is_business: bool = Field(description="Whether the seconds are of opening time or of the calendar.")
    pauses_for_customer: bool
    conditions: dict[str, list[Any]] | None = Field(
        description="Null unless you may manage settings: they name inboxes and customers."
    )
    warn_at: list[int] = Field(description="Shares of the time, in percent.")
    escalations: list[StepItem] | None = Field(description="Null unless you may manage settings.")
    retired_at: Moment | None = Field(description="Null while it is in force.")
    targets: list[TargetItem]


class PolicyList(Shape):
    items: list[PolicyItem]
    next: None = Field(description="Always null: there are few.")


@router.get("", response=documented(200, PolicyList), summary="List policies")
def list_policies(request: HttpRequest) -> HttpResponse:
    """In the order in which they are tried: the first that fits counts."""
    return answer(listed(is_whole=agent_of(request).may(MANAGE_SETTINGS)))


def listed(*, is_whole: bool) -> dict[str, Any]:
    rows = SlaPolicy.objects.in_force().prefetch_related("targets")
    return {"items": [item(row, is_whole=is_whole) for row in rows], "next": None}


@router.post("", response=documented(201, PolicyItem, 400, 403, 409, 413, 415, 422), summary="Make a policy")
def create_policy(request: HttpRequest, new: NewPolicy) -> HttpResponse:
    """It is tried after all others. For who may manage settings, as all changes of targets."""
    by = agent_of(request, may=MANAGE_SETTINGS).as_actor
    made, is_repeated = once(request, said=[request.body], make=lambda: define(draft(new), by=by).pk)
    row = SlaPolicy.objects.prefetch_related("targets").get(pk=made)
    return created(item(row, is_whole=True), address=f"/api/v1/policies/{made}", is_repeated=is_repeated)


@router.put(
    "/order", response=documented(200, PolicyList, 400, 403, 409, 413, 415, 422), summary="Put policies in order"
)
def put_policy_order(request: HttpRequest, new: NewOrder) -> HttpResponse:
    """Each that gets another place becomes a new version with a new id: an order is part of what was in force."""
    by = agent_of(request, may=MANAGE_SETTINGS).as_actor
    once(request, said=[request.body], make=lambda: _arrange(new.policies, by=by))
    return answer(listed(is_whole=True))


@router.get("/{int:policy_id}", response=documented(200, PolicyItem, 404), summary="Read a policy")
def read_policy(request: HttpRequest, policy_id: int) -> HttpResponse:
    """Also one that is retired: clocks name the version of their day."""
    row = SlaPolicy.objects.prefetch_related("targets").filter(pk=min(policy_id, LARGEST)).first()
    if row is None:
        raise Http404
    return answer(item(row, is_whole=agent_of(request).may(MANAGE_SETTINGS)))


@router.put(
    "/{int:policy_id}",
    response=documented(200, PolicyItem, 400, 403, 404, 409, 413, 415, 422),
    summary="Change a policy",
)
def put_policy(request: HttpRequest, policy_id: int, new: NewPolicy) -> HttpResponse:
    """The whole of it anew: a new version with a new id. Running clocks of the old one end, and new ones start in
    their stead. What changes nothing makes no version."""
    by = agent_of(request, may=MANAGE_SETTINGS).as_actor
    made, _ = once(request, said=[request.body], make=lambda: _change(policy_id, new=new, by=by))
    return answer(item(SlaPolicy.objects.get(pk=made), is_whole=True))


@router.delete("/{int:policy_id}", response=documented(200, PolicyItem, 403, 404), summary="Retire a policy")
def delete_policy(request: HttpRequest, policy_id: int) -> HttpResponse:
    """Its running clocks end. What was met or missed stays as it was."""
    by = agent_of(request, may=MANAGE_SETTINGS).as_actor
    row = _in_force(policy_id)
    retire(row, by=by)
    row.refresh_from_db()
    return answer(item(row, is_whole=True))


def _arrange(ids: list[int], *, by: Actor) -> int:
    if sorted(ids) != sorted(SlaPolicy.objects.in_force().values_list("id", flat=True)):
        raise wrong("/policies", "Each policy in force once.")
    arrange(ids, by=by)
    return 0


def _change(policy_id: int, *, new: NewPolicy, by: Actor) -> int:
    try:
        return change(_in_force(policy_id), to=draft(new), by=by).pk
    except NotInForce as error:
        raise Http404 from error


def _in_force(policy_id: int) -> SlaPolicy:
    row = SlaPolicy.objects.in_force().filter(pk=min(policy_id, LARGEST)).first()
    if row is None:
        raise Http404
    return row


def item(policy: SlaPolicy, *, is_whole: bool) -> dict[str, Any]:
    targets = sorted(policy.targets.all(), key=lambda one: (one.priority, KINDS.index(one.kind)))
    return {
        "id": policy.pk,
        "name": policy.name,
        "is_business": policy.is_business,
        "pauses_for_customer": policy.pauses_for_customer,
        "conditions": policy.conditions if is_whole else None,
        "warn_at": policy.warn_at,
        "escalations": policy.escalations if is_whole else None,
        "retired_at": policy.retired_at,
        "targets": [{"priority": NAMES[one.priority], "kind": one.kind, "seconds": one.seconds} for one in targets],
    }
