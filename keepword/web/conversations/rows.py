"""The rows of a list: plain tuples from one query, so that fifty of them cost little more than one."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.utils.safestring import SafeString

from keepword.people.models import Identity
from keepword.web import times

LATE_SECONDS = 2 * 3600  # after that the wait is marked; promises will decide it by what was promised
COLUMNS = (
    "id",
    "subject",
    "preview",
    "language",
    "waiting_since",
    "last_activity_at",
    "contact_id",
    "contact__name",
    "assignee__name",
    "reference",
)


class Row(NamedTuple):
    """What `_list.html` prints, ready: it formats nothing itself."""

    id: int
    name: str
    subject: str
    words: str
    language: str
    language_mark: str
    when: SafeString
    late: str
    more: str
    holder: str
    fragment: str = ""


def printed(found: Sequence[tuple[Any, ...]]) -> list[Row]:
    """Rows of `COLUMNS`, as they are printed. A query when somebody has no name and is shown by address."""
    reader = times.reader()
    addresses = _addresses([contact_id for *_, contact_id, name, _holder, _reference in found if not name])
    return [_row(values, addresses=addresses, reader=reader) for values in found]


def _row(values: tuple[Any, ...], *, addresses: dict[int, str], reader: times.Reader) -> Row:
    number, subject, preview, language, waiting, active, contact_id, name, holder, reference = values
    is_late = waiting is not None and (reader.now - waiting).total_seconds() > LATE_SECONDS
    return Row(
        id=number,
        name=name or addresses.get(contact_id, ""),
        subject=subject or reference,
        words=preview,
        language=language,
        language_mark=language.partition("-")[0],
        when=reader.since(waiting) if waiting else reader.day_or_clock(active),
        late=" late" if is_late else "",
        more="" if waiting else " answered",
        holder=(holder or "").partition(" ")[0],
    )


def _addresses(contact_ids: list[int]) -> dict[int, str]:
    if not contact_ids:
        return {}
    known = Identity.objects.filter(contact_id__in=contact_ids).order_by("-id")
    return dict(known.values_list("contact_id", "value"))
