"""Opening hours as a form that needs no script: a line of text for each day, rows for exceptional days, and a box for
each public holiday."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from keepword.hours import dates
from keepword.hours.calendar import MOST_EXCEPTIONS, Calendar, ExceptionalDay, NotACalendar
from keepword.hours.holidays import countries, holidays_of, name_on
from keepword.hours.saying_week import MONDAY
from keepword.hours.typing_slots import NotSlots, shown, typed
from keepword.kit import clock
from keepword.kit.languages import tag_of
from keepword.web.choosing import time_zones
from keepword.web.fields import DayInput, DeskForm
from keepword.web.settings.hours.places import country_choices, region_choices

DAYS = range(7)
BLANK_ROWS = 3
MOST_ROWS = MOST_EXCEPTIONS + BLANK_ROWS
MOST_DIGITS = 6  # no page of ours sends more


@dataclass(frozen=True, slots=True)
class Holiday:
    """`key` is what it is switched off by; `days` of this year, in words."""

    key: str
    name: str
    days: str
    is_kept: bool


class SlotsField(forms.CharField):
    """Gives slots in minutes; shows what it was given as it can be typed again."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"dir": "ltr", "placeholder": "–", "autocomplete": "off", "inputmode": "text"}
        super().__init__(required=False, max_length=200, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return typed(text)
        except NotSlots as error:
            raise forms.ValidationError(
                gettext("“%(text)s” is not understood. Write it like 09:00–12:00, 13:00–17:00.") % {"text": error}
            ) from error


class HoursForm(DeskForm):
    name = forms.CharField(label=pgettext_lazy("of a thing", "Name"), max_length=120)
    zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones)
    is_always = forms.BooleanField(label=_("Always open, day and night"), required=False)
    country = forms.ChoiceField(label=_("Public holidays of"), choices=country_choices, required=False)
    subdivision = forms.ChoiceField(label=_("Region"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = tag_of(get_language() or "en")
        for day in DAYS:
            label = dates.weekday(date.fromordinal(MONDAY.toordinal() + day), language=language)
            self._add(f"day{day}", SlotsField(label=label))
        for row in range(self.rows):
            self._add(f"on{row}", forms.DateField(label=_("Day"), required=False, widget=DayInput()))
            self._add(f"slots{row}", SlotsField(label=_("Hours on that day")))
            self._add(f"occasion{row}", forms.CharField(label=_("What for"), required=False, max_length=80))
            self._add(f"yearly{row}", forms.BooleanField(label=_("Every year"), required=False))
        self.fields["subdivision"].choices = region_choices(self._said("country")) or [("", "")]  # type: ignore[attr-defined]
        self.has_regions = bool(region_choices(self._said("country")))

    def _add(self, name: str, field: forms.Field) -> None:
        if type(field.widget) is not forms.CheckboxInput:
            field.widget.attrs["class"] = "input"
        self.fields[name] = field

    def _said(self, name: str) -> str:
        return str((self.data.get(name) if self.is_bound else self.initial.get(name)) or "")

    @property
    def rows(self) -> int:
        """Of exceptional days: those that there are, and some to fill in."""
        given = self._said("rows")
        return min(int(given), MOST_ROWS) if given.isdecimal() and len(given) < MOST_DIGITS else BLANK_ROWS

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("subdivision") and not self.has_regions:
            cleaned["subdivision"] = ""
        return cleaned

    def calendar(self) -> Calendar:
        """What the form says. Raises NotACalendar, also while a field is wrong."""
        if any(name != "name" for name in self.errors):
            raise NotACalendar("the form is not complete")
        said = self.cleaned_data
        return Calendar(
            zone=said["zone"],
            week=tuple(said[f"day{day}"] for day in DAYS),
            is_always=said["is_always"],
            exceptions=tuple(
                ExceptionalDay(said[f"on{row}"], said[f"slots{row}"], said[f"occasion{row}"], said[f"yearly{row}"])
                for row in range(self.rows)
                if said[f"on{row}"]
            ),
            country=said["country"],
            subdivision=said["subdivision"],
            switched_off=self.switched_off(),
        )

    def switched_off(self) -> frozenset[str]:
        """The holidays that were shown and left unticked."""
        if not self.is_bound:
            return frozenset(self.initial.get("switched_off", ()))
        if self.data.get("holidays_of") != self.region:
            return frozenset()
        return frozenset(self.data.getlist("shown")) - frozenset(self.data.getlist("kept"))  # type: ignore[attr-defined]

    def holidays(self) -> list[Holiday]:
        """This year's of the chosen country. One that lasts several days is one box."""
        country, _dash, subdivision = self.region.partition("-")
        if country not in countries():
            return []
        language, off = tag_of(get_language() or "en"), self.switched_off()
        found: dict[str, list[date]] = {}
        for on, name in holidays_of(country, subdivision, years=[clock.now().year]).items():
            found.setdefault(name, []).append(on)
        return [
            Holiday(
                key=name,
                name=name_on(self.region, days[0], language=language) or name,
                days=" · ".join(dates.day(on, language=language) for on in days),
                is_kept=name not in off,
            )
            for name, days in found.items()
        ]

    @property
    def region(self) -> str:
        country, subdivision = self._said("country"), self._said("subdivision")
        if subdivision not in dict(region_choices(country)):
            subdivision = ""
        return f"{country}-{subdivision}" if subdivision else country


def initial_of(calendar: Calendar, *, name: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": name,
        "zone": calendar.zone,
        "is_always": calendar.is_always,
        "country": calendar.country,
        "subdivision": calendar.subdivision,
        "switched_off": calendar.switched_off,
        "rows": len(calendar.exceptions) + BLANK_ROWS,
    }
    found |= {f"day{day}": shown(calendar.week[day]) for day in DAYS}
    for row, one in enumerate(sorted(calendar.exceptions, key=lambda one: one.on)):
        found |= {
            f"on{row}": one.on,
            f"slots{row}": shown(one.slots),
            f"occasion{row}": one.name,
            f"yearly{row}": one.is_yearly,
        }
    return found
