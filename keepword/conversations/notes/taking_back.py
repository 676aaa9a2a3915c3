"""A note is taken back: its words and files are nowhere from then on, except for whoever undoes it within a minute.

Of a call only the words go: that there was one, when and how long, is what figures count.
"""

from datetime import datetime

from django.db import transaction

from keepword.conversations import filing
from keepword.conversations.changing import tell
from keepword.conversations.filing import KeptFile
from keepword.conversations.models import Attachment, Conversation, DraftFile, Mention, Message, TakenBack
from keepword.conversations.notes.finding import SAYS_CALL, found_anew, show_in_lists
from keepword.conversations.notes.forgetting import UNDO_FOR
from keepword.conversations.notes.whose import TAKEN_BACK, WORDLESS, Gone, held_now
from keepword.conversations.previewing import preview_of
from keepword.conversations.teamwork.mentioning import uncall
from keepword.events.models import Task
from keepword.kit import clock
from keepword.people.models import Agent


class TooLate(ValueError):
    """Its words are gone."""


@transaction.atomic
def take_back(message: Message, *, by: Agent) -> None:
    """Twice is once. Raises Gone or Held."""
    now, conversation = held_now(message)
    if TAKEN_BACK in now.warnings:
        return
    if WORDLESS & set(now.warnings):
        raise Gone
    called = Mention.objects.filter(message=now)  # house: put away, not shown
    with found_anew(now):
        TakenBack.objects.create(
            message=now,
            at=clock.now(),
            by=by,
            text=now.text,
            quoted=now.quoted,
            warnings=now.warnings,
            files=_put_by(now),
            called=[
                [agent, team, _text(read)] for agent, team, read in called.values_list("agent", "team", "read_at")
            ],
        )
        empty = {"text": "", "quoted": "", "warnings": [TAKEN_BACK]}
        Message.everywhere.filter(pk=now.pk).update(**empty)  # house: whoever acts was asked before
    show_in_lists(conversation, was=now, text="")
    uncall(now, agents=called.values_list("agent", flat=True), conversation=conversation, by=by.as_actor)
    called.delete()
    _tell_and_wait(now, conversation=conversation, by=by)


def _tell_and_wait(note: Message, *, conversation: Conversation, by: Agent) -> None:
    """The words go when the task that is written with this is run."""
    of = note.agent_id if note.agent_id != by.pk else None
    event = tell(conversation, "note.taken_back", by=by.as_actor, message_id=note.pk, of=of)
    Task.objects.filter(event=event).update(run_at=clock.now() + UNDO_FOR)


@transaction.atomic
def bring_back(message: Message, *, by: Agent) -> None:
    """Undone, by whoever took it back: asked by whoever calls. What stands there already changes nothing. Raises
    TooLate or Held."""
    now, conversation = held_now(message)
    if not WORDLESS & set(now.warnings):
        return
    row = TakenBack.objects.filter(message=now).first()
    if row is None or row.at + UNDO_FOR < clock.now():
        raise TooLate
    with found_anew(now):
        words = {"text": row.text, "quoted": row.quoted, "warnings": row.warnings}
        Message.everywhere.filter(pk=now.pk).update(**words)  # house: as above
        _put_back(row.files, message=now)
    if SAYS_CALL in now.recipients and not conversation.preview:
        conversation.change(preview=preview_of(row.text))
    Mention.objects.bulk_create(
        Mention(message=now, agent_id=agent, team_id=team, at=now.at, read_at=read and datetime.fromisoformat(read))
        for agent, team, read in row.called
    )  # house: written, not read
    row.delete()
    tell(conversation, "note.brought_back", by=by.as_actor, message_id=now.pk)


def bringer_of(message: Message) -> int | None:
    """The agent who took it back and can undo it still."""
    rows = TakenBack.objects.filter(message=message.pk, at__gte=clock.now() - UNDO_FOR)
    return rows.values_list("by_id", flat=True).first()


def _put_by(note: Message) -> list[int]:
    """Its files, where nobody finds them."""
    files = Attachment.objects.filter(message=note).order_by("id")  # house: put away, not shown
    fields = ("token", "name", "type", "size", "path", "is_inline", "cid")
    rows = [DraftFile(added_at=clock.now(), **{name: getattr(one, name) for name in fields}) for one in files]
    put_by = [one.pk for one in DraftFile.objects.bulk_create(rows)]
    files.delete()
    return put_by


def _put_back(files: list[int], *, message: Message) -> None:
    """Under the addresses that they had."""
    rows = list(DraftFile.objects.filter(pk__in=files).order_by("id"))  # house: as above
    kept = [KeptFile(one.name, one.type, one.size, one.path, is_inline=one.is_inline, cid=one.cid) for one in rows]
    for attachment, one in zip(filing.attach(message, files=(), kept=kept), rows, strict=True):
        Attachment.objects.filter(pk=attachment.pk).update(token=one.token)  # house: as above
    DraftFile.objects.filter(pk__in=files).delete()


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
