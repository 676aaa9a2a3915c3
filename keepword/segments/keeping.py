"""Who is in which segment, written down: only what is different from what is written."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from keepword.conversations.finding.meaning import Condition, sql_of, values_of
from keepword.conversations.views.rules import BadRule
from keepword.kit import clock
from keepword.people.models import Contact, Segment, SegmentChoice, SegmentMember
from keepword.segments import rules
from keepword.segments.meaning import meant_by

AT_ONCE = 500
Who = dict[int, set[int]]  # contacts by segment


@transaction.atomic
def look_at(contacts: Sequence[int]) -> int:
    """Whether these are in the segments is found out anew, a few statements for all. Returns how many rows changed."""
    # In one order, so that two never wait for each other.
    segments = list(Segment.objects.in_use().order_by("id").select_for_update())
    changed = 0
    for start in range(0, len(contacts) if segments else 0, AT_ONCE):
        few = contacts[start : start + AT_ONCE]
        listed = ", ".join(str(int(number)) for number in few)
        changed += _write(segments, among=Condition(f"p.id IN ({listed})"), numbers={"contact_id__in": few})
    return changed


def look_between(segment: Segment, *, first: int, last: int) -> int:
    """All contacts from `first` to `last`, both included. The caller holds the segment's row."""
    among = Condition("p.id BETWEEN %s AND %s", (first, last))
    return _write([segment], among=among, numbers={"contact_id__gte": first, "contact_id__lte": last})


def _write(segments: Sequence[Segment], *, among: Condition, numbers: dict[str, object]) -> int:
    ids = [one.pk for one in segments]
    wanted = _meant(segments, among=among)
    _as_chosen(wanted, segments=ids, among=among, numbers=numbers)
    held: Who = defaultdict(set)
    rows = SegmentMember.objects.filter(segment__in=ids, **numbers)
    for segment, contact in rows.values_list("segment_id", "contact_id"):
        held[segment].add(contact)
    changed = 0
    for one in segments:
        come, gone = wanted[one.pk] - held[one.pk], held[one.pk] - wanted[one.pk]
        if come or gone:
            _change(one, come=come, gone=gone)
            changed += len(come) + len(gone)
    return changed


def _meant(segments: Sequence[Segment], *, among: Condition) -> Who:
    """By the conditions alone: one statement for all segments."""
    at = clock.now()
    parts = [(one.pk, [among, *meant_by(asked, at=at)]) for one in segments if (asked := asked_by(one))]
    found: Who = defaultdict(set)
    if not parts:
        return found
    sql = " UNION ALL ".join(
        f"SELECT {number}, p.id FROM people_contact p WHERE {sql_of(where)}"  # noqa: S608
        for number, where in parts
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for _, where in parts for value in values_of(where)])
        for segment, contact in cursor.fetchall():
            found[segment].add(contact)
    return found


def asked_by(segment: Segment) -> tuple[rules.Rule, ...]:
    """Nothing where a newer version wrote it: then nobody is meant but who was put in by hand."""
    try:
        return rules.read(segment.conditions)
    except BadRule:
        return ()


def _as_chosen(wanted: Who, *, segments: Sequence[int], among: Condition, numbers: dict[str, object]) -> None:
    """What somebody said by hand stands above the conditions; but whoever is merged or erased is in no segment."""
    chosen = SegmentChoice.objects.filter(segment__in=segments, **numbers)
    alive = Contact.objects.filter(pk=OuterRef("contact_id"), merged_into=None, erased_at=None)
    rows = chosen.annotate(alive=Exists(alive)).values_list("segment_id", "contact_id", "is_in", "alive")
    for segment, contact, is_in, is_alive in rows:
        if is_in and is_alive:
            wanted[segment].add(contact)
        else:
            wanted[segment].discard(contact)


def _change(segment: Segment, *, come: set[int], gone: set[int]) -> None:
    now = clock.now()
    made = [SegmentMember(segment=segment, contact_id=number, since_at=now) for number in sorted(come)]
    SegmentMember.objects.bulk_create(made, batch_size=AT_ONCE)
    for few in _few(come):
        Contact.objects.filter(pk__in=few, in_segments=False).update(in_segments=True)
    for few in _few(gone):
        SegmentMember.objects.filter(segment=segment, contact__in=few).delete()
        unmark(few)
    segment.size = max(0, segment.size + len(come) - len(gone))
    Segment.objects.filter(pk=segment.pk).update(size=segment.size)


def unmark(contacts: Sequence[int]) -> None:
    """Those who are in no segment any more do not say so."""
    still = SegmentMember.objects.filter(contact=OuterRef("pk"))
    Contact.objects.filter(~Exists(still), pk__in=contacts, in_segments=True).update(in_segments=False)


def _few(numbers: Iterable[int]) -> Iterable[list[int]]:
    everybody = sorted(numbers)
    return (everybody[start : start + AT_ONCE] for start in range(0, len(everybody), AT_ONCE))
