"""What a note shows of what became of it, and what the reader may do with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from keepword.conversations.models import Correction, TakenBack
from keepword.conversations.models.message import INTERNAL, NOTE
from keepword.conversations.notes.forgetting import UNDO_FOR
from keepword.conversations.notes.whose import (
    CORRECTED,
    TAKEN_BACK,
    WORDLESS,
    may_correct,
    may_take_back,
)
from keepword.kit.reversing import address_of
from keepword.people.models import Agent
from keepword.web import times
from keepword.web.conversations.said import Said


@dataclass(frozen=True, slots=True)
class Marks:
    """`corrected` says by whom and when, "" for a note as it was written. `is_gone`: it was taken back; `until` is
    how long the reader can undo that, in ISO 8601, "" for everybody else and afterwards."""

    correction_address: str = ""
    removal_address: str = ""
    restoration_address: str = ""
    corrected: str = ""
    is_gone: bool = False
    until: str = ""


def marks_of(messages: Iterable[Said], *, agent: Agent, reader: times.Reader) -> Mapping[int, Marks]:
    """By message. No query for notes that are as they were written."""
    notes = [one for one in messages if one.kind in (NOTE, INTERNAL)]
    corrected = _corrected([one.pk for one in notes if CORRECTED in one.warnings], reader=reader)
    until = _until([one.pk for one in notes if TAKEN_BACK in one.warnings], agent=agent, reader=reader)
    return {one.pk: _marks(one, agent=agent, corrected=corrected, until=until) for one in notes}


def _marks(note: Said, *, agent: Agent, corrected: Mapping[int, str], until: Mapping[int, str]) -> Marks:
    if WORDLESS & set(note.warnings):
        is_undone = note.pk in until
        return Marks(
            is_gone=TAKEN_BACK in note.warnings,
            until=until.get(note.pk, ""),
            restoration_address=address_of("web:note-restoration", note.pk) if is_undone else "",
        )
    may_change, may_remove = may_correct(note.agent_id, agent=agent), may_take_back(note.agent_id, agent=agent)
    return Marks(
        correction_address=address_of("web:note-correction", note.pk) if may_change else "",
        removal_address=address_of("web:note-removal", note.pk) if may_remove else "",
        corrected=corrected.get(note.pk, ""),
    )


def _corrected(ids: list[int], *, reader: times.Reader) -> dict[int, str]:
    if not ids:
        return {}
    rows = Correction.objects.filter(message__in=ids)  # house: of notes on the page of whoever may see them
    rows = rows.select_related("by")
    return {one.pk: _said(one, reader=reader) for one in rows}


def _said(correction: Correction, *, reader: times.Reader) -> str:
    who = correction.by.name if correction.by else _("somebody")
    return _("Corrected by %(name)s, %(when)s") % {"name": who, "when": reader.plain_moment(correction.at)}


def _until(ids: list[int], *, agent: Agent, reader: times.Reader) -> dict[int, str]:
    if not ids:
        return {}
    rows = TakenBack.objects.filter(message__in=ids, by=agent)  # house: as above, and the reader took them back
    rows = rows.filter(at__gt=reader.now - UNDO_FOR)
    return {number: (at + UNDO_FOR).isoformat() for number, at in rows.values_list("message_id", "at")}
