"""What colleagues did with each other, as lines of a conversation's history."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

Names = Callable[[str, int | None], str]


def sentence(name: str, *, who: str, data: dict[str, Any], names: Names) -> str:
    return SENTENCES[name](data, names) % {"who": who}


def _mentioned(data: dict[str, Any], names: Names) -> str:
    called = [*(names("agent", one) for one in data["to"]), *(names("team", one) for one in data["teams"])]
    return _("%(who)s asked %(called)s to have a look.").replace("%(called)s", ", ".join(called).replace("%", "%%"))


def _taken_back(data: dict[str, Any], names: Names) -> str:
    if not data.get("of"):
        return _("%(who)s took a note back.")
    said = _("%(who)s took a note of %(writer)s back.")
    return said.replace("%(writer)s", names("agent", data["of"]).replace("%", "%%"))


SENTENCES: dict[str, Callable[[dict[str, Any], Names], str]] = {
    "mention.made": _mentioned,
    "note.corrected": lambda data, names: _("%(who)s corrected a note."),
    "note.taken_back": _taken_back,
    "note.brought_back": lambda data, names: _("%(who)s brought a note back."),
    "conversation.followed": lambda data, names: _("%(who)s follows the conversation."),
    "conversation.unfollowed": lambda data, names: _("%(who)s does not follow the conversation any more."),
}
