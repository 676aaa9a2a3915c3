"""Menus and boxes of a form that show what is chosen, and find the rest by name once there is too much of it."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from keepword.web.picking.fitting import LONGEST, MENU, SHOWN, fitting

FIRST = 10  # of a menu in which something must be chosen and nothing is yet
FIND = "find"  # the button that asks, without a script
Option = dict[str, Any]


class _Finding(forms.widgets.ChoiceWidget):
    """`sources`: how the values begin that are found by name, and of which kind they are (see `kinds.KINDS`):
    {"agent-": "agents"} for values like "agent-7". Other choices always stand there. `finds` is known once it was
    rendered: whether there are so many that some are left out. `form` is the id of the form that asks without a
    script, "" for the one around."""

    is_many = False

    def __init__(self, attrs: Mapping[str, Any] | None = None, *, sources: Mapping[str, str], form: str = "") -> None:
        super().__init__(dict(attrs or {}))
        self.sources, self.form = dict(sources), form
        self.finds = False
        self.query: str | None = None  # None where nobody asked
        self.kept: list[str] = []  # what is chosen already
        self.known: set[str] = set()  # what stood on the page that was sent
        self.labels: dict[str, str] = {}
        self.shown: list[str] = []
        self.hides = False  # whether something that is chosen does not stand there

    def hear(self, data: Mapping[str, Any], name: str, *, kept: Iterable[Any]) -> None:
        """What was sent of a field of this name; `kept` is its value as it is stored, as rows or values."""
        self.query = str(data.get(query_name(name), ""))[:LONGEST] if is_asked(data, name) else None
        self.known = set(_several(data, f"{name}-shown"))
        self.kept = [str(getattr(one, "pk", one)) for one in kept] if self.known else []

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        groups = super().optgroups(name, value, attrs)
        findable = [one for _label, options, _at in groups for one in options if self._source(one)]
        self.finds = len(findable) > MENU
        if not self.finds:
            return groups
        self.labels = self._labels(groups)
        left = {id(one) for one in self._left(findable, among=groups)}
        kept = [(label, [one for one in options if id(one) in left or not self._source(one)], at)
                for label, options, at in groups]  # fmt: skip
        self.shown = [str(one["value"]) for _label, options, _at in kept for one in options if self._source(one)]
        return [(label, options, at) for label, options, at in kept if options]

    def _labels(self, groups: list[Any]) -> dict[str, str]:
        """Under which words the values of each source stand."""
        found = [(self._source(one), str(label or "")) for label, options, _at in groups for one in options]
        return {source[0]: words for source, words in found if source}

    def _left(self, findable: list[Option], *, among: list[Any]) -> list[Option]:
        """Those that stand on the page all the same."""
        chosen = [one for one in findable if one["selected"]]
        self.hides = len(chosen) > SHOWN
        found = [] if self.query is None else fitting(findable, query=self.query, words=lambda one: str(one["label"]))
        left = chosen[:SHOWN] + [one for one in findable if str(one["value"]) in self.known] + found[:SHOWN]
        is_bare = not left and not self.is_many and not any(
            not self._source(one) for _label, options, _at in among for one in options
        )  # fmt: skip
        return findable[:FIRST] if is_bare else left

    def _source(self, option: Option) -> tuple[str, str] | None:
        """(how it begins, its kind), None for what always stands there."""
        value = str(option["value"])
        return next(
            ((begin, kind) for begin, kind in self.sources.items()
             if value.startswith(begin) and value[len(begin):].isdecimal()), None,
        )  # fmt: skip

    def finder(self, name: str, identity: str) -> SafeString:
        """The field that finds, "" where everything stands there already."""
        if not self.finds:
            return SafeString("")
        sources = [(kind, begin, self.labels.get(begin, "")) for begin, kind in self.sources.items()]
        context = {
            "name": name,
            "form": self.form,
            "identity": identity,
            "sources": json.dumps(sources, ensure_ascii=False),
            "query": self.query or "",
            "is_many": self.is_many,
            "shown": self.shown,
            "hides": self.hides,
        }
        return mark_safe(render_to_string("web/picking/_finder.html", context))  # noqa: S308  our template quotes


class PickOne(_Finding, forms.Select):
    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        menu = super().render(name, value, attrs, renderer)
        return SafeString(menu + self.finder(name, (attrs or {}).get("id") or f"id_{name}"))


class PickMany(_Finding, forms.CheckboxSelectMultiple):
    """What is chosen and was not on the page that was sent stays chosen: only what stood there can be taken away."""

    is_many = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        ticked: list[str] = super().value_from_datadict(data, files, name)
        unseen = set(self.kept) - self.known - set(ticked)
        return ticked + [value for value in self._values() if value in unseen] if unseen else ticked

    def _values(self) -> list[str]:
        """Of all that can be chosen: what cannot any more (somebody left) would make the form wrong."""
        return [str(value) for value, _label in self.choices]


def query_name(name: str) -> str:
    return f"{name}-q"


def is_asked(data: Mapping[str, Any], name: str) -> bool:
    """Whether this form was sent to find something rather than to be kept: by the button, or by Enter in the field."""
    return data.get(FIND) == name or bool(str(data.get(query_name(name), "")).strip())


def _several(data: Mapping[str, Any], name: str) -> list[str]:
    return list(data.getlist(name)) if hasattr(data, "getlist") else list(data.get(name, []))
