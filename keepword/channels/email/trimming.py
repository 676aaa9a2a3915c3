"""What a mail adds to a conversation: quotes and signatures are told apart and folded, never deleted.

The order of the lines' kinds decides (see quoting). Where the answer stands above one long quote, all from the quote
on is folded; where answers stand between quotes, the quotes stay, because an answer alone says nothing.
"""

import re
from dataclasses import dataclass

from keepword.channels.email.attributions import attribution_at
from keepword.channels.email.plain_lines import is_empty
from keepword.channels.email.quoting import APP, DASHES, EMPTY, HEADER, MARK, QUOTE, RULE, TEXT, kinds_of

MOST_LINES_BELOW_A_QUOTE = 6
"""Text below the only quote, with text above it too, is a signature up to this many lines, and an answer beyond."""

MOST_LINES_OF_A_FOOTER = 12
"""Below a rule: up to this many lines are a signature or small print, more are the letter going on."""

MOST_LINES_OF_A_SIGNATURE = 30
"""Below the two dashes: some companies put a page of law there."""

_MOST_PASSES = 5
_LINE_END = re.compile(r"\r*\n|\r")
_GROUP = re.compile(f"{MARK}+|{HEADER}+")
_GAP = re.compile(f"{EMPTY}+")
_POINTS_DOWN = re.compile(
    r"(?<!\w)(?:see|answers?|repl(?:y|ies)|comments?|responses?|responded|answered|replied)"
    r" (?:are |is )?(?:below|inline|in-line|underneath)"
    r"|(?<!\w)(?:inline|siehe unten|s\. ?u\.|weiter unten|ci-dessous|más abajo|abaixo|qui sotto|di seguito|hieronder"
    r"|zie onder|poniżej|ниже|nedan|nedenfor)|见下|見下|如下|以下|下記|아래|أدناه",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Trimmed:
    """A mail's text in two: every line with something on it is in one of them, in its order."""

    new: str
    quoted: str


def new_part(text: str) -> str:
    """What `text` adds: without quotes, headers of older mails, signatures and the lines of apps, and without empty
    lines at its ends. A mail of quotes alone keeps them; a bare forward keeps the mail that it forwards. "" if there
    is nothing but a signature. Never raises."""
    return split(text).new


def split(text: str) -> Trimmed:
    """The new part, see `new_part`, and the lines that it leaves out."""
    kept = list(enumerate(_LINE_END.split(text)))
    folded: list[tuple[int, str]] = []
    for _ in range(_MOST_PASSES):  # what is left can show a quote that stood in the shadow of another
        lines = [line for _, line in kept]
        kinds = kinds_of(lines)
        folds = folds_of(kinds, lines)
        gone = [pair for pair, fold in zip(kept, folds, strict=True) if fold]
        if all(is_empty(line) for _, line in gone):
            break
        folded += gone
        kept = _kept(kept, kinds, folds)
    return Trimmed(new=_joined(kept), quoted=_joined(sorted(folded)))


def _kept(pairs: list[tuple[int, str]], kinds: str, folds: list[bool]) -> list[tuple[int, str]]:
    """What is not folded. An attribution leaves an empty line, so that a quote does not run into the text above."""
    kept: list[tuple[int, str]] = []
    for index, (pair, fold) in enumerate(zip(pairs, folds, strict=True)):
        if not fold:
            kept.append(pair)
        elif kinds[index] == MARK and (index == 0 or kinds[index - 1] != MARK):
            kept.append((pair[0], ""))
    return kept


def _joined(pairs: list[tuple[int, str]]) -> str:
    """Without empty lines at the ends; the first line keeps its indent."""
    start, end = 0, len(pairs)
    while start < end and is_empty(pairs[start][1]):
        start += 1
    while end > start and is_empty(pairs[end - 1][1]):
        end -= 1
    return "\n".join(line for _, line in pairs[start:end]).rstrip()


def folds_of(kinds: str, lines: list[str]) -> list[bool]:
    """Which of the lines are folded. kinds: one letter for each of `lines`, see quoting."""
    first = kinds.find(TEXT)
    if first < 0:
        return [kind not in (QUOTE, EMPTY) for kind in kinds]
    cut = _cut(kinds, first, lines)
    folds = [kind in (MARK, HEADER, APP) for kind in kinds]
    folds[cut:] = [True] * (len(kinds) - cut)
    _fold_opening(kinds, first, cut, folds, lines)
    _fold_signatures(kinds, first, cut, folds)
    _fold_footer(kinds, first, cut, folds, lines)
    _fold_gaps(kinds, folds)
    return folds


def _fold_gaps(kinds: str, folds: list[bool]) -> None:
    """Empty lines between folded lines."""
    for gap in _GAP.finditer(kinds):
        start, end = gap.span()
        if (start == 0 or folds[start - 1]) and end < len(kinds) and folds[end]:
            folds[start:end] = [True] * (end - start)


def _cut(kinds: str, first: int, lines: list[str]) -> int:
    """Where what is not new begins and goes on to the end. There is always text before it."""
    cut = next(
        (
            found.start()
            for found in _GROUP.finditer(kinds, first)
            if kinds[found.start()] == HEADER or _nothing_new_below(kinds, first, found.start(), lines)
        ),
        len(kinds),
    )
    return kinds.rfind(TEXT, 0, cut) + 1


def _nothing_new_below(kinds: str, first: int, mark: int, lines: list[str]) -> bool:
    last_quote = kinds.rfind(QUOTE)
    if last_quote < mark:
        return True  # the older mail is not marked, so an answer within it cannot be told from it
    if kinds.find(TEXT, mark, last_quote) >= 0:
        return False
    below = kinds.count(TEXT, last_quote)
    return below == 0 or (below <= MOST_LINES_BELOW_A_QUOTE and not _points_down(kinds, first, mark, lines))


def _points_down(kinds: str, first: int, mark: int, lines: list[str]) -> bool:
    """ "See my answers below.": then what stands below is not a signature."""
    return kinds.count(TEXT, first, mark) <= 4 and any(
        _POINTS_DOWN.search(line[:200]) for line in lines[first:mark][:8]
    )


def _fold_opening(kinds: str, first: int, cut: int, folds: list[bool], lines: list[str]) -> None:
    """What a client put above an answer that stands below the quote. A quote without an attribution was chosen by
    hand, and one of several has its answer below."""
    opening = kinds[:first]
    attributed = MARK in opening or HEADER in opening or _attribution_is_quoted(opening, lines)
    by_client = attributed and QUOTE not in kinds[first:cut]
    for index, kind in enumerate(opening):
        folds[index] = kind in (MARK, HEADER, APP, RULE, DASHES) or (kind == QUOTE and by_client)


def _attribution_is_quoted(opening: str, lines: list[str]) -> bool:
    """Phones mark the attribution like the quote below it."""
    start = opening.find(QUOTE)
    return start >= 0 and attribution_at([line.lstrip(" >＞") for line in lines[start : start + 4]], 0) > 0


def _fold_signatures(kinds: str, first: int, cut: int, folds: list[bool]) -> None:
    """From the two dashes to the next quote or the end."""
    start = kinds.find(DASHES, first, cut)
    while start >= 0:
        end = next((index for index in range(start, cut) if kinds[index] in (QUOTE, MARK, HEADER)), cut)
        if kinds.count(TEXT, start, end) <= MOST_LINES_OF_A_SIGNATURE:
            folds[start:end] = [True] * (end - start)
        start = kinds.find(DASHES, max(end, start + 1), cut)


def _fold_footer(kinds: str, first: int, cut: int, folds: list[bool], lines: list[str]) -> None:
    """Below the only rule of a letter stand small print or a signature, if it is short. Several rules frame text."""
    rules = [index for index in range(first, cut) if kinds[index] == RULE and not folds[index]]
    if len(rules) != 1 or QUOTE in kinds[rules[0] : cut]:
        return
    rule = rules[0]
    stands_apart = kinds[rule - 1] == EMPTY or lines[rule].strip().startswith("____")
    if stands_apart and kinds.count(TEXT, rule, cut) <= MOST_LINES_OF_A_FOOTER:
        folds[rule:cut] = [True] * (cut - rule)
