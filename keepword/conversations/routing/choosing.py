"""Who is next? Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Candidate:
    """`most` None is no limit, `given_at` None was never given one. `languages` as BCP 47, empty says nothing."""

    agent_id: int
    load: int = 0
    most: int | None = None
    languages: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    given_at: datetime | None = None

    @property
    def has_room(self) -> bool:
        return self.most is None or self.load < self.most

    def speaks(self, language: str) -> bool:
        wanted = language.partition("-")[0].lower()
        return any(one.partition("-")[0].lower() == wanted for one in self.languages)


@dataclass(frozen=True, slots=True)
class Choice:
    """`why` holds short words: "turn" or "load" (then `load` says how many they hold), "language", "skill"."""

    agent_id: int
    why: tuple[str, ...]
    load: int


def choose(candidates: Iterable[Candidate], *, by_load: bool, language: str = "", skill: str = "") -> Choice | None:
    """None when nobody has room. A skill is demanded; a language is preferred: an answer that somebody translates is
    better than none. Who holds least is next by load, and whoever waited longest for their turn decides a tie, so that
    nobody is given two more than another who was as free as they."""
    free = [one for one in candidates if one.has_room and (not skill or skill in one.skills)]
    speakers = [one for one in free if language and one.speaks(language)]
    among = speakers or free
    if not among:
        return None
    best = min(among, key=lambda one: (one.load if by_load else 0, one.given_at or NEVER, one.agent_id))
    why = ["load" if by_load else "turn"]
    why += ["language"] if speakers else []
    why += ["skill"] if skill else []
    return Choice(best.agent_id, tuple(why), best.load)
