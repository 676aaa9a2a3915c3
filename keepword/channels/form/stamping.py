"""The stamp of a form: when we handed it out, signed, so that a robot must fetch the form and take its time."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings

from keepword.kit import tokens

PURPOSE = "form-stamp"
QUICK = timedelta(seconds=2)  # nobody reads the questions and answers them in less; a browser may fill them in for us
OLD = timedelta(days=1)
_SHAPE = re.compile(r"([0-9a-f]{1,10})\.([0-9a-f]{32})\.([0-9a-f]{20})")


class NoStamp(ValueError):
    """Not a stamp of ours, or one older than a day."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """`number` is different for every form that we hand out."""

    number: str
    is_quick: bool


def stamp(*, now: datetime) -> str:
    named = f"{int(now.timestamp()):x}.{tokens.unguessable()}"
    return f"{named}.{_sign(named)}"


def read(stamp: str, *, now: datetime) -> Stamp:
    """Raises NoStamp."""
    found = _SHAPE.fullmatch(stamp)
    if found is None:
        raise NoStamp
    seconds, number, signature = found.groups()
    if not tokens.is_signed(settings.SECRET_KEY, purpose=PURPOSE, text=f"{seconds}.{number}", by=signature):
        raise NoStamp
    age = now - datetime.fromtimestamp(int(seconds, 16), UTC)
    if age > OLD:
        raise NoStamp
    return Stamp(number, is_quick=age < QUICK)


def _sign(named: str) -> str:
    return tokens.signature(settings.SECRET_KEY, purpose=PURPOSE, text=named)
