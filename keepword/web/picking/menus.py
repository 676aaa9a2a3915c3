"""Menus and boxes that find by name on pages that are made without a form of Django."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString

from keepword.web.picking.widgets import PickMany, PickOne

Choices = Iterable[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class Boxes:
    """(value, words, whether it is ticked) of those that stand on the page, and the field that finds the others."""

    options: list[tuple[str, str | Promise, bool]]
    finder: SafeString


def menu(
    name: str,
    *,
    choices: Choices,
    chosen: str,
    sources: Mapping[str, str],
    attrs: Mapping[str, Any],
    data: Mapping[str, Any] | None = None,
    form: str = "",
) -> SafeString:
    """A whole `select`, with groups where a choice is (words, choices). `attrs` has its id; `data` is what was sent,
    by the search without a script, too: by the `form` of this id where the one around does something at once."""
    widget = PickOne(sources=sources, form=form)
    widget.choices = list(choices)
    widget.hear(data or {}, name, kept=())
    return widget.render(name, chosen, dict(attrs))


def boxes(
    name: str, *, choices: Choices, chosen: Sequence[str], kind: str, data: Mapping[str, Any] | None = None
) -> Boxes:
    """Of values that are the numbers of rows of this kind, or words of their own."""
    widget = PickMany(sources={"": kind})
    widget.choices = list(choices)
    widget.hear(data or {}, name, kept=())
    groups = widget.optgroups(name, list(chosen))
    shown = [(str(one["value"]), one["label"], bool(one["selected"])) for _label, some, _at in groups for one in some]
    return Boxes(shown, widget.finder(name, f"id_{name}"))


def ticked(name: str, *, data: Any, kept: Iterable[int], choices: Choices) -> list[str]:
    """The values that are chosen now: what was ticked, and of `kept` what did not stand on the page that was sent."""
    widget = PickMany(sources={})
    widget.choices = list(choices)
    widget.hear(data, name, kept=kept)
    return widget.value_from_datadict(data, {}, name)
