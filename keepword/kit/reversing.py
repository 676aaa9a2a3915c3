"""The address of a page, by a shorter way than Django's where all that varies are numbers.

A page names some thirty addresses. Django finds each by walking through its namespaces and trying what could be meant,
which was a tenth of the page of a conversation. How the address of a name looks around its numbers never changes, so
it is asked once, with numbers that are found again in the answer.
"""

from functools import lru_cache
from typing import Any

from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse

_ODD = 70_000_000_001  # numbers from here on stand for those that vary
FORMS_KEPT = 1024


def address_of(name: str, *args: Any, **kwargs: Any) -> str:
    """As `reverse(name, args=args)` or `reverse(name, kwargs=kwargs)`. Raises NoReverseMatch."""
    values = args or tuple(kwargs.values())
    if all(type(value) is int and value >= 0 for value in values):
        form = _form(name, len(args), tuple(kwargs), get_urlconf(), get_script_prefix())
        if form:
            return form % values
    return reverse(name, args=args or None, kwargs=kwargs or None)


@lru_cache(FORMS_KEPT)
def _form(name: str, count: int, names: tuple[str, ...], _urlconf: str | None, _prefix: str) -> str:
    """The address with `%d` for each number; empty when that does not say it all. The last two only tell forms
    apart."""
    odd = range(_ODD, _ODD + (count or len(names)))
    try:
        found = reverse(name, args=list(odd)) if count else reverse(name, kwargs=dict(zip(names, odd, strict=True)))
    except NoReverseMatch:
        return ""
    form = found.replace("%", "%%")
    at = [form.find(str(number)) for number in odd]
    if at != sorted(at) or -1 in at:
        return ""
    for number in odd:
        form = form.replace(str(number), "%d", 1)
    return form
