"""An administrator says how an inbox acknowledges: whether at all, and in which words."""

from django.db import transaction

from keepword.conversations.models import Inbox
from keepword.events import log
from keepword.events.actor import Actor
from keepword.promises.models import Acknowledgement, OwnWording
from keepword.promises.wording.letter import check

LONGEST = 5000


class TooLong(ValueError):
    """More than `LONGEST` characters: nobody reads that in a receipt."""


@transaction.atomic
def switch(inbox: Inbox, *, is_on: bool, by: Actor) -> None:
    """What arrived before is not acknowledged afterwards."""
    row, _made = Acknowledgement.objects.get_or_create(inbox=inbox)
    if row.is_on != is_on:
        Acknowledgement.objects.filter(pk=row.pk).update(is_on=is_on)
        log.record("acknowledgement.switched", actor=by, inbox_id=inbox.pk, is_on=is_on)


@transaction.atomic
def reword(inbox: Inbox, *, language: str, text: str, by: Actor) -> None:
    """The inbox's own words in one language (a tag); empty ones bring ours back. Raises letter.UnknownVariable and
    TooLong, and then nothing is changed."""
    text = text.replace("\r\n", "\n").replace("\x00", "").strip()
    check(text)
    if len(text) > LONGEST:
        raise TooLong
    standing = OwnWording.objects.filter(inbox=inbox, language=language)
    if "".join(standing.values_list("text", flat=True)) == text:
        return
    if text:
        OwnWording.objects.update_or_create(inbox=inbox, language=language, defaults={"text": text})
    else:
        standing.delete()
    log.record("acknowledgement.reworded", actor=by, inbox_id=inbox.pk, language=language)
