"""Drafts that nobody wants any more, and bytes that nothing needs."""

from datetime import timedelta

from django.core.files.storage import default_storage
from django.db import transaction

from keepword.conversations.changing import lock
from keepword.conversations.drafting.marking import mark
from keepword.conversations.models import Attachment, Draft, DraftFile, MacroFile
from keepword.conversations.models.draft import DISCARDED, WRITING
from keepword.kit import clock

DISCARDED_FOR = timedelta(days=1)  # how long a discarded draft can be brought back
FORGOTTEN_AFTER = timedelta(days=90)  # what nobody went on with
AT_ONCE = 200


def tidy() -> None:
    """Run by the schedule; twice at once does no harm."""
    now = clock.now()
    _forget(state=DISCARDED, before=now - DISCARDED_FOR)
    _forget(state=WRITING, before=now - FORGOTTEN_AFTER)
    _free(DraftFile.objects.filter(draft=None, added_at__lt=now - DISCARDED_FOR).values_list("pk", "path")[:AT_ONCE])


def _forget(*, state: str, before: object) -> None:
    old = Draft.objects.filter(state=state, changed_at__lt=before).select_related("conversation")  # house: of all
    for draft in old[:AT_ONCE]:
        with transaction.atomic():
            lock(draft.conversation)
            if Draft.objects.filter(pk=draft.pk, state=state, changed_at__lt=before).delete()[0]:
                mark(draft.conversation)


def _free(rows: object) -> None:
    """Bytes are named by their content: the same picture may be in a message, a macro or another draft."""
    found = dict(rows)  # type: ignore[call-overload]
    DraftFile.objects.filter(pk__in=list(found), draft=None).delete()
    paths = set(found.values())
    for files in (Attachment.objects.all(), MacroFile.objects.all(), DraftFile.objects.all()):  # house: whoever's
        paths -= set(files.filter(path__in=paths).values_list("path", flat=True))
    for path in paths:
        _delete(path)


def _delete(path: str) -> None:
    """Not what was kept again just now, by somebody whose row is not there yet."""
    if default_storage.exists(path) and default_storage.get_modified_time(path) < clock.now() - DISCARDED_FOR:
        default_storage.delete(path)
