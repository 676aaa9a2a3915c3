"""What a commit has to tell: which screens may look again, and which workers have something to do."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from keepword.events import live, presence, reacting, waking
from keepword.events.models import Event


@dataclass(frozen=True, slots=True)
class News:
    """`work` counts the tasks for each place. `glimpses` are known in this process already."""

    event_ids: tuple[int, ...]
    changes: list[live.Change]
    work: Mapping[str, int]
    glimpses: tuple[presence.Glimpse, ...] = ()

    def as_texts(self) -> list[str]:
        """For the carriers that travel by words."""
        said = [*(one.as_text() for one in self.changes), *(one.as_text() for one in self.glimpses)]
        return [*said, *waking.as_texts(self.work)]


def of(events: Sequence[Event]) -> News:
    found = (live.change_of(one.pk, one.conversation_id, one.inbox_id, one.name, one.data) for one in events)
    changes = [change for change in found if change is not None]
    return News(tuple(one.pk for one in events), changes, work_of(one.name for one in events))


def work_of(names: Iterable[str]) -> Mapping[str, int]:
    """How many tasks facts of these names make, by place."""
    return Counter(place for name in names for place in reacting.places_of(name))


def hear(text: str) -> None:
    """A word of another process."""
    if not waking.hear(text) and not presence.hear(text):
        live.tell_text(text)
