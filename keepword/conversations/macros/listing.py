"""Find a macro by its name, its folder or its words, in any language and any case."""

from collections import defaultdict

from django.db.models import QuerySet
from django.db.models.functions import Lower

from keepword.conversations.models import Macro, MacroText
from keepword.kit import words
from keepword.people.models import Agent


def offered_to(agent: Agent, *, query: str = "", most: int | None = None) -> list[Macro]:
    """What the agent may use, what is used most first, `most` of them. Only those are read whole, for it is asked with
    each letter that somebody types: two queries, and two more for a query."""
    macros = Macro.objects.visible_to(agent).in_use()
    fitting = _fitting(macros, query=query)
    if fitting is not None:
        uses = sorted(((use_count, name, number) for number, name, use_count in fitting.values()), key=_used_most)
        macros = macros.filter(id__in=[number for _, _, number in uses[:most]])
    whole = macros.order_by("-use_count", Lower("name"), "id").select_related("team").prefetch_related("texts")
    return sorted(whole[:most], key=lambda macro: _used_most((macro.use_count, macro.name, macro.pk)))


def _used_most(of: tuple[int, str, int]) -> tuple[int, str]:
    use_count, name, _number = of
    return -use_count, name.casefold()


def matching(macros: QuerySet[Macro], *, query: str) -> list[Macro]:
    """All words of the query must be there. Those whose name has them come first."""
    wanted, fitting = words.fold(query).split(), _fitting(macros, query=query)
    rows = macros.order_by("folder", "name", "id").select_related("team").prefetch_related("texts")
    found = [macro for macro in rows if fitting is None or macro.pk in fitting]
    return sorted(found, key=lambda macro: not all(word in words.fold(macro.name) for word in wanted))


def _fitting(macros: QuerySet[Macro], *, query: str) -> dict[int, tuple[int, str, int]] | None:
    """Id, name and how often it was used of those that hold all words of the query, None when it has none."""
    wanted = words.fold(query).split()
    if not wanted:
        return None
    texts: dict[int, list[str]] = defaultdict(list)
    for number, text in MacroText.objects.filter(macro__in=macros).values_list("macro_id", "text"):
        texts[number].append(text)
    found = {}
    for number, name, folder, use_count in macros.values_list("id", "name", "folder", "use_count"):
        whole = words.fold("\n".join([name, folder, *texts[number]]))
        if all(word in whole for word in wanted):
            found[number] = (number, name, use_count)
    return found
