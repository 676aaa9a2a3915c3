"""An agent asks whether notices reach them."""

from django.db import transaction

from keepword.events import log
from keepword.kit import clock
from keepword.notices.counting import hold, recount
from keepword.notices.kinds import TEST
from keepword.notices.models import Notice
from keepword.notices.telling import MADE
from keepword.people.models import Agent


@transaction.atomic
def try_out(*, by: Agent) -> Notice:
    """One that goes by every way at once, whatever they chose and whenever it is. Pressed twice it is one, while the
    first is unread."""
    held, now = hold([by.pk]), clock.now()
    one = Notice.objects.filter(agent=by, kind=TEST, read_at=None).first() or Notice(agent=by, kind=TEST)
    one.at = one.told_at = one.push_at = one.mail_at = now
    one.save()
    recount(held.values())
    log.record(MADE, actor=by.as_actor, to=[by.pk])
    return one
