"""What a brand does for the world: /settings/brands/<id>/mission."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from keepword.brands.mission import saying
from keepword.brands.mission.counting import LONGEST as LONGEST_SOURCE
from keepword.brands.mission.counting import MOST, TooMuch, add, by_day
from keepword.brands.mission.writing import LARGEST, LONGEST, NAME, remove_counter, set_counter, write
from keepword.brands.models import HAND, ITEM, ORDER, SOLVED, Brand, Counter, MissionText
from keepword.kit import tokens
from keepword.kit.languages import tag_of
from keepword.people.permissions import MANAGE_SETTINGS
from keepword.web.fields import DeskForm
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.settings.paging import paged_beside
from keepword.web.settings.shell import settings_page

DAYS = 14
PER = {
    ITEM: _("Each item that is bought"),
    ORDER: _("Each order"),
    SOLVED: _("Each conversation that is solved"),
    HAND: _("Only by hand or by program"),
}
SHORT = _("A short name of the letters a to z, as in {{mission.trees}}.")
SHORT_COUNTER = _("A short name of the letters a to z, as in {{counter.trees}}.")
AT_ONCE = 20  # counters on one page, each with its days


class TextForm(DeskForm):
    name = forms.RegexField(label=pgettext_lazy("of a thing", "Name"), regex=rf"^{NAME.pattern}$", help_text=SHORT)
    language = forms.ChoiceField(label=_("Language"), choices=lambda: [(tag_of(c), n) for c, n in settings.LANGUAGES])
    text = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("{{counter.trees}} stands for the figure. Empty words take this language away."),
    )


class CounterForm(DeskForm):
    name = forms.RegexField(
        label=pgettext_lazy("of a thing", "Name"), regex=rf"^{NAME.pattern}$", help_text=SHORT_COUNTER
    )
    per = forms.ChoiceField(label=_("Counts"), choices=lambda: PER.items())
    step = forms.IntegerField(label=_("How many for each"), min_value=1, max_value=LARGEST, initial=1)
    is_public = forms.BooleanField(label=_("Any page may show it"), required=False)


class AddForm(DeskForm):
    counter = forms.ModelChoiceField(label=_("Counter"), queryset=Counter.objects.none(), empty_label=None)
    amount = forms.IntegerField(label=_("How many"), min_value=-MOST, max_value=MOST)

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["counter"].queryset = Counter.objects.filter(brand=brand).order_by("name")  # type: ignore[attr-defined]
        self.fields["counter"].label_from_instance = lambda one: one.name  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Shown:
    counter: Counter
    figure: str
    per: Any
    days: list[tuple[date, str]]


@for_agents(may=MANAGE_SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest, number: int) -> HttpResponse:
    """`do` says which of the three forms was sent, or that a counter goes."""
    brand = get_object_or_404(Brand, pk=number)
    do = request.POST.get("do", "")
    made = {
        "text": TextForm(request.POST if do == "text" else None, initial=_asked(request)),
        "counter": CounterForm(request.POST if do == "counter" else None),
        "add": AddForm(request.POST if do == "add" else None, brand=brand),
    }
    if request.method == "POST" and _is_done(request, brand, do=do, form=made.get(do)):
        return redirect(f"{reverse('web:brand-mission', args=[brand.pk])}?saved=yes")
    status = 422 if request.method == "POST" else 200
    return settings_page(
        request, "web/settings/mission.html", tab="brands", context=_context(request, brand, made), status=status
    )


def _asked(request: AgentRequest) -> dict[str, str]:
    return {name: request.GET[name] for name in ("name", "language") if name in request.GET}


def _is_done(request: AgentRequest, brand: Brand, *, do: str, form: forms.Form | None) -> bool:
    by = request.user.as_actor
    if do == "remove":
        row = request.POST.get("counter", "")
        counter = (
            Counter.objects.filter(brand=brand, pk=int(row)).first() if row.isdecimal() and len(row) < 19 else None
        )
        if counter:
            remove_counter(counter, by=by)
        return True
    if form is None or not form.is_valid():
        return False
    told = form.cleaned_data
    if do == "text":
        write(brand, by=by, **told)
    elif do == "counter":
        set_counter(brand, by=by, **told)
    else:
        try:
            mark = request.POST.get("form", "")[: LONGEST_SOURCE - 5]
            add(told["counter"], amount=told["amount"], source=f"hand:{mark}", by=by)
        except TooMuch:
            form.add_error("amount", _("Say how many, more or less than nothing."))
            return False
    return True


def _context(request: AgentRequest, brand: Brand, made: dict[str, DeskForm]) -> dict[str, Any]:
    language = get_language() or "en"
    counters = Counter.objects.filter(brand=brand).order_by("name")
    texts = MissionText.objects.filter(brand=brand).order_by("name", "language")
    (counters_here, texts_here), pager = paged_beside(request, counters, texts, size=AT_ONCE)
    made["add"].fields["counter"].widget.choices = [(one.pk, str(one)) for one in counters_here]
    return {
        "brand": brand,
        "forms": made,
        "mark": tokens.unguessable(),
        "counters": [_shown(one, language=language) for one in counters_here],
        "pager": pager,
        "texts": [(one, saying.filled(one.text, brand=brand, language=one.language)) for one in texts_here],
        "in_two": "{{mission.trees}}",
        "in_one": "{mission.trees}",
        "source": f"{settings.PUBLIC_ADDRESS or ''}/mission/{brand.slug}",
    }


def _shown(one: Counter, *, language: str) -> Shown:
    days = [(on, saying.figure(whole, language=language)) for on, whole in by_day(one, days=DAYS)]
    return Shown(one, saying.figure(one.total, language=language), PER[one.per], days)
