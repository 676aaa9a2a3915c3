"""Find a macro by its name, its folder or its words, in any language and any case."""

from django.db.models import QuerySet

from keepword.conversations.models import Macro
from keepword.kit import words
from keepword.people.models import Agent


def offered_to(agent: Agent, *, query: str = "") -> list[Macro]:
    """What the agent may use, what is used most first. Two queries: a house has hundreds of macros, not millions."""
    found = matching(Macro.objects.visible_to(agent).in_use(), query=query)
    return sorted(found, key=lambda macro: (-macro.use_count, macro.name.casefold()))


def matching(macros: QuerySet[Macro], *, query: str) -> list[Macro]:
    """All words of the query must be there. Those whose name has them come first."""
    wanted = words.fold(query).split()
    rows = macros.order_by("folder", "name", "id").select_related("team").prefetch_related("texts")
    found = [macro for macro in rows if all(word in _all_of(macro) for word in wanted)]
    return sorted(found, key=lambda macro: not all(word in words.fold(macro.name) for word in wanted))


def _all_of(macro: Macro) -> str:
    texts = [text.text for text in macro.texts.all()]
    return words.fold("\n".join([macro.name, macro.folder, *texts]))
