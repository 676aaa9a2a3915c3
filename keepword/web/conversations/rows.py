"""The rows of a list: plain tuples from one query, so that fifty of them cost little more than one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from keepword.conversations.drafting.marking import is_held, is_writing
from keepword.events.presence import where_somebody_is
from keepword.people.models import Identity
from keepword.web import times
from keepword.web.teamwork.present import mark_of

LATE_SECONDS = 2 * 3600  # after that a wait is marked for which nothing was aimed at or promised
COLUMNS = (
    "id",
    "subject",
    "preview",
    "language",
    "waiting_since",
    "due_at",
    "is_unsupported",
    "last_activity_at",
    "contact_id",
    "contact__name",
    "assignee__name",
    "reference",
    "drafted_by",
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
    due: SafeString | str
    stray: str
    more: str
    holder: str
    draft: SafeString | str
    present: SafeString | str = ""
    fragment: str = ""


def printed(found: Sequence[tuple[Any, ...]], *, agent_id: int) -> list[Row]:
    """Rows of `COLUMNS`, as they are printed. A query when somebody has no name and is shown by address."""
    reader = times.reader()
    addresses = _addresses([contact_id for *_, contact_id, name, _holder, _reference, _by in found if not name])
    here = where_somebody_is()
    return [
        _row(values, addresses=addresses, reader=reader, agent_id=agent_id, is_open=values[0] in here)
        for values in found
    ]


def _row(
    values: tuple[Any, ...], *, addresses: dict[int, str], reader: times.Reader, agent_id: int, is_open: bool
) -> Row:
    number, subject, preview, language, waiting, due, is_stray, active, contact_id, name, holder, reference, by = (
        values
    )
    is_late = due < reader.now if due else _is_long(waiting, reader=reader)
    return Row(
        id=number,
        name=name or addresses.get(contact_id, ""),
        subject=subject or reference,
        words=preview,
        language=language,
        language_mark=language.partition("-")[0],
        when=reader.since(waiting) if waiting else reader.day_or_clock(active),
        late=" late" if is_late else "",
        due=_due(due, reader=reader) if due else "",
        stray=_("Unsupported channel") if is_stray else "",
        more="" if waiting else " answered",
        holder=(holder or "").partition(" ")[0],
        draft=_draft(by, agent_id=agent_id) if by else "",
        present=mark_of(number, but=agent_id) if is_open else "",
    )


def _draft(drafted_by: str, *, agent_id: int) -> SafeString | str:
    """To its writer alone: that something is begun here, or was to leave and did not."""
    if is_held(drafted_by, agent_id=agent_id):
        return format_html('<span class="row-draft held">{}</span>', _("Not sent"))
    if is_writing(drafted_by, agent_id=agent_id):
        return format_html('<span class="row-draft">{}</span>', _("Draft"))
    return ""


def _is_long(waiting: datetime | None, *, reader: times.Reader) -> bool:
    return waiting is not None and (reader.now - waiting).total_seconds() > LATE_SECONDS


def _due(at: datetime, *, reader: times.Reader) -> SafeString:
    """In words, because a colour alone says nothing to many."""
    if at < reader.now:
        return format_html('<span class="row-due late">{}</span>', format_html(_("overdue {}"), reader.since(at)))
    return format_html('<span class="row-due">{}</span>', format_html(_("due {}"), reader.day_or_clock(at)))


def _addresses(contact_ids: list[int]) -> dict[int, str]:
    if not contact_ids:
        return {}
    known = Identity.objects.filter(contact_id__in=contact_ids).order_by("-id")
    return dict(known.values_list("contact_id", "value"))
