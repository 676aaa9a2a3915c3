"""How often one sender may send the contact form."""

from datetime import timedelta

from django.conf import settings

from keepword.channels.form.models import Submission
from keepword.kit import clock, tokens

IN_TEN_MINUTES = 10
IN_A_DAY = 60
QUICK_COST = 2  # a form that comes back sooner than anybody can type is a robot's, or a browser's that filled it in
DAY = timedelta(days=1)


def may_send(sender: str) -> bool:
    """Whether this sender (a network address) is within the limits: 10 forms in ten minutes, 60 in a day; half as
    many if they come as fast as a robot's. Several people may share an address, so it is not one person's limit."""
    now = clock.now()
    recent = Submission.objects.filter(sender=_digest(sender), at__gt=now - DAY)
    times = list(recent.order_by("-at").values_list("at", flat=True)[:IN_A_DAY])
    return len(times) < IN_A_DAY and sum(at > now - timedelta(minutes=10) for at in times) < IN_TEN_MINUTES


def count(sender: str) -> None:
    """One more form of this sender."""
    Submission.objects.create(sender=_digest(sender), at=clock.now())


def count_quick(sender: str) -> None:
    """One more form of this sender, filled in as fast as a robot does it."""
    row = {"sender": _digest(sender), "at": clock.now()}
    Submission.objects.bulk_create(Submission(**row) for _ in range(QUICK_COST))


def forget_old() -> None:
    Submission.objects.filter(at__lt=clock.now() - DAY).delete()


def _digest(sender: str) -> str:
    return tokens.signature(settings.SECRET_KEY, purpose="form", text=sender)
