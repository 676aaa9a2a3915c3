"""What stands there now for a reader, what is new to them, and who has read it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from keepword.kit import clock
from keepword.people.models import Agent
from keepword.principles.first_words import FIRST
from keepword.principles.models import PARTS, Goal, Reading, Wording


@dataclass(frozen=True, slots=True)
class Part:
    """`at` is None for the words that came with Keepword. `is_new`: written since the reader read it."""

    name: str
    language: str
    text: str
    at: datetime | None
    by: Agent | None
    is_new: bool


def parts_for(agent: Agent, *, language: str, house_language: str) -> list[Part]:
    """In the reader's language where somebody wrote it, else in the house's, else the newest; what nobody wrote are
    our first words. Two queries."""
    read = read_at(agent)
    standing = _standing()
    return [_part(name, standing.get(name, {}), (language, house_language), read=read) for name in PARTS]


def _standing() -> dict[str, dict[str, Wording]]:
    newest = Wording.objects.order_by().values("part", "language").annotate(last=Max("id")).values("last")
    found: dict[str, dict[str, Wording]] = {}
    for one in Wording.objects.filter(pk__in=newest).exclude(text="").select_related("by").order_by("-id"):
        found.setdefault(one.part, {})[one.language] = one
    return found


def _part(name: str, there: dict[str, Wording], wanted: tuple[str, str], *, read: datetime | None) -> Part:
    if not there:
        language = wanted[0] if wanted[0] in FIRST[name] else "en"
        return Part(name, language, FIRST[name][language], None, None, is_new=read is None)
    known = [language for language in wanted if language in there]
    one = there[known[0]] if known else next(iter(there.values()))
    return Part(name, one.language, one.text, one.at, one.by, is_new=read is None or one.at > read)


def read_at(agent: Agent) -> datetime | None:
    """None for who never did."""
    return Reading.objects.filter(agent=agent).values_list("at", flat=True).first()


def changed_at() -> datetime | None:
    """When words or goals last changed; None while all is as it came."""
    moments = [
        Wording.objects.aggregate(at=Max("at"))["at"],
        Goal.objects.standing().order_by().aggregate(at=Max("changed_at"))["at"],
    ]
    return max((at for at in moments if at), default=None)


def is_unread(agent: Agent) -> bool:
    """Three queries at most."""
    read = read_at(agent)
    if read is None:
        return True
    changed = changed_at()
    return changed is not None and changed > read


def mark_read(agent: Agent, *, seen_at: datetime | None = None) -> None:
    """All that stood there at `seen_at`, when the page was made: what came since is still new."""
    now = clock.now()
    Reading.objects.update_or_create(agent=agent, defaults={"at": min(seen_at or now, now)})


@dataclass(frozen=True, slots=True)
class Reader:
    """`at` is None for who has not read it; `is_behind`: something is newer than that."""

    agent: Agent
    at: datetime | None
    is_behind: bool


def readers() -> list[Reader]:
    """Everybody who works here, who has not read it first. Four queries."""
    changed = changed_at()
    read = dict(Reading.objects.values_list("agent_id", "at"))
    found = [
        Reader(one, read.get(one.pk), changed is not None and one.pk in read and read[one.pk] < changed)
        for one in Agent.objects.filter(is_active=True).order_by("name", "id")
    ]
    return sorted(found, key=lambda one: (one.at is not None, not one.is_behind))
