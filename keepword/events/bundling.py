"""Run bundles: one reaction after the other, all its facts in one transaction with crossing it off."""

import logging
from collections.abc import Sequence

from django.db import connection, transaction

from keepword.events import reacting
from keepword.events.blaming import raise_if_database_is_away
from keepword.events.models import Bundle, Event, Task, size_of
from keepword.events.waking import INSIDE
from keepword.kit import clock
from keepword.kit.among import Among, listed
from keepword.kit.inserting import insert_unless_there
from keepword.kit.prepared import PreparedModels
from keepword.kit.updating import update

log = logging.getLogger(__name__)


def run_bundles(bundles: Sequence[Bundle]) -> None:
    """What fails is not tried again here: each of its facts gets a task of its own, which is run apart, waits, is
    tried again and given up as any other."""
    if not bundles:
        return
    wanted = sorted({number for bundle in bundles for number in bundle.facts})
    facts = {one.pk: one for one in FACTS.rows(ids=listed(wanted))}
    for reaction in dict.fromkeys(name for bundle in bundles for name, _ in bundle.work):
        concerned = [bundle for bundle in bundles if bundle.facts_for(reaction)]
        numbers = [number for bundle in concerned for number in bundle.facts_for(reaction)]
        # A fact that is gone, with the person whom it was about, has no consequence any more.
        _run(reaction, events=[facts[one] for one in numbers if one in facts], bundles=concerned)
        for bundle in concerned:
            bundle.work = bundle.without(reaction)


def _run(reaction: str, *, events: Sequence[Event], bundles: Sequence[Bundle]) -> None:
    """A reaction that another version ran in groups, and this one does not, is handed out at once."""
    together = reacting.groups_by_name().get(reaction)
    if together is None:
        _hand_out(reaction, events=events, bundles=bundles)
        return
    try:
        with transaction.atomic():
            if events:
                together(events)
            _cross_off(reaction, bundles=bundles)
    except Exception as error:  # noqa: BLE001  it is raised again by the task that it belongs to
        raise_if_database_is_away(error)
        log.info("%s of %s events failed together: %s", reaction, len(events), type(error).__name__)
        _hand_out(reaction, events=events, bundles=bundles)


@transaction.atomic
def _hand_out(reaction: str, *, events: Sequence[Event], bundles: Sequence[Bundle]) -> None:
    """A worker that held the same bundle too long, and lost it to us, may have handed it out already."""
    now = clock.now()
    insert_unless_there([Task(event=event, reaction=reaction, place=INSIDE, run_at=now) for event in events])
    _cross_off(reaction, bundles=bundles)


def _cross_off(reaction: str, *, bundles: Sequence[Bundle]) -> None:
    """Only the rows: in memory it is crossed off once that is sure to stay."""
    left = {bundle.pk: bundle.without(reaction) for bundle in bundles}
    done = [number for number, work in left.items() if not work]
    Bundle.objects.filter(id__in=done)._raw_delete(connection.alias)
    for number, work in left.items():
        if work:
            update(Bundle, pk=number, work=work, size=size_of(work))


FACTS = PreparedModels(lambda ids: Event.objects.filter(Among("pk", ids)))
