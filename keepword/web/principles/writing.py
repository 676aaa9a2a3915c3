"""The parts are written and compared: /how-we-serve/<part>."""

from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from keepword.kit.markdown import render as formed
from keepword.people.permissions import MANAGE_SETTINGS
from keepword.principles.comparing import Piece, changes
from keepword.principles.first_words import FIRST
from keepword.principles.models import PARTS, Wording
from keepword.principles.writing import LONGEST, write
from keepword.web import times
from keepword.web.desk import surroundings
from keepword.web.fields import DeskForm
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.principles.showing import TITLES

VERSIONS = 30


class PartForm(DeskForm):
    text = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Markdown. Empty: this language is given up, and its readers see another."),
    )


@dataclass(frozen=True, slots=True)
class Version:
    who: str
    when: SafeString
    language: str
    pieces: list[Piece]


@for_agents(may=MANAGE_SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest, principle: str) -> HttpResponse:
    """`language` in the address says which one is written; without it the reader's."""
    part = _demanded(principle)
    language = _language(request.GET.get("language") or get_language() or "en")
    form = PartForm(request.POST or None, initial={"text": _standing(part, language=language)})
    if request.method == "POST" and "preview" not in request.POST and form.is_valid():
        write(part, language=language, text=form.cleaned_data["text"], by=request.user)
        return redirect("web:how-we-serve")
    typed = form.data.get("text", "") if form.is_bound else form.initial["text"]
    context = surroundings(request, section="principles") | {
        "part": part,
        "title": TITLES[part],
        "form": form,
        "written_in": language,
        "languages": [(one, get_language_info(one)["name_local"]) for one in settings.AGENT_LANGUAGES],
        "preview": mark_safe(formed(typed[:LONGEST]).html),  # noqa: S308  cleaned by kit/markdown.py
        "preview_text": typed,
    }
    status = 422 if form.is_bound and "preview" not in request.POST else 200
    return render(request, "web/principles/write.html", context, status=status)


@for_agents
@require_safe
def versions(request: AgentRequest, principle: str) -> HttpResponse:
    """Who changed what and when, the newest first."""
    part = _demanded(principle)
    rows = list(Wording.objects.filter(part=part).select_related("by").order_by("-id")[: VERSIONS + 1])
    reader = times.reader()
    shown = [
        Version(
            one.by.name if one.by else "",
            reader.moment(one.at),
            one.language,
            changes(_before(one, rows=rows[place + 1 :]), one.text),
        )
        for place, one in enumerate(rows[:VERSIONS])
    ]
    context = surroundings(request, section="principles") | {"title": TITLES[part], "versions": shown, "part": part}
    return render(request, "web/principles/versions.html", context)


def _before(one: Wording, *, rows: list[Wording]) -> str:
    earlier = next((row.text for row in rows if row.language == one.language), None)
    return FIRST[one.part].get(one.language, "") if earlier is None else earlier


def _demanded(part: str) -> str:
    if part not in PARTS:
        raise Http404
    return part


def _language(code: str) -> str:
    if code not in settings.AGENT_LANGUAGES:
        raise Http404
    return code


def _standing(part: str, *, language: str) -> str:
    last = Wording.objects.filter(part=part, language=language).order_by("-id").first()
    if last is None and not Wording.objects.filter(part=part).exclude(text="").exists():
        return FIRST[part].get(language, "")
    return last.text if last else ""
