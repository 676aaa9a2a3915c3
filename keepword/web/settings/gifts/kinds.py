"""Kinds of gifts: a new one, /settings/gifts/kinds; its name, its words and whether it is given, …/kinds/<id>."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from keepword.care.arranging import limits_as_set, rules_as_set
from keepword.care.kinds import LONGEST_NAME, LONGEST_WORDS, NameTaken, NoName, add, change
from keepword.care.models import GiftKind
from keepword.care.saying import AMOUNT, ready_words
from keepword.care.wording import kind_words
from keepword.kit.languages import tag_of
from keepword.people.permissions import MANAGE_SETTINGS
from keepword.web.fields import DeskForm, dress
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.people.pressing import once_a_page
from keepword.web.settings.gifts.form import RulesForm
from keepword.web.settings.gifts.rules import page
from keepword.web.settings.shell import settings_page

LANGUAGES = {tag_of(code): (code, str(label)) for code, label in settings.LANGUAGES}
TAKEN = _("There is a kind of this name already, or there are too many.")
NO_NAME = _("Give it a name.")


class KindForm(DeskForm):
    """The words in each language of customers, in fields named by it; ours stand there as a pattern."""

    is_on = forms.BooleanField(label=_("May be given"), required=False)
    name = forms.CharField(
        label=_("Name, for colleagues"), max_length=LONGEST_NAME, widget=forms.TextInput(attrs={"dir": "auto"})
    )

    def __init__(self, *args: Any, kind: GiftKind, **kwargs: Any) -> None:
        words = {_field(tag): text for tag, text in kind.words.items()}
        super().__init__(*args, initial={"is_on": kind.is_on, "name": kind.name} | words, **kwargs)
        if kind.key:
            del self.fields["name"]
        for tag, (code, label) in LANGUAGES.items():
            self.fields[_field(tag)] = _words(label, tag=tag, pattern=_pattern(kind, code=code))

    @property
    def sentences(self) -> list[forms.BoundField]:
        return [self[_field(tag)] for tag in LANGUAGES]

    @property
    def words(self) -> dict[str, str]:
        return {tag: self.cleaned_data[_field(tag)] for tag in LANGUAGES}


def _field(tag: str) -> str:
    return f"words_{tag}"


def _words(label: str, *, tag: str, pattern: str) -> forms.CharField:
    attrs = {"rows": 2, "dir": "auto", "lang": tag, "placeholder": pattern}
    field = forms.CharField(label=label, required=False, max_length=LONGEST_WORDS, widget=forms.Textarea(attrs=attrs))
    dress(field)
    return field


def _pattern(kind: GiftKind, *, code: str) -> str:
    with translation.override(code):
        return ready_words(kind.key) % {"amount": AMOUNT}


@for_agents(may=MANAGE_SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest, number: int) -> HttpResponse:
    kind = get_object_or_404(GiftKind, pk=number)
    form = KindForm(request.POST if request.method == "POST" else None, kind=kind)
    if request.method == "POST" and form.is_valid():
        try:
            said = form.cleaned_data
            change(kind, name=said.get("name", ""), is_on=said["is_on"], words=form.words, by=request.user.as_actor)
            return redirect(f"{reverse('web:gift-rules')}?saved=yes")
        except NameTaken:
            form.add_error("name", str(TAKEN))
        except NoName:
            form.add_error("name", str(NO_NAME))
    context = {"form": form, "heading": kind_words(kind.key, kind.name), "amount": AMOUNT}
    status = 422 if form.is_bound else 200
    return settings_page(request, "web/settings/gifts/kind.html", tab="gift-rules", context=context, status=status)


@for_agents(may=MANAGE_SETTINGS)
@require_POST
@once_a_page
def create(request: AgentRequest) -> HttpResponse:
    """The way leads to its words."""
    try:
        kind = add(request.POST.get("name", ""), by=request.user.as_actor)
    except (NameTaken, NoName) as error:
        rules = rules_as_set()
        form = RulesForm(None, rules=rules, limits=limits_as_set(rules.currency))
        why = str(TAKEN if isinstance(error, NameTaken) else NO_NAME)
        return page(request, form=form, error=why, status=422)
    return redirect("web:gift-kind", kind.pk)
