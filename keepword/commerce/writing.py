"""An order or a membership is written by hand: as a shop tells of it, and the audit log says who did."""

from typing import Any

from django.db import transaction

from keepword.commerce.drafts import OrderDraft
from keepword.commerce.enrolling import Enrolled, MembershipDraft, enrol
from keepword.commerce.taking_in import CHANGED, NEW, Taken, take_in
from keepword.events import log
from keepword.people.models import Agent


@transaction.atomic
def write(draft: OrderDraft, *, by: Agent) -> Taken:
    """Raises BadOrder."""
    taken = take_in(draft, by=by.as_actor)
    if taken.outcome in (NEW, CHANGED):
        told: dict[str, Any] = {"order": taken.order.pk, "contact": taken.order.contact_id}
        name = "order.written" if taken.outcome == NEW else "order.corrected"
        log.record(name, actor=by.as_actor, **told, fields=list(taken.fields))
    return taken


@transaction.atomic
def write_member(draft: MembershipDraft, *, by: Agent) -> Enrolled:
    """Raises BadOrder."""
    done = enrol(draft, by=by.as_actor)
    if done.outcome in (NEW, CHANGED):
        told: dict[str, Any] = {"membership": done.membership.pk, "contact": done.membership.contact_id}
        log.record("loyalty.written", actor=by.as_actor, **told)
    return done
