"""Where a reply is on its way, and sending it again: /messages/<id>/delivery."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keepword.channels.email.advising import advice
from keepword.conversations.delivering import send_again
from keepword.conversations.models import Message
from keepword.conversations.models.message import DELIVERED, FAILED, HELD, QUEUED
from keepword.people.permissions import REPLY as MAY_REPLY
from keepword.web import times
from keepword.web.conversations.said import Said
from keepword.web.people.admitting import AgentRequest, for_agents


@dataclass(frozen=True, slots=True)
class Delivery:
    """`reason` and `advice` are "" when all is well; `again_address` is where "send again" goes, or ""."""

    state: str
    icon: str
    words: str
    reason: str = ""
    advice: str = ""
    again_address: str = ""


def delivery_of(message: Said, *, reader: times.Reader) -> Delivery | None:
    """None for what is not delivered: notes, and what customers wrote."""
    if message.kind not in DELIVERED:
        return None
    if message.delivery_state in NOT_THERE_YET:
        return NOT_THERE_YET[message.delivery_state](message)
    if message.arrived_at is not None:
        return Delivery("sent", "check-check", format_html(_("Delivered {}"), reader.clock(message.arrived_at)))
    at = message.delivered_at or message.at
    return Delivery("sent", "check", format_html(_("Sent {}"), reader.clock(at)))


def _queued(message: Said) -> Delivery:
    if message.delivery_detail:
        advice = _("Keepword keeps trying for three days. There is nothing to do yet.")
        return Delivery(QUEUED, "clock", _("Not through yet, trying again"), message.delivery_detail, advice)
    return Delivery(QUEUED, "clock", _("Sending"))


def _held(message: Said) -> Delivery:
    return Delivery(
        HELD,
        "inbox",
        _("In the local outbox, not sent"),
        _("No mail relay is set, so the reply waits here."),
        _("An administrator sets KEEPWORD_RELAY_URL; then send it from the outbox."),
        reverse("web:message-delivery", args=[message.pk]),
    )


def _failed(message: Said) -> Delivery:
    return Delivery(
        FAILED,
        "circle-alert",
        _("Not delivered"),
        _failure(message),
        advice(message.delivery_reason),
        reverse("web:message-delivery", args=[message.pk]),
    )


def _failure(message: Said) -> str:
    """What happened, mostly in the words of the other side."""
    if message.delivery_reason == "filegone":
        return _("The file %(name)s is missing.") % {"name": message.delivery_detail}
    return message.delivery_detail or _("The other mail server refused it.")


NOT_THERE_YET: dict[str, Callable[[Said], Delivery]] = {QUEUED: _queued, HELD: _held, FAILED: _failed}


@for_agents(may=MAY_REPLY)
@require_POST
def again(request: AgentRequest, number: int) -> HttpResponse:
    message = get_object_or_404(Message.everywhere.visible_to(request.user).filter(kind__in=DELIVERED), pk=number)
    send_again(message)
    return redirect("web:conversation", message.conversation_id)
