"""As whom we answer: /settings/brands."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods

from keepword.brands.arranging import add_brand
from keepword.brands.colours import accent_of
from keepword.brands.models import FORMAL, PLAIN, WARM, Brand
from keepword.conversations.models import Inbox
from keepword.events.models import Event
from keepword.people.models import Agent
from keepword.people.permissions import MANAGE_SETTINGS
from keepword.web.fields import DeskForm
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.people.pressing import once_a_page
from keepword.web.settings.facts import fact_of
from keepword.web.settings.paging import paged
from keepword.web.settings.shell import settings_page
from keepword.web.settings.signatures.form import known_variables

SENDERS = [
    ("person_at_brand", _("A person at the brand: “Mina at Lantern Tea”")),
    ("person", _("A person: “Mina”")),
    ("brand", _("The brand: “Lantern Tea”")),
]


class BrandForm(DeskForm):
    """`brand` is the one that is changed, None for a new one."""

    name = forms.CharField(label=pgettext_lazy("of a thing", "Name"), max_length=120)
    slug = forms.SlugField(
        label=_("Address of its contact form"),
        max_length=60,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocapitalize": "off"}),
        help_text=_("Letters, numbers and hyphens, as in /contact/lantern-tea. Links to an old address stop working."),
        error_messages={"invalid": _("Only letters, numbers and hyphens, without spaces: lantern-tea.")},
    )
    language = forms.ChoiceField(label=_("Language of your customers"), choices=settings.LANGUAGES)
    accent = forms.CharField(
        label=_("Colour"),
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "placeholder": "#2f6f5e"}),
        help_text=_("As #rrggbb, for what customers see. It is made darker or lighter where it could not be read."),
    )
    sender_name = forms.ChoiceField(
        label=_("Who writes to customers"),
        choices=SENDERS,
        help_text=_("The name that stands before the address of every answer."),
    )
    shows_photos = forms.BooleanField(
        label=_("Customers see photos of our people"),
        required=False,
        help_text=_("On their page, in chats and in signatures, beside the name of a person. Each agent puts theirs."),
    )
    voice = forms.ChoiceField(
        label=_("How our own words sound"),
        initial=WARM,
        required=False,
        choices=[
            (WARM, _("Warm, as one talks to a guest")),
            (PLAIN, _("Plain and short")),
            (FORMAL, _("Formal")),
        ],
        help_text=_("In acknowledgements, where you wrote no words of your own."),
    )

    signature = forms.CharField(
        label=_("Signature"),
        required=False,
        max_length=2000,
        validators=[known_variables],
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("Stands under every answer by mail, where no other signature fits."),
    )

    def __init__(self, *args: Any, brand: Brand | None = None, **kwargs: Any) -> None:
        self.brand = brand
        super().__init__(*args, **kwargs)

    def clean_voice(self) -> str:
        voice: str = self.cleaned_data["voice"]
        return voice or WARM

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"].lower()
        if Brand.objects.filter(slug__iexact=slug).exclude(pk=self.brand.pk if self.brand else 0).exists():
            raise ValidationError(_("Another brand has this address."))
        return slug

    def clean_accent(self) -> str:
        accent: str = self.cleaned_data["accent"].strip().lower()
        if accent and accent_of(accent) is None:
            raise ValidationError(_("This is not a colour. It should look like #2f6f5e."))
        return accent


@dataclass(frozen=True, slots=True)
class Removed:
    """What can be undone."""

    number: int
    name: str
    fact: int


@for_agents(may=MANAGE_SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
@once_a_page
def show(request: AgentRequest) -> HttpResponse:
    form = BrandForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        brand = add_brand(form.cleaned_data, by=request.user.as_actor)
        return redirect(f"{reverse('web:brands')}?added={brand.pk}")
    query = request.GET.get("q", "").strip()
    asked = Q(name__icontains=query) | Q(slug__icontains=query)
    pager = paged(request, Brand.objects.filter(asked).order_by("id"))
    context = {
        "form": form,
        "query": query,
        "pager": pager,
        "brands": _with_inboxes(request.user, brands=pager.rows),
        "removed": _removed(fact_of(request, name="brand.removed")),
    }
    status = 422 if form.is_bound else 200
    return settings_page(request, "web/settings/brands.html", tab="brands", context=context, status=status)


def _with_inboxes(agent: Agent, *, brands: list[Brand]) -> list[Brand]:
    """With the names of those of its inboxes that this agent may see."""
    inboxes = list(Inbox.objects.visible_to(agent).filter(brand__in=brands).order_by("id"))
    for brand in brands:
        brand.inboxes = [inbox.name for inbox in inboxes if inbox.brand_id == brand.pk]  # type: ignore[attr-defined]
    return brands


def _removed(fact: Event | None) -> Removed | None:
    return Removed(fact.data["brand"], fact.data["called"], fact.pk) if fact else None
