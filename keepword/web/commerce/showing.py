"""One order: /orders/<id>."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keepword.commerce.models import Order
from keepword.commerce.models.order import REFUNDED, STATES
from keepword.commerce.naming import state_words
from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import ELSEWHERE
from keepword.kit.amounts import said
from keepword.kit.money import Money
from keepword.web import times
from keepword.web.commerce.finding import order_for
from keepword.web.commerce.rows import rows_of
from keepword.web.contacts.finding import seen
from keepword.web.conversations import status
from keepword.web.desk import surroundings
from keepword.web.people.admitting import AgentRequest, for_agents

MATTERS = 20


@for_agents
@require_safe
def show(request: AgentRequest, number: int) -> HttpResponse:
    order, reader = order_for(request, number), times.reader()
    context = surroundings(request, section="contacts") | {
        "order": order,
        "row": rows_of([order], reader=reader)[0],
        "whose": _whose(order),
        "steps": _steps(order, reader=reader),
        "lines": _lines(order, language=reader.language),
        "matters": _matters(request, order, reader=reader),
    }
    shown = render(request, "web/commerce/order.html", context)
    shown.headers["Cache-Control"] = "private, no-cache"
    return seen(shown, contact=order.contact, request=request) if order.contact else shown


def _whose(order: Order) -> dict[str, str] | None:
    if order.contact is None:
        return None
    name = order.contact.name or order.address or _("Somebody without a name")
    return {"name": name, "address": reverse("web:one-contact", args=[order.contact_id])}


def _steps(order: Order, *, reader: times.Reader) -> list[dict[str, Any]]:
    """What happened to it, in the order of time; of one moment, in that in which orders go."""
    told = [(getattr(order, f"{state}_at"), place, state) for place, state in enumerate(STATES)]
    return [
        {"words": _words(state, order=order), "when": reader.moment(at), "is_now": state == order.state}
        for at, _place, state in sorted(one for one in told if one[0] is not None)
    ]


def _words(state: str, *, order: Order) -> str:
    return _("refunded in part") if state == REFUNDED and order.given_back else state_words(state)


def _lines(order: Order, *, language: str) -> list[dict[str, Any]]:
    return [
        {
            "quantity": line.quantity,
            "name": line.name or line.sku,
            "sku": line.sku if line.name else "",
            "price": "" if line.price is None else said(Money(line.price, order.currency), language=language),
        }
        for line in order.lines.order_by("id")
    ]


def _matters(request: AgentRequest, order: Order, *, reader: times.Reader) -> list[dict[str, Any]]:
    """Conversations about it first, then what else this person wrote; of those that the agent may see."""
    seen_by = Conversation.objects.visible_to(request.user).exclude(status__in=ELSEWHERE)
    seen_by = seen_by.order_by("-last_activity_at")
    about = list(seen_by.filter(about_order=order.pk)[:MATTERS])
    theirs = seen_by.filter(contact_id=order.contact_id or 0).exclude(pk__in=[one.pk for one in about])
    others = list(theirs[: MATTERS - len(about)])
    return [
        {
            "address": reverse("web:conversation", args=[one.pk]),
            "subject": one.subject or _("Without a subject"),
            "language": one.language,
            "is_about": one.about_order == order.pk,
            "status": status.of(one, reader=reader),
            "when": reader.day_or_clock(one.last_activity_at),
        }
        for one in [*about, *others]
    ]
