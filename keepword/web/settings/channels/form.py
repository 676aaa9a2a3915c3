"""The questions about one channel, and the catalogue's entry that the answers make."""

from dataclasses import asdict
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from keepword.brands.cataloguing import MISSING, TAKEN, TOO_MANY, BadEntry, Entry
from keepword.brands.channel_kinds import KINDS
from keepword.brands.models import NOT_SUPPORTED, SUPPORTED, WATCHED, Brand, BrandChannel
from keepword.conversations.catalogue import hours_of_channel
from keepword.hours.models import BusinessHours
from keepword.kit import clock
from keepword.kit.languages import tag_of
from keepword.promises.publishable import least_seconds
from keepword.web.fields import DeskForm

SUPPORT = {
    SUPPORTED: _("Supported: we answer here"),
    WATCHED: _("Watched: we read it, and answer others first"),
    NOT_SUPPORTED: _("Not supported: we tell whoever writes where else to write"),
}
# Seconds of one, and whether the clock on the wall counts or only the hours in which we are open.
UNITS = {
    "open-minutes": (60, False, _("minutes of opening time")),
    "open-hours": (3600, False, _("hours of opening time")),
    "hours": (3600, True, _("hours by the clock")),
    "days": (86_400, True, _("days by the clock")),
}
WHY = {
    MISSING: _("Give an address, a number or a name, or a link."),
    TAKEN: _("This way is in the catalogue already."),
    TOO_MANY: _("The catalogue is full. Remove a way that nobody uses."),
}
FIELDS = {"answer_seconds": "answer_count"}
HOUR = 3600


class ChannelForm(DeskForm):
    """Valid means: can be read. Whether it can stand in the catalogue is the catalogue's to say, see `refuse`."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[(name, kind.label) for name, kind in KINDS.items()])
    address = forms.CharField(
        label=_("Address, number or name"),
        max_length=320,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
        help_text=_("Empty for the contact form and a chat on your own pages."),
    )
    link = forms.URLField(
        label=_("Link (optional)"),
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr"}),
        help_text=_("Made from the address where it can be."),
    )
    support = forms.ChoiceField(label=_("How it is looked after"), choices=list(SUPPORT.items()))
    business_hours = forms.ModelChoiceField(
        label=_("Hours"),
        queryset=BusinessHours.objects.in_use().order_by("name"),
        required=False,
        empty_label=_("Those of the inbox or the brand"),
    )
    answer_count = forms.IntegerField(
        label=_("We answer within"),
        required=False,
        min_value=1,
        max_value=999,
        help_text=_("Leave it empty to show the estimate of the moment."),
    )
    answer_unit = forms.ChoiceField(
        label=_("Counted in"), choices=[(name, words) for name, (_one, _clock, words) in UNITS.items()]
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages answered here"),
        required=False,
        choices=[(tag_of(code), name) for code, name in settings.LANGUAGES],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none for the brand's own language."),
    )
    note = forms.CharField(
        label=_("A word to your customers (optional)"),
        max_length=300,
        required=False,
        help_text=_("For example “Only for orders from Korea”. It is shown as you write it, in every language."),
    )

    def entry(self) -> Entry:
        """What the answers say; only of a valid form."""
        said = self.cleaned_data
        seconds, is_calendar_time, _words = UNITS[said["answer_unit"]]
        count = said["answer_count"]
        return Entry(
            kind=said["kind"],
            address=said["address"],
            link=said["link"],
            support=said["support"],
            business_hours_id=said["business_hours"].pk if said["business_hours"] else None,
            answer_seconds=count * seconds if count else None,
            is_calendar_time=bool(count) and is_calendar_time,
            languages=tuple(said["languages"]),
            note=said["note"],
        )

    def is_meant(self, brand: Brand) -> bool:
        """Whether its opening hours can hold the published time; else the form says which they can."""
        entry = self.entry()
        if entry.answer_seconds is None or entry.support == NOT_SUPPORTED:
            return True
        way = BrandChannel(brand=brand, **asdict(entry))
        is_clock = entry.is_calendar_time
        least = least_seconds(hours_of_channel(way).hours, is_calendar_time=is_clock, at=clock.now())
        if least is None:
            self.add_error("answer_count", _("With these hours you never open, so no time can be published."))
        elif entry.answer_seconds < least:
            self.add_error("answer_count", _too_short(least))
        return not self.errors

    def refuse(self, bad: BadEntry) -> None:
        """Say at its place what the catalogue did not take."""
        field = FIELDS.get(bad.field, bad.field)
        self.add_error(field, WHY.get(bad.why, _("This cannot be.")))


def _too_short(least: int) -> str:
    words = gettext(
        "Your opening hours cannot hold this: there are times when nobody is there for longer. They can hold "
        "%(hours)s hours by the clock, or any time that is counted in opening time."
    )
    return words % {"hours": -(-least // HOUR)}


class NewChannelForm(ChannelForm):
    brand = forms.ModelChoiceField(label=_("Brand"), queryset=Brand.objects.order_by("id"), empty_label=None)


def answers_of(entry: Entry) -> dict[str, Any]:
    """The answers that make this entry: what a form that changes it begins with."""
    count, unit = _in_units(entry)
    return {
        "kind": entry.kind,
        "address": entry.address,
        "link": entry.link,
        "support": entry.support,
        "business_hours": entry.business_hours_id,
        "answer_count": count,
        "answer_unit": unit,
        "languages": list(entry.languages),
        "note": entry.note,
    }


def _in_units(entry: Entry) -> tuple[int | None, str]:
    """In the largest unit that divides it. A time of the API that no unit divides is rounded up to the next minute
    or hour: never less than was published."""
    if entry.answer_seconds is None:
        return None, "open-hours"
    fitting = [(one, name) for name, (one, is_clock, _w) in UNITS.items() if is_clock == entry.is_calendar_time]
    exact = [(one, name) for one, name in fitting if entry.answer_seconds % one == 0]
    one, name = max(exact) if exact else min(fitting)
    return -(-entry.answer_seconds // one), name
