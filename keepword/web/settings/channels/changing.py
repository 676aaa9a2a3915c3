"""One way to reach us: change it, move it, take it off and put it back."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from keepword.brands.cataloguing import BadEntry, change, entry_of, move, remove, restore
from keepword.brands.channel_kinds import label_of
from keepword.brands.models import SUPPORTED, BrandChannel
from keepword.people.permissions import MANAGE_SETTINGS
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.settings.channels.form import ChannelForm, answers_of
from keepword.web.settings.channels.wanting import panel
from keepword.web.settings.shell import settings_page


@for_agents(may=MANAGE_SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest, number: int) -> HttpResponse:
    channel = get_object_or_404(BrandChannel.objects.listed(), pk=number)
    form = ChannelForm(request.POST or None, initial=answers_of(entry_of(channel)))
    if request.method == "POST" and form.is_valid() and form.is_meant(channel.brand):
        try:
            change(channel, entry=form.entry(), by=request.user.as_actor)
            return redirect(f"{reverse('web:channels')}?saved=yes")
        except BadEntry as bad:
            form.refuse(bad)
    opens = channel.support != SUPPORTED  # or may, with this form
    context = {"form": form, "channel": channel, "label": label_of(channel.kind), "opens": opens}
    if opens:
        context["panel"] = panel(request.user, request.POST or _typed(channel))
    status = 422 if form.is_bound else 200
    return settings_page(request, "web/settings/channels/show.html", tab="channels", context=context, status=status)


def _typed(channel: BrandChannel) -> dict[str, str]:
    """What its form holds before anybody touches it."""
    answers = answers_of(entry_of(channel)) | {"brand": channel.brand_id}
    return {name: "" if value is None else str(value) for name, value in answers.items()}


@for_agents(may=MANAGE_SETTINGS)
@require_POST
def place(request: AgentRequest, number: int) -> HttpResponse:
    channel = get_object_or_404(BrandChannel.objects.listed(), pk=number)
    to = request.POST.get("to", "")
    if to.isdigit() and len(to) < 6:
        move(channel, to=int(to), by=request.user.as_actor)
    return redirect("web:channels")


@for_agents(may=MANAGE_SETTINGS)
@require_POST
def removal(request: AgentRequest, number: int) -> HttpResponse:
    remove(get_object_or_404(BrandChannel, pk=number), by=request.user.as_actor)
    return redirect(f"{reverse('web:channels')}?removed={number}")


@for_agents(may=MANAGE_SETTINGS)
@require_POST
def restoration(request: AgentRequest, number: int) -> HttpResponse:
    """One that was added anew meanwhile stays as it is: it is there, as was wanted."""
    try:
        restore(get_object_or_404(BrandChannel, pk=number), by=request.user.as_actor)
    except BadEntry:
        return redirect("web:channels")
    return redirect(f"{reverse('web:channels')}?saved=yes")
