"""What a policy sets in motion, and when: pure. A step is {"at": 80, "what": "team", "to": 3}."""

from typing import Any

from keepword.conversations.models.conversation import PRIORITIES
from keepword.conversations.tagging import BadTag, clean

BREACH = 100  # percent of the time
MOST = 20
WORDS = 2000  # characters of a note
AGENT, TEAM, PRIORITY, TAG, NOTE = "agent", "team", "priority", "tag", "note"
NOTIFY_AGENT, NOTIFY_TEAM, NOTIFY_HOLDER = "notify_agent", "notify_team", "notify_holder"
NOTIFYING = [NOTIFY_HOLDER, NOTIFY_TEAM, NOTIFY_AGENT]
TO_SOMEBODY = [AGENT, TEAM, NOTIFY_AGENT, NOTIFY_TEAM]
WHATS = [AGENT, TEAM, PRIORITY, TAG, NOTE, *NOTIFYING]


class BadStep(ValueError):
    """Something that nobody could do. `place` is its place in the list, `part` the part of it that is wrong."""

    def __init__(self, place: int, part: str, said: str) -> None:
        super().__init__(said)
        self.place, self.part = place, part


def checked(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The steps as they are kept. `to` is the id of an agent or a team, the word of a priority, a tag, the words of a
    note, and None for whoever holds the conversation. Raises BadStep."""
    if len(steps) > MOST:
        raise BadStep(MOST, "at", f"At most {MOST} steps.")
    return [_checked(step, place=place) for place, step in enumerate(steps)]


def warnings_of(warn_at: list[int], *, steps: list[dict[str, Any]]) -> list[int]:
    """Whatever is set in motion before the breach is warned of as well."""
    return sorted({*warn_at, *(step["at"] for step in steps if step["at"] != BREACH)})


def _checked(step: dict[str, Any], *, place: int) -> dict[str, Any]:
    if not isinstance(step["at"], int) or not 0 < step["at"] <= BREACH:
        raise BadStep(place, "at", f"A share from 1 to {BREACH}.")
    if step["what"] not in WHATS:
        raise BadStep(place, "what", "There is no such step.")
    return {"at": step["at"], "what": step["what"], "to": _to(step["what"], step.get("to"), place=place)}


def _to(what: str, to: Any, *, place: int) -> Any:
    if what == NOTIFY_HOLDER:
        return None
    if what == TAG:
        return _tag(to, place=place)
    if what == NOTE:
        return _words(to, place=place)
    if what == PRIORITY and to not in PRIORITIES:
        raise BadStep(place, "to", "A priority.")
    if what in TO_SOMEBODY and not isinstance(to, int):
        raise BadStep(place, "to", "The id of an agent or a team.")
    return to


def _tag(to: Any, *, place: int) -> str:
    try:
        return clean(str(to or ""))
    except BadTag as error:
        raise BadStep(place, "to", "A tag is 1 to 60 characters.") from error


def _words(to: Any, *, place: int) -> str:
    words = str(to or "").replace("\x00", "").strip()
    if not 0 < len(words) <= WORDS:
        raise BadStep(place, "to", f"A note is 1 to {WORDS} characters.")
    return words
