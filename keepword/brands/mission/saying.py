"""The mission in what customers read: {{mission.trees}} are its words, {{counter.trees}} its figure."""

import re
from collections.abc import Iterable, Mapping

from django.utils import numberformat
from django.utils.formats import get_format

from keepword.brands.models import Brand, Counter, MissionText
from keepword.kit.languages import code_of, nearest

STARTS = ("mission.", "counter.")
IN_TWO = re.compile(r"{{\s*((?:mission|counter)\.[a-z0-9_-]+)\s*}}")  # of macros, signatures and letters
IN_ONE = re.compile(r"(?<!{){((?:mission|counter)\.[a-z0-9_-]+)}(?!})")  # of acknowledgements


def figure(total: int, *, language: str) -> str:
    """Grouped as one writes it in that language."""
    separator = get_format("THOUSAND_SEPARATOR", lang=code_of(language) or "en", use_l10n=True)
    return numberformat.format(total, ".", grouping=3, thousand_sep=separator, force_grouping=True, use_l10n=True)


def names_it(text: str) -> bool:
    return any(start in text for start in STARTS)


def known_names() -> list[str]:
    """What the words of any brand may name. Two queries."""
    texts = MissionText.objects.order_by("name").values_list("name", flat=True).distinct()
    counters = Counter.objects.order_by("name").values_list("name", flat=True).distinct()
    return [*(f"mission.{name}" for name in texts), *(f"counter.{name}" for name in counters)]


def values_of(brand: Brand, *, language: str) -> Mapping[str, str]:
    """By the names above: in that language, else in the brand's, else in any. Two queries."""
    totals = {f"counter.{name}": total for name, total in _totals(brand)}
    values = {name: figure(total, language=language) for name, total in totals.items()}
    by_name: dict[str, list[MissionText]] = {}
    for one in MissionText.objects.filter(brand=brand).order_by("id"):
        by_name.setdefault(one.name, []).append(one)
    for name, texts in by_name.items():
        text = nearest(texts, language=language) or nearest(texts, language=brand.language) or texts[0]
        values[f"mission.{name}"] = _said(text, totals=totals)
    return values


def _totals(brand: Brand) -> Iterable[tuple[str, int]]:
    return Counter.objects.filter(brand=brand).values_list("name", "total")


def _said(text: MissionText, *, totals: Mapping[str, int]) -> str:
    """Figures within words are written as the words are."""

    def said(found: re.Match[str]) -> str:
        return figure(totals[found[1]], language=text.language) if found[1] in totals else found[0]

    return IN_TWO.sub(said, text.text)


def filled(text: str, *, brand: Brand, language: str, names: re.Pattern[str] = IN_TWO) -> str:
    """What the brand has no value for stays as it is written. No query for words that name nothing of it."""
    if not names_it(text) or not names.search(text):
        return text
    values = values_of(brand, language=language or brand.language)
    return names.sub(lambda found: values.get(found[1], found[0]), text)
