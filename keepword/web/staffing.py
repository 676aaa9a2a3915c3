"""What a channel would take, in words and as a small picture. Shown before it is opened; it forbids nothing."""

from dataclasses import dataclass

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from keepword.brands.channel_kinds import label_of
from keepword.insight.staffing.forecasting import ASSUMED, OTHERS, SAME, TYPED, Expected, Forecast, gets_out_of_hand
from keepword.insight.staffing.needing import OCCUPANCY, WEEK_HOURS
from keepword.web import times


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the bar, in hundredths of its length. `kind`: "used", "new" or "over" (more than there is)."""

    kind: str
    left: float
    width: float


@dataclass(frozen=True, slots=True)
class Panel:
    """`need` is the one sentence that must be read; `team` says what it is measured by, `at_once` what the time to
    answer in asks besides, `basis` where the numbers are from. `warning` is "" where all is well."""

    expected: int
    need: str
    team: str
    at_once: str
    basis: list[str]
    warning: str
    is_start: bool
    pieces: list[Piece]
    limit: float
    keys: list[tuple[str, str]]


def panel_of(found: Forecast) -> Panel:
    return Panel(
        found.expected.contacts,
        need=_need(found),
        team=_team(found),
        at_once=_at_once(found),
        basis=_basis(found),
        warning=_warning(found),
        is_start=not found.gets_out_of_hand,
        pieces=pieces_of(used=found.used_hours, new=found.need.hours, there=found.team.hours),
        limit=_limit(found),
        keys=_keys(found),
    )


def _need(found: Forecast) -> str:
    if not found.need.can_be_met:
        return _("With these hours this channel is never open, so nobody can answer in time.")
    return _("With %(channel)s you would need about %(hours)s a week.") % {
        "channel": label_of(found.kind),
        "hours": hours_in_words(found.need.hours),
    }


def _team(found: Forecast) -> str:
    if not found.team.people:
        return _("Nobody here may answer customers yet.")
    words = _("Your team of %(people)s has %(there)s a week and uses about %(used)s.")
    there, used = hours_in_words(found.team.hours), hours_in_words(found.used_hours)
    return words % {"people": found.team.people, "there": there, "used": used}


def _at_once(found: Forecast) -> str:
    """Said only where the time asks for more than the work does."""
    count, wait = found.need.at_once, times.length(found.wait_seconds, get_language() or "en")
    if found.is_live:
        words = _(
            "Somebody waits while you answer: %(count)s of your people must be there all the time that it is open."
        )
        return words % {"count": count} if count else ""
    if count < 2:
        return ""
    words = _("To answer nine of ten within %(wait)s, %(count)s people must answer at the same time.")
    return words % {"wait": wait, "count": count}


def _basis(found: Forecast) -> list[str]:
    return [_contacts(found.expected), _effort(found), _people(found)]


def _contacts(expected: Expected) -> str:
    words = {
        TYPED: _("Contacts a week: %(count)s."),
        SAME: _("Contacts a week: %(count)s, as many as each of your inboxes has now."),
        OTHERS: _("Contacts a week: %(count)s, as many as your other channels bring."),
        ASSUMED: _("Contacts a week: %(count)s, a guess, since nobody has written yet."),
    }
    return words[expected.basis] % {"count": expected.contacts}


def _effort(found: Forecast) -> str:
    expected = found.expected
    minutes = {"minutes": f"{expected.minutes:.0f}" if expected.minutes >= 1 else f"{expected.minutes:.1f}"}
    if expected.measured:
        words = _("An answer takes %(minutes)s minutes, as measured on your last %(count)s.")
        return words % (minutes | {"count": expected.measured})
    if found.is_live:
        return _("One contact takes %(minutes)s minutes: an assumption, until there are some.") % minutes
    return _("An answer takes %(minutes)s minutes: an assumption, until enough are measured.") % minutes


def _people(found: Forecast) -> str:
    said = _("People answer in %(share)s of their time; the rest is pauses, talk and learning.") % {
        "share": f"{OCCUPANCY:.0%}"
    }
    if not found.team.assumed:
        return said
    own = _("Whoever has no hours of their own is counted with %(hours)s a week.") % {
        "hours": hours_in_words(WEEK_HOURS)
    }
    return f"{said} {own}"


def _warning(found: Forecast) -> str:
    """The worst that is true, and one sentence of it: a wall of warnings is read by nobody."""
    if not found.team.people or not found.need.can_be_met:
        return ""
    if found.is_too_much:
        return _("That is more than your people have. Customers would wait longer on every channel.")
    if found.is_tight:
        return _("That leaves little for holidays, illness and busy days.")
    return advice_for(found.supported)


def advice_for(supported: int) -> str:
    """For whoever answers on so many channels and thinks of one more; "" where one more is a good start."""
    if not gets_out_of_hand(supported):
        return ""
    words = _("You answer on %(count)s other channels already. Being everywhere gets out of hand quickly.")
    return words % {"count": supported}


def pieces_of(*, used: float, new: float, there: float) -> list[Piece]:
    """As long as what there is, or as what it takes where that is more."""
    whole = max(there, used + new)
    if not whole:
        return []
    left, width = 100 * used / whole, 100 * new / whole
    return [Piece("used", 0.0, round(left, 2)), Piece("new", round(left, 2), round(width, 2))]


def _limit(found: Forecast) -> float:
    """Where on the bar the hours of the team end, 100 at its end."""
    whole = max(found.team.hours, found.used_hours + found.need.hours)
    return round(100 * found.team.hours / whole, 2) if whole else 100.0


def _keys(found: Forecast) -> list[tuple[str, str]]:
    left = found.team.hours - found.used_hours - found.need.hours
    rest = (
        _("left: %(hours)s") % {"hours": hours_in_words(left)}
        if left >= 0
        else _("missing: %(hours)s") % {"hours": hours_in_words(-left)}
    )
    return [
        ("used", _("now: %(hours)s") % {"hours": hours_in_words(found.used_hours)}),
        ("new", _("this channel: %(hours)s") % {"hours": hours_in_words(found.need.hours)}),
        ("rest", rest),
    ]


def hours_in_words(hours: float) -> str:
    """Whole ones from ten, halves below: a forecast is not more exact."""
    rounded = round(hours) if hours >= 10 else round(hours * 2) / 2
    if hours > 0 and not rounded:
        return _("less than half an hour")
    shown = f"{rounded:.1f}".removesuffix(".0")
    return ngettext("%(hours)s hour", "%(hours)s hours", 1 if rounded == 1 else 2) % {"hours": shown}
