"""What a language file gives: its words for times, and how one hears that somebody gives their word."""

import re
from dataclasses import dataclass

from keepword.promises.stating.pieces import Rule


@dataclass(frozen=True, slots=True)
class Grammar:
    """All patterns read folded text (lower case, half-width, straight quotes).

    `joins`: what may stand between two pieces of one time. `strictly_before`, `after`, `starting`: what stands right
    before or behind a time and turns it into "before that day begins", "later than that" and "from then on".
    `parts`: where one clause ends. `commits`: somebody on our side will do something; `denies`: refused, past, a fact,
    or asked of the customer; both of one clause. `supposes` and `asks` spoil the whole sentence. `hedges`: a word that
    is meant, but not given. `whats`: what is promised, the first that matches; otherwise it is an action.
    """

    language: str
    rules: tuple[Rule, ...]
    joins: re.Pattern[str]
    parts: re.Pattern[str]
    commits: re.Pattern[str]
    denies: re.Pattern[str]
    supposes: re.Pattern[str]
    asks: re.Pattern[str]
    hedges: re.Pattern[str]
    whats: tuple[tuple[str, re.Pattern[str]], ...]
    strictly_before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    starting: re.Pattern[str] | None = None
    recurring: re.Pattern[str] | None = None
