"""Why this agent was chosen, in words for the history of a conversation."""

from typing import Any

from django.utils.translation import gettext as _


def routed(data: dict[str, Any], *, to: str) -> str:
    parts = [_reason(word, data=data) for word in data["why"]]
    return _("Given to %(to)s by itself: %(why)s.") % {"to": to, "why": " · ".join(parts)}


def _reason(word: str, *, data: dict[str, Any]) -> str:
    if word == "load":
        return _("held least: %(count)s open") % {"count": data["load"]}
    return {
        "turn": _("whose turn it was"),
        "language": _("answers in the customer's language"),
        "skill": _("knows about “%(skill)s”") % {"skill": data["skill"]},
    }[word]
