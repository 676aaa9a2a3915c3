"""All ways to reach us: /settings/channels."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from keepword.brands.cataloguing import BadEntry, Entry, add, entry_of
from keepword.brands.channel_kinds import label_of
from keepword.brands.models import NOT_SUPPORTED, SUPPORTED, Brand, BrandChannel
from keepword.brands.saying_channels import say_answer_time, say_languages, say_support
from keepword.conversations.catalogue import catalogue_of, hours_of_channel
from keepword.events.actor import Actor
from keepword.kit import clock
from keepword.people.permissions import MANAGE_SETTINGS
from keepword.promises.publishable import least_seconds
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.people.pressing import once_a_page
from keepword.web.settings.channels.form import NewChannelForm
from keepword.web.settings.channels.wanting import panel
from keepword.web.settings.paging import paged
from keepword.web.settings.shell import settings_page

ESTIMATED = ("mail", "form", "chat")  # what comes into our own inboxes

BRANDS = 20  # on one page, each with all its ways


@dataclass(frozen=True, slots=True)
class Row:
    """`is_shown`: its hours can hold the published time, else customers read a later one. `up` and `down` are the
    places that the arrows lead to, None at an end."""

    channel: BrandChannel
    label: str
    support: str
    answered: str
    is_shown: bool
    languages: str
    up: int | None
    down: int | None


@for_agents(may=MANAGE_SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
@once_a_page
def show(request: AgentRequest) -> HttpResponse:
    form = NewChannelForm(request.POST or None, initial={"support": SUPPORTED, "answer_unit": "open-hours"})
    if request.method == "POST" and form.is_valid() and form.is_meant(form.cleaned_data["brand"]):
        try:
            _add(form.cleaned_data["brand"], entry=form.entry(), by=request.user.as_actor)
            return redirect(f"{reverse('web:channels')}?saved=yes")
        except BadEntry as bad:
            form.refuse(bad)
    typed = request.POST or {"support": SUPPORTED}
    pager = paged(request, Brand.objects.order_by("id"), size=BRANDS)
    context: dict[str, Any] = {"form": form, "removed": _removed(request), "panel": panel(request.user, typed)}
    context |= {"brands": _listed(pager.rows), "pager": pager}
    status = 422 if form.is_bound else 200
    return settings_page(request, "web/settings/channels/list.html", tab="channels", context=context, status=status)


@transaction.atomic
def _add(brand: Brand, *, entry: Entry, by: Actor) -> None:
    """Whoever writes down a phone number means to add one: what customers saw until then stays before it."""
    if not brand.channels.exists():
        for one in catalogue_of(brand):
            if one.kind != entry.kind:
                add(brand, entry=entry_of(one), by=by)
    add(brand, entry=entry, by=by)


def _listed(brands: list[Brand]) -> list[tuple[Brand, list[Row]]]:
    listed = BrandChannel.objects.listed().filter(brand__in=brands).select_related("brand")
    by_brand: dict[int, list[BrandChannel]] = {}
    for channel in listed:
        by_brand.setdefault(channel.brand_id, []).append(channel)
    return [(brand, _rows(by_brand.get(brand.pk, []))) for brand in brands]


def _rows(channels: list[BrandChannel]) -> list[Row]:
    last = len(channels) - 1
    return [
        Row(
            channel,
            label=label_of(channel.kind),
            support=say_support(channel.support),
            answered=_answered(channel),
            is_shown=_can_hold(channel),
            languages=say_languages(channel.languages or [channel.brand.language]),
            up=place - 1 if place else None,
            down=place + 1 if place < last else None,
        )
        for place, channel in enumerate(channels)
    ]


def _answered(channel: BrandChannel) -> str:
    """What customers read of it; "" where they read no time: nobody can estimate what does not come in here."""
    if channel.support == NOT_SUPPORTED:
        return ""
    if channel.answer_seconds is None:
        return gettext("The estimate of the moment") if channel.kind in ESTIMATED else ""
    return say_answer_time(channel.answer_seconds, is_calendar_time=channel.is_calendar_time)


def _can_hold(channel: BrandChannel) -> bool:
    """Hours may have been changed since the time was published."""
    if channel.answer_seconds is None or channel.support == NOT_SUPPORTED:
        return True
    hours = hours_of_channel(channel).hours
    least = least_seconds(hours, is_calendar_time=channel.is_calendar_time, at=clock.now())
    return least is not None and channel.answer_seconds >= least


def _removed(request: AgentRequest) -> BrandChannel | None:
    """The one that was just taken off, so that it can be put back at once."""
    number = request.GET.get("removed", "")
    if not number.isdigit() or len(number) > 18:
        return None
    return BrandChannel.objects.filter(pk=int(number), removed_at__isnull=False).first()
