"""One's own choices: /settings/notices; a notice to oneself: /settings/notices/test."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from typing import Any

from django import forms
from django.conf import settings
from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from keepword.care.arranging import rules_in_force
from keepword.notices.choosing import choice_of, choices_of, choose
from keepword.notices.deciding import DAILY, HOURLY
from keepword.notices.kinds import DIGEST, GIFT_ANSWERED, GIFT_ASKED, GROUPS, KINDS, NONE, NOW, Choice
from keepword.notices.models import Choices
from keepword.notices.pushing.signing import public_key
from keepword.notices.trying import try_out
from keepword.web.fields import DeskForm
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.settings.notices.devices import lines_of
from keepword.web.settings.shell import settings_page

MAIL = [(NONE, _("No mail")), (NOW, _("At once")), (DIGEST, _("In the digest"))]
DAYS = [(str(number), words) for number, words in WEEKDAYS.items()]
WHOLE_WEEK = 7
OF_GIFTS = {GIFT_ANSWERED, GIFT_ASKED}  # told of only where something is given


def _clock(**more: Any) -> forms.TimeField:
    return forms.TimeField(widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}), **more)


class ChoicesForm(DeskForm):
    """Three fields for each kind, and when it is quiet."""

    quiet_from = _clock(label=_("Quiet from"), required=False)
    quiet_to = _clock(label=_("Until"), required=False)
    quiet_days = forms.MultipleChoiceField(
        label=_("Quiet all day"), choices=DAYS, required=False, widget=forms.CheckboxSelectMultiple
    )
    digest = forms.ChoiceField(label=_("Digest"), choices=[(HOURLY, _("Every hour")), (DAILY, _("Every day"))])
    digest_at = _clock(label=_("Every day at"), required=False)
    shows_words = forms.BooleanField(
        label=_("Show subjects on my devices"),
        required=False,
        help_text=_("Otherwise they only say what happened, and no customer's words stand on a locked screen."),
    )

    def __init__(self, *args: Any, kept: Choices, **more: Any) -> None:
        super().__init__(*args, initial=_initial(kept), **more)
        self.kept, self.hidden = kept, OF_GIFTS if rules_in_force() is None else set()
        for name, kind in KINDS.items():
            if name in self.hidden:
                continue
            mail = forms.ChoiceField(choices=MAIL, widget=forms.Select(attrs={"class": "select"}))
            ways: list[tuple[str, forms.Field, str | Promise]] = [
                ("page", forms.BooleanField(required=False), _("In Keepword")),
                ("push", forms.BooleanField(required=False), _("On devices")),
                ("mail", mail, _("By mail")),
            ]
            for way, field, words in ways:
                field.widget.attrs["aria-label"] = f"{kind.words}: {words}"
                self.fields[f"{name}-{way}"] = field

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if "quiet_from" in data and "quiet_to" in data and (data["quiet_from"] is None) != (data["quiet_to"] is None):
            self.add_error(
                "quiet_from" if data["quiet_from"] is None else "quiet_to",
                _("Quiet hours need a beginning and an end, or neither."),
            )
        if len(data.get("quiet_days", ())) == WHOLE_WEEK:
            self.add_error(
                "quiet_days", _("Leave one day on which you can be told, or choose above what you hear of.")
            )
        return data

    def chosen(self) -> dict[str, Choice]:
        """What is not shown stays as it was."""
        return {name: self._chosen(name) for name in KINDS}

    def _chosen(self, name: str) -> Choice:
        if name in self.hidden:
            return choice_of(self.kept, kind=name)
        data = self.cleaned_data
        return Choice(data[f"{name}-page"], data[f"{name}-push"], data[f"{name}-mail"])

    def rest(self) -> dict[str, Any]:
        """By the columns of `Choices`."""
        data = self.cleaned_data
        return {
            "quiet_from": _minute(data["quiet_from"]),
            "quiet_to": _minute(data["quiet_to"]),
            "quiet_days": sorted(int(day) for day in data["quiet_days"]),
            "digest": data["digest"],
            "digest_at": _minute(data["digest_at"]) if data["digest_at"] else Choices().digest_at,
            "shows_words": data["shows_words"],
        }


@dataclass(frozen=True, slots=True)
class Line:
    words: str | Promise
    icon: str
    page: BoundField
    push: BoundField
    mail: BoundField


@for_agents
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest) -> HttpResponse:
    form = ChoicesForm(request.POST or None, kept=choices_of(request.user))
    if request.method == "POST" and form.is_valid():
        choose(request.user, kinds=form.chosen(), **form.rest())
        return redirect(f"{reverse('web:notice-choices')}?saved=yes")
    context = {
        "form": form,
        "groups": [(words, list(_lines(form, kinds))) for words, kinds in GROUPS],
        "zone": request.user.time_zone.replace("_", " "),
        "has_relay": bool(settings.RELAY.backend),
        "devices": list(lines_of(request)),
        "push_key": public_key(),
        "was_tried": request.GET.get("tried") == "yes",
    }
    status = 422 if form.is_bound else 200
    return settings_page(
        request, "web/settings/notices/show.html", tab="notice-choices", context=context, status=status
    )


@for_agents
@require_POST
def test(request: AgentRequest) -> HttpResponse:
    try_out(by=request.user)
    return redirect(f"{reverse('web:notice-choices')}?tried=yes")


def _lines(form: ChoicesForm, kinds: Any) -> Iterator[Line]:
    for name, kind in kinds.items():
        if name in form.hidden:
            continue
        yield Line(kind.words, kind.icon, form[f"{name}-page"], form[f"{name}-push"], form[f"{name}-mail"])


def _initial(choices: Choices) -> dict[str, Any]:
    found: dict[str, Any] = {
        "quiet_from": _time(choices.quiet_from),
        "quiet_to": _time(choices.quiet_to),
        "quiet_days": [str(day) for day in choices.quiet_days],
        "digest": choices.digest,
        "digest_at": _time(choices.digest_at),
        "shows_words": choices.shows_words,
    }
    for name in KINDS:
        choice = choice_of(choices, kind=name)
        found |= {f"{name}-page": choice.page, f"{name}-push": choice.push, f"{name}-mail": choice.mail}
    return found


def _time(minute: int | None) -> time | None:
    return None if minute is None else time(minute // 60, minute % 60)


def _minute(at: time | None) -> int | None:
    return None if at is None else at.hour * 60 + at.minute
