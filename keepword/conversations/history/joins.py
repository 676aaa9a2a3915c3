"""What was joined and parted, as lines of a conversation's history. The other one is named by its reference, to
whoever may see it."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keepword.conversations.history.names import Fact
from keepword.conversations.models import Conversation
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.people.models import Agent


def sentence(name: str, *, who: str, data: dict[str, Any]) -> str:
    sentences = MOVES if data.get("is_move") else SENTENCES
    return sentences[name]() % {"who": who, "other": data["reference"]}


def veiled(facts: list[Fact], *, to: Agent | None) -> list[Fact]:
    """The same facts, without the references of conversations that `to` may not see. One that goes on where they see
    it is named. A query where somebody may not see all, and something was joined."""
    others = {fact.id: _other(fact) for fact in facts if fact.name in SENTENCES}
    ids = visible_inbox_ids(to) if to is not None and others else None
    if ids is None:
        return facts
    named = Conversation.objects.filter(Q(inbox_id__in=ids) | Q(merged_into__inbox_id__in=ids))
    seen = set(named.filter(pk__in=others.values()).values_list("id", flat=True))
    hidden = {number for number, other in others.items() if other not in seen}
    return [fact._replace(data=fact.data | NAMELESS) if fact.id in hidden else fact for fact in facts]


def _other(fact: Fact) -> int:
    """The id of the other conversation; 0, which is nobody's, for a fact that does not tell."""
    return next((fact.data[name] for name in ("other", "into", "kept") if fact.data.get(name)), 0)


NAMELESS = {"reference": gettext_lazy("another one")}
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
