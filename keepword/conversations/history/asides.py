"""What became of side conversations, as lines of a conversation's history."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _


def sentence(name: str, *, who: str, data: dict[str, Any]) -> str:
    return SENTENCES[name](data) % {"who": who}


def _begun(data: dict[str, Any]) -> str:
    by = {
        "forward": _("%(who)s forwarded words of this conversation to somebody outside."),
        "team": _("%(who)s asked another team in a side conversation."),
    }
    return by.get(data.get("way", ""), _("%(who)s asked somebody outside in a side conversation."))


def _answered(data: dict[str, Any]) -> str:
    if data.get("is_automatic"):
        return _("A machine answered in a side conversation.")
    return _("Somebody outside answered in a side conversation.")


SENTENCES: dict[str, Callable[[dict[str, Any]], str]] = {
    "aside.begun": _begun,
    "aside.answered": _answered,
    "aside.recalled": lambda data: _("%(who)s took a letter to outside back."),
    "aside.finished": lambda data: _("%(who)s marked a side conversation as done."),
    "aside.reopened": lambda data: _("%(who)s took up a side conversation again."),
    "aside.failed": lambda data: _("A letter to outside could not be delivered."),
}
