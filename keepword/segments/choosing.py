"""Somebody says by hand who is in a segment and who is not; it stands above the conditions."""

from django.db import IntegrityError, transaction

from keepword.events import log
from keepword.kit import clock
from keepword.people.models import Agent, Contact, Segment, SegmentChoice
from keepword.segments.keeping import look_at


@transaction.atomic
def put_in(contact: Contact, *, segment: Segment, by: Agent) -> bool:
    """False when it was said already."""
    return _choose(contact, segment=segment, is_in=True, by=by)


@transaction.atomic
def keep_out(contact: Contact, *, segment: Segment, by: Agent) -> bool:
    """False when it was said already."""
    return _choose(contact, segment=segment, is_in=False, by=by)


@transaction.atomic
def leave_to_conditions(contact: Contact, *, segment: Segment, by: Agent) -> bool:
    """Nothing is said by hand any more. False when nothing was."""
    gone, _ = SegmentChoice.objects.filter(segment=segment, contact=contact).delete()
    return _told(contact, segment=segment, choice="", by=by) if gone else False


def _choose(contact: Contact, *, segment: Segment, is_in: bool, by: Agent) -> bool:
    before = SegmentChoice.objects.filter(segment=segment, contact=contact).first()
    if before is not None and before.is_in == is_in:
        return False
    said = {"is_in": is_in, "by": by, "at": clock.now()}
    try:
        with transaction.atomic():
            SegmentChoice.objects.update_or_create(segment=segment, contact=contact, defaults=said)
    except IntegrityError:
        return False  # a colleague said so at this moment
    return _told(contact, segment=segment, choice="in" if is_in else "out", by=by)


def _told(contact: Contact, *, segment: Segment, choice: str, by: Agent) -> bool:
    look_at([contact.pk])
    log.record("segment.chosen", actor=by.as_actor, segment=segment.pk, contact=contact.pk, choice=choice)
    return True
