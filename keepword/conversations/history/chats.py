"""What happened to a live chat, as lines of the history. Who took it is said by its assignment."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

Names = Callable[[str, int | None], str]


def _handed_on(who: str, asked: str) -> str:
    return _("%(who)s offered the chat to %(to)s.") % {"who": who, "to": asked}


def _came_back(who: str, asked: str) -> str:
    return _("%(to)s did not take the chat: it stays where it was.") % {"to": asked}


SENTENCES: dict[str, Callable[[str, str], str]] = {
    "chat.handed_on": _handed_on,
    "chat.came_back": _came_back,
    "chat.unanswered": lambda who, asked: _("Nobody took the chat in time."),
    "chat.visitor_left": lambda who, asked: _("The visitor left the page."),
    "chat.visitor_back": lambda who, asked: _("The visitor is back on the page."),
    "chat.ended": lambda who, asked: _("The visitor did not come back: the chat is over."),
    "chat.transcript_sent": lambda who, asked: _("The visitor was sent the whole chat by mail."),
}


def asked_in(data: dict[str, Any]) -> tuple[int | None, int | None]:
    """The agent and the team to whom it was offered; None for no such one."""
    asked = data.get("asked") or {}
    return asked.get("agent"), asked.get("team")


def sentence(name: str, *, who: str, data: dict[str, Any], names: Names) -> str:
    agent, team = asked_in(data)
    return SENTENCES[name](who, names("agent", agent) or names("team", team))
