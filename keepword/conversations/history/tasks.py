"""What colleagues asked of each other, as lines of a conversation's history."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from keepword.conversations.opportunities.wording import OUTCOMES

Names = Callable[[str, int | None], str]


def sentence(name: str, *, who: str, actor_id: int | None, data: dict[str, Any], names: Names) -> str:
    to = names("team", data["team"]) if data["team"] else names("agent", data["to"])
    is_own = bool(data["to"]) and data["to"] == actor_id
    return SENTENCES[name](data, to, is_own) % {"who": who, "to": to}


def _given(data: dict[str, Any], to: str, is_own: bool) -> str:
    if data.get("opportunity"):
        return _("%(who)s handed to %(to)s what the customer wants to hear about.")
    if data["raised"]:
        if is_own or not to:
            return _("%(who)s raised something inside, and the customer will hear what comes of it.")
        return _("%(who)s raised something with %(to)s, and the customer will hear what comes of it.")
    return _("%(who)s took on a task.") if is_own or not to else _("%(who)s gave a task to %(to)s.")


def _done(data: dict[str, Any], to: str, is_own: bool) -> str:
    if data.get("outcome"):
        outcome = str(OUTCOMES.get(data["outcome"], data["outcome"])).replace("%", "%%")
        return _("%(who)s says what came of the opportunity: {outcome}.").replace("{outcome}", outcome)
    return _("%(who)s found an answer to what was raised.") if data["raised"] else _("%(who)s finished a task.")


def _due(data: dict[str, Any], to: str, is_own: bool) -> str:
    return _("A task of %(to)s is due.") if to else _("A task is due.")


def _handed_on(data: dict[str, Any], to: str, is_own: bool) -> str:
    return _("A task went to %(to)s.") if to else _("A task lost its owner.")


SENTENCES: dict[str, Callable[[dict[str, Any], str, bool], str]] = {
    "task.given": _given,
    "task.changed": lambda data, to, is_own: _("%(who)s changed a task."),
    "task.due": _due,
    "task.done": _done,
    "task.told": lambda data, to, is_own: _("%(who)s brought what came of a task, to be told to the customer."),
    "task.taken_up": lambda data, to, is_own: _("%(who)s took up a task again."),
    "task.handed_on": _handed_on,
}
