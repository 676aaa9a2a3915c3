"""What is current for whoever is served (language, time zone, prefix of addresses), read in one step; and words said
in that language by the shortest way.

Django keeps each of these in an object that takes a lock and looks into a map at each look, so that code which moves
between threads finds it again. A page looks five hundred times. A context variable is the same promise, kept by Python
itself: a thread and an asyncio task each have their own, and whoever hands work on hands on its context.
"""

from contextvars import ContextVar
from functools import lru_cache
from typing import Any, cast

from django.urls import base as addresses
from django.utils import timezone, translation
from django.utils.translation import trans_real

WORDS_KEPT = 8192  # of all languages together

_NOTHING: Any = object()


class Current:
    """One thing, under `value` as Django names it. Reading what is not set, or was taken away, raises
    AttributeError."""

    __slots__ = ("_held",)

    def __init__(self, name: str) -> None:
        self._held: ContextVar[Any] = ContextVar(name, default=_NOTHING)

    def held(self) -> Any:
        """The same, or something that stands for nothing."""
        return self._held.get()

    @property
    def value(self) -> Any:
        held = self._held.get()
        if held is _NOTHING:
            raise AttributeError("value")
        return held

    @value.setter
    def value(self, held: Any) -> None:
        self._held.set(held)

    @value.deleter
    def value(self) -> None:
        self._held.set(_NOTHING)


LANGUAGE = Current("language")

# Where Django keeps them. Not public names; the tests see that Django still reads them there.
_KEPT = (
    (trans_real, "_active", LANGUAGE),
    (timezone, "_active", Current("zone")),
    (addresses, "_prefixes", Current("prefix")),
    (addresses, "_urlconfs", Current("addresses")),
)


def said(message: str) -> str:
    """What `gettext` says. It looks for a message in two catalogues, anew each time; here it is remembered."""
    return _said(LANGUAGE.held(), message)


@lru_cache(WORDS_KEPT, typed=True)
def _said(_catalogue: Any, message: str) -> str:
    """The catalogue is that of the active language; it is here only to be told apart by."""
    return trans_real.gettext(message)


def read_in_one_step() -> None:
    """Replaces Django's own holders, and its `gettext`, once; what is current stays current."""
    for module, name, ours in _KEPT:
        before = getattr(module, name)
        if before is not ours:
            if hasattr(before, "value"):
                ours.value = before.value
            setattr(module, name, ours)
    cast(Any, translation)._trans.gettext = said
