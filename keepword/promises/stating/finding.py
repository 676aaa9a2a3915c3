"""Find the times that a text promises: `find`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from keepword.promises.stating.calendars import Calendar, office
from keepword.promises.stating.choosing import grammars_for
from keepword.promises.stating.folding import fold
from keepword.promises.stating.grammar import Grammar
from keepword.promises.stating.pieces import Group, Past, Piece, Zone
from keepword.promises.stating.resolving import Place, resolve
from keepword.promises.stating.sentences import sentences, without_quotes

LONGEST = 20_000  # characters; what stands behind is not read
NEAR = 14  # characters around a time in which "before" or "after" may stand


@dataclass(frozen=True, slots=True)
class Stated:
    """`what` is a kind of promise (reply, update, call, resolution, action). `text` is the time as it was said, from
    `start` to `end` of the whole text. `due_at` is aware UTC, `confidence` 0 to 1, `sentence` where it stands."""

    what: str
    text: str
    start: int
    end: int
    due_at: datetime
    confidence: float
    language: str
    sentence: str


def find(
    text: str,
    *,
    now: datetime,
    zone: str = "UTC",
    language: str = "",
    calendar: Calendar | None = None,
    month_first: bool = False,
) -> list[Stated]:
    """The times that `text`, written by an agent at `now`, promises a customer in `zone` (IANA), in their order.

    `language` is the customer's (BCP 47): its grammar is tried first; "" reads the script. `calendar` is the office's
    for "business days" and "by the end of the day"; None is Monday to Friday, nine to six in `zone`. Nothing is found
    in questions, conditions, quotes, refusals, the past, or what the customer is asked to do.
    """
    text = text[:LONGEST]
    calendar = calendar or office(zone)
    place = Place(now=now, zone=zone, ours=calendar.zone, calendar=calendar, month_first=month_first)
    for grammar in grammars_for(text, language=language):
        found = list(_found(text, grammar=grammar, place=place))
        if found:
            return found
    return []


def _found(text: str, *, grammar: Grammar, place: Place) -> Iterator[Stated]:
    folded = fold(without_quotes(text))
    seen = set()
    for start, end in sentences(text):
        sentence = folded[start:end]
        for stated in _in_sentence(sentence, grammar=grammar, place=place):
            if (stated.what, stated.due_at) not in seen:
                seen.add((stated.what, stated.due_at))
                yield _placed(stated, text=text, offset=start, ends=end)


def _placed(stated: Stated, *, text: str, offset: int, ends: int) -> Stated:
    start, end = stated.start + offset, stated.end + offset
    return Stated(
        stated.what,
        text[start:end],
        start,
        end,
        stated.due_at,
        stated.confidence,
        stated.language,
        text[offset:ends].strip(),
    )


def _in_sentence(sentence: str, *, grammar: Grammar, place: Place) -> Iterator[Stated]:
    groups = _groups(sentence, grammar=grammar)
    if not groups or grammar.asks.search(sentence) or grammar.supposes.search(sentence):
        return
    clauses = _clauses(sentence, groups=groups, grammar=grammar)
    for group in groups:
        words = _promising(group, clauses=clauses, sentence=sentence, grammar=grammar)
        if words is None or _repeats(group, sentence=sentence, grammar=grammar):
            continue
        strict, open_end = _bounds(group, sentence=sentence, grammar=grammar)
        resolved = resolve(group.values, place=place, is_strict=strict, is_open_end=open_end)
        if resolved is not None:
            due_at, sure = resolved
            sure -= 0.25 if grammar.hedges.search(words) else 0
            what = _what(group, clauses=clauses, sentence=sentence, said=words, grammar=grammar)
            span = sentence[group.start : group.end]
            yield Stated(what, span, group.start, group.end, due_at, round(sure, 2), grammar.language, "")


def _pieces(sentence: str, *, grammar: Grammar) -> list[Piece]:
    """The longest at each place, none inside another."""
    every = [
        Piece(found.start(), found.end(), value)
        for one in grammar.rules
        for found in one.pattern.finditer(sentence)
        if (value := one.make(found)) is not None
    ]
    every.sort(key=lambda piece: (piece.start, -piece.end))
    kept: list[Piece] = []
    for piece in every:
        if not kept or piece.start >= kept[-1].end:
            kept.append(piece)
        elif piece.end - piece.start > kept[-1].end - kept[-1].start:
            kept[-1] = piece
    return kept


def _groups(sentence: str, *, grammar: Grammar) -> list[Group]:
    groups: list[list[Piece]] = []
    for piece in _pieces(sentence, grammar=grammar):
        if groups and grammar.joins.fullmatch(sentence, groups[-1][-1].end, piece.start):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [
        Group(group[0].start, group[-1].end, tuple(piece.value for piece in group))
        for group in groups
        if not all(isinstance(piece.value, Zone | Past) for piece in group)
    ]


def _clauses(sentence: str, *, groups: list[Group], grammar: Grammar) -> list[tuple[int, int]]:
    """Where clauses begin and end; a comma inside a time parts nothing."""
    cuts = [
        found.start()
        for found in grammar.parts.finditer(sentence)
        if not any(group.start < found.end() and found.start() < group.end for group in groups)
    ]
    return list(pairwise([0, *cuts, len(sentence)]))


def _promising(group: Group, *, clauses: list[tuple[int, int]], sentence: str, grammar: Grammar) -> str | None:
    """The words of the clause that gives our word with this time: its own, or else the one behind or before it. None
    when nobody does."""
    own = next((place for place, (start, end) in enumerate(clauses) if start <= group.start < end), 0)
    words = [sentence[start:end] for start, end in clauses]
    if grammar.denies.search(words[own]):
        return None
    for place in (own, own + 1, own - 1):
        if 0 <= place < len(words) and grammar.commits.search(words[place]):
            return None if grammar.denies.search(words[place]) else words[place]
    return None


def _repeats(group: Group, *, sentence: str, grammar: Grammar) -> bool:
    """ "Every Friday" is no promise, and "from Friday" no time until which."""
    around = sentence[max(0, group.start - NEAR) : group.start] + "\0" + sentence[group.end : group.end + NEAR]
    return any(one and one.search(around) for one in (grammar.recurring, grammar.starting))


def _bounds(group: Group, *, sentence: str, grammar: Grammar) -> tuple[bool, bool]:
    """Whether "before" or "after" stands at it. The time itself is a NUL in what the patterns read."""
    around = sentence[max(0, group.start - NEAR) : group.start] + "\0" + sentence[group.end : group.end + NEAR]
    strict = bool(grammar.strictly_before and grammar.strictly_before.search(around))
    return strict, bool(grammar.after and grammar.after.search(around))


def _what(group: Group, *, clauses: list[tuple[int, int]], sentence: str, said: str, grammar: Grammar) -> str:
    """What the clause of the time speaks of; where it says nothing, what the clause that gives our word speaks of."""
    own = next((sentence[start:end] for start, end in clauses if start <= group.start < end), "")
    return next((what for words in (own, said) for what, one in grammar.whats if one.search(words)), "action")
