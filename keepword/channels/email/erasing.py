"""The mails themselves: what lies here as it travelled."""

from collections.abc import Collection

from django.db import transaction

from keepword.channels.email.models import HeldNotice, OutboxMail, StoredMail


@transaction.atomic
def erase_mails(*, messages: list[int], conversations: list[int], addresses: list[str]) -> int:
    """Those of these messages, those from these addresses that became no message (bounces, repeats, what could not be
    read), and notices to our own people about these conversations. Rows of what came stay, empty. Returns how many
    mails were emptied or deleted."""
    outbox, _ = OutboxMail.objects.filter(message_id__in=messages).delete()
    notices, _ = HeldNotice.objects.filter(event__conversation_id__in=conversations).delete()
    emptied = 0
    for found in (
        StoredMail.objects.filter(message_id__in=messages),
        StoredMail.objects.filter(message=None, envelope_from__in=addresses),
    ):
        emptied += found.exclude(raw=b"").update(raw=b"", envelope_from=None, reason="")
    return emptied + outbox + notices


def empty_mails(ids: Collection[int]) -> int:
    """These, as they travelled; what was read out of them stays. Returns how many."""
    return StoredMail.objects.filter(id__in=ids).update(raw=b"", envelope_from=None, reason="")
