"""How often one sender may send the contact form."""

from datetime import timedelta

from django.conf import settings

from keepword.channels.form.models import Submission
from keepword.kit import clock, tokens

IN_TEN_MINUTES = 5
IN_A_DAY = 30
DAY = timedelta(days=1)


def may_send(network_address: str) -> bool:
    """Whether this network address is within its limits: 5 forms in ten minutes, 30 in a day."""
    now = clock.now()
    recent = Submission.objects.filter(sender=_digest(network_address), at__gt=now - DAY)
    times = list(recent.order_by("-at").values_list("at", flat=True)[:IN_A_DAY])
    return len(times) < IN_A_DAY and sum(at > now - timedelta(minutes=10) for at in times) < IN_TEN_MINUTES


def count(network_address: str) -> None:
    """One more form of this sender."""
    Submission.objects.create(sender=_digest(network_address), at=clock.now())


def forget_old() -> None:
    Submission.objects.filter(at__lt=clock.now() - DAY).delete()


def _digest(network_address: str) -> str:
    return tokens.signature(settings.SECRET_KEY, purpose="form", text=network_address)
