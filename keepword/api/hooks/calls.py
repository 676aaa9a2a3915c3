"""What a provider tells us, in one shape for all of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest

from keepword.channels.email.hooking import Report


class NotProved(SuspiciousOperation):
    """It may be anybody who calls: 400, and nothing changes."""


class Elsewhere(Exception):
    """The call is true, and what it is about cannot be fetched at this moment: it should come again."""


@dataclass(frozen=True, slots=True)
class Handed:
    """A mail. to: addresses as the envelope or the headers have them. envelope_from: "" without a sender, None when
    nobody told."""

    raw: bytes
    to: list[str]
    envelope_from: str | None


class Dialect(Protocol):
    """How one provider speaks. Both raise NotProved, Elsewhere, and ValueError, KeyError, TypeError or AttributeError
    for what cannot be understood."""

    def mails(self, request: HttpRequest) -> Iterable[Handed]: ...

    def reports(self, request: HttpRequest) -> Iterable[Report]: ...
