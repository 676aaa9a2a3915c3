"""What was joined and parted, as lines of a conversation's history. The other one is named by its reference."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _


def sentence(name: str, *, who: str, data: dict[str, Any]) -> str:
    sentences = MOVES if data.get("is_move") else SENTENCES
    return sentences[name]() % {"who": who, "other": data["reference"]}


SENTENCES: dict[str, Callable[[], str]] = {
    "conversation.merged": lambda: _("%(who)s merged it into %(other)s, where it goes on."),
    "conversation.took_in": lambda: _("%(who)s merged %(other)s into this conversation."),
    "conversation.unmerged": lambda: _("%(who)s undid the merge with %(other)s."),
    "conversation.gave_back": lambda: _("%(who)s undid the merge: %(other)s is a conversation of its own again."),
    "conversation.split": lambda: _("%(who)s made a part of it a conversation of its own: %(other)s."),
    "conversation.split_off": lambda: _("%(who)s split this conversation off from %(other)s."),
    "conversation.linked": lambda: _("%(who)s linked it with %(other)s."),
    "conversation.unlinked": lambda: _("%(who)s took away the link with %(other)s."),
    "conversation.gathered": lambda: _("%(who)s made it a case of the problem %(other)s."),
    "conversation.gained_case": lambda: _("%(who)s made %(other)s a case of this problem."),
    "conversation.released": lambda: _("%(who)s took it out of the problem %(other)s."),
}
MOVES: dict[str, Callable[[], str]] = {
    "conversation.merged": lambda: _("%(who)s moved it to another inbox, where it is %(other)s."),
    "conversation.took_in": lambda: _("%(who)s moved it here from another inbox, where it was %(other)s."),
}
