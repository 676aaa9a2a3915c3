"""What the clocks tell, in words for the history of a conversation."""

from typing import Any

from django.utils.translation import gettext as _


def warned(data: dict[str, Any]) -> str:
    return _("%(target)s: %(share)s %% of the time has passed.") % {"target": _target(data), "share": data["share"]}


def breached(data: dict[str, Any]) -> str:
    return _("%(target)s: the time that we aim at has passed.") % {"target": _target(data)}


def recomputed(data: dict[str, Any]) -> str:
    return _("The opening hours changed, and what is due was reckoned anew.")


def notified(names: list[str]) -> str:
    return _("Told that it is late or will be: %(names)s.") % {"names": ", ".join(names)}


def unreachable(name: str) -> str:
    return _("%(name)s could not be told by mail.") % {"name": name}


def _target(data: dict[str, Any]) -> str:
    return {
        "first_response": _("First reply"),
        "next_response": _("Next reply"),
        "resolution": _("Solution"),
        "update": _("Update"),
    }[data["kind"]]
