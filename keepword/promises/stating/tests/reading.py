"""Lists of sentences with the times that they promise.

One case a line: the text, " | ", then "-" for nothing, or for each promise what it is and until when on the customer's
clock (month, day and time of 2026; a zone behind it when it is another one), parted by ";". "#" begins a remark.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from keepword.promises.stating.finding import find

HERE = Path(__file__).parent
ZONES = {
    "en": "Europe/London",
    "zh": "Asia/Shanghai",
    "ko": "Asia/Seoul",
    "ja": "Asia/Tokyo",
    "es": "Europe/Madrid",
    "de": "Europe/Berlin",
    "fr": "Europe/Paris",
    "pt": "Europe/Lisbon",
    "ar": "Asia/Riyadh",
}
Told = tuple[str, datetime]


@dataclass(frozen=True)
class Case:
    language: str
    text: str
    told: tuple[Told, ...]

    @property
    def now(self) -> datetime:
        """A Tuesday, ten in the morning where the customer is."""
        return datetime(2026, 11, 24, 10, tzinfo=ZoneInfo(ZONES[self.language])).astimezone(UTC)

    def found(self) -> tuple[Told, ...]:
        zone = ZONES[self.language]
        stated = find(self.text, now=self.now, zone=zone, language=self.language)
        return tuple((one.what, one.due_at) for one in stated)


def cases(folder: str, language: str) -> list[Case]:
    lines = (HERE / folder / f"{language}.txt").read_text().splitlines()
    return [_case(line, language) for line in lines if line.strip() and not line.startswith("#")]


def _case(line: str, language: str) -> Case:
    text, _, told = line.rpartition(" | ")
    parts = [] if told.strip() == "-" else told.split(";")
    return Case(language, text.replace("\\n", "\n"), tuple(_told(part.split(), ZONES[language]) for part in parts))


def _told(words: list[str], zone: str) -> Told:
    what, day, clock = words[:3]
    at = datetime.fromisoformat(f"2026-{day} {clock}")
    return what, at.replace(tzinfo=ZoneInfo(words[3] if len(words) > 3 else zone)).astimezone(UTC)
