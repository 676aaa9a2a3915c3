"""One brand: /settings/brands/<id>, and its removal."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keepword.brands.arranging import arrange_brand
from keepword.brands.models import Brand
from keepword.brands.removing import AddressTaken, StillUsed, bring_back, remove
from keepword.channels.chat.visiting import setup_of
from keepword.conversations.models import Inbox
from keepword.people.models import Agent
from keepword.people.permissions import MANAGE_SETTINGS
from keepword.promises.emergencies.arranging import route_of
from keepword.surveys.arranging import asking_of
from keepword.web.errors import refusal
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.people.pressing import once_a_page
from keepword.web.settings.brands import BrandForm
from keepword.web.settings.facts import fact_of
from keepword.web.settings.shell import edit_page


@for_agents(may=MANAGE_SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest, number: int) -> HttpResponse:
    brand = get_object_or_404(Brand, pk=number)
    now = {name: getattr(brand, name) for name in BrandForm.base_fields}
    form = BrandForm(request.POST or None, initial=now, brand=brand)
    if request.method == "POST" and form.is_valid():
        arrange_brand(brand, to=form.cleaned_data, by=request.user.as_actor)
        return redirect(f"{reverse('web:brands')}?saved=yes")
    context = {
        "brand": brand,
        "asks": asking_of(brand).is_on,
        "chats": setup_of(brand).is_on,
        "is_callable": route_of(brand).is_on,
        "why_kept": _why_kept(brand, agent=request.user),
    }
    return edit_page(request, form=form, heading=brand.name, tab="brands", kind="brand", context=context)


def _why_kept(brand: Brand, *, agent: Agent) -> str:
    """Why it cannot be removed, "" when it can."""
    inboxes = Inbox.objects.filter(brand=brand)  # house: whether there are any; `visible_to` decides which are named
    if inboxes.exists():
        visible = Inbox.objects.visible_to(agent).filter(brand=brand).order_by("id")
        names = ", ".join(visible.values_list("name", flat=True)) or "…"
        why = _("Inboxes belong to it: %(names)s. Give each of them to another brand first.")
        return why % {"names": names}
    return _("It is the only one.") if Brand.objects.count() == 1 else ""


@for_agents(may=MANAGE_SETTINGS)
@require_POST
@once_a_page
def removal(request: AgentRequest, number: int) -> HttpResponse:
    """`removed` is "no" to undo it: then `fact` names what is undone."""
    if request.POST.get("removed") == "no":
        return _bring_back(request)
    brand = get_object_or_404(Brand, pk=number)
    try:
        fact = remove(brand, by=request.user.as_actor)
    except StillUsed:
        return refusal(request, title=_("This brand cannot be removed"), reason=_why_kept(brand, agent=request.user))
    return redirect(f"{reverse('web:brands')}?{urlencode({'fact': fact.pk})}")


def _bring_back(request: AgentRequest) -> HttpResponse:
    fact = fact_of(request, name="brand.removed")
    if fact is None:
        raise Http404
    try:
        bring_back(fact, by=request.user.as_actor)
    except AddressTaken:
        return refusal(
            request, title=_("This brand cannot come back"), reason=_("Another brand has taken its address.")
        )
    return redirect(f"{reverse('web:brands')}?saved=yes")
