"""The local outbox: replies that wait here because no relay is set."""

from django.conf import settings
from django.db import transaction

from keepword.channels.email.models import HeldNotice, OutboxMail
from keepword.conversations.delivering import send_again
from keepword.conversations.models.message import HELD

LARGE = ("raw", "message__text", "message__quoted", "message__html")  # a week of mail need not fit into memory


class NoRelay(Exception):
    """There is still nowhere to send them to."""


@transaction.atomic
def send_held() -> int:
    """Send everything that waits. Returns how many. Raises NoRelay."""
    if not settings.RELAY.backend:
        raise NoRelay
    waiting = list(OutboxMail.objects.filter(message__delivery_state=HELD).select_related("message").defer(*LARGE))
    for mail in sorted(waiting, key=lambda one: one.pk):
        send_again(mail.message)
    HeldNotice.objects.all().delete()  # of a version before this one, and no news any more
    return len(waiting)


def as_file(mail: OutboxMail) -> tuple[str, bytes]:
    """Name and content of a held mail as an .eml file, which every mail program opens."""
    return f"reply-{mail.message_id}.eml", bytes(mail.raw)
