"""The mails themselves: what lies here as it travelled."""

from django.db import transaction

from keepword.channels.email.models import OutboxMail, StoredMail


@transaction.atomic
def erase_mails(*, messages: list[int], addresses: list[str]) -> int:
    """Those of these messages, and those from these addresses that became no message (bounces, repeats, what could
    not be read). The rows stay, empty. Returns how many mails were emptied."""
    outbox, _ = OutboxMail.objects.filter(message_id__in=messages).delete()
    emptied = 0
    for found in (
        StoredMail.objects.filter(message_id__in=messages),
        StoredMail.objects.filter(message=None, envelope_from__in=addresses),
    ):
        emptied += found.exclude(raw=b"").update(raw=b"", envelope_from=None, reason="")
    return emptied + outbox
