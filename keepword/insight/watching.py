"""One channel falls behind the others: those who read reports are told, once."""

from datetime import timedelta

from django.db import IntegrityError, transaction

from keepword.events import log
from keepword.events.log import Fact
from keepword.insight.by_channel import by_channel, satisfaction
from keepword.insight.models import ATTAINMENT, CSAT, ChannelDrift
from keepword.kit import clock
from keepword.promises.attaining import sums_of
from keepword.promises.parity import Gap, gaps
from keepword.surveys.models import Survey

WINDOW = timedelta(weeks=4)
DRIFTED, RECOVERED = "channel.drifted", "channel.recovered"


def watch() -> int:
    """Run by the schedule; twice at once does no harm. Returns how many new drifts were told."""
    now = clock.now()
    since = now - WINDOW
    # For the house, not for a person: every inbox counts.
    liked = satisfaction(Survey.objects.all(), since=since, until=now)
    found = {
        ATTAINMENT: gaps(by_channel(sums_of(None, since=since, at=now))),
        CSAT: gaps({channel: (one.satisfied, one.n) for channel, one in liked.items()}),
    }
    standing = list(ChannelDrift.objects.filter(ended_at=None))
    for drift in standing:
        _look_again(drift, gap=found[drift.measure].get(drift.channel))
    known = {(one.measure, one.channel) for one in standing}
    return sum(
        _begin(channel, measure=measure, gap=gap)
        for measure, by_name in found.items()
        for channel, gap in sorted(by_name.items())
        if gap.has_drifted and (measure, channel) not in known
    )


@transaction.atomic
def _look_again(drift: ChannelDrift, *, gap: Gap | None) -> None:
    """It goes on until it has recovered, or until too little happens there to say anything."""
    if gap is not None and gap.is_known and not gap.has_recovered:
        return
    if ChannelDrift.objects.filter(pk=drift.pk, ended_at=None).update(ended_at=clock.now()):
        log.record_all([Fact(RECOVERED, data={"drift": drift.pk, "channel": drift.channel, "measure": drift.measure})])


def _begin(channel: str, *, measure: str, gap: Gap) -> bool:
    try:
        with transaction.atomic():
            made = ChannelDrift.objects.create(
                channel=channel,
                measure=measure,
                hits=gap.hits,
                n=gap.n,
                other_hits=gap.other_hits,
                other_n=gap.other_n,
                since_at=clock.now(),
            )
            shares = {"share": gap.hits / gap.n, "others": gap.other_hits / gap.other_n}
            data = {"drift": made.pk, "channel": channel, "measure": measure, "n": gap.n, **shares}
            log.record_all([Fact(DRIFTED, data=data)])
    except IntegrityError:
        return False  # somebody else told it at this moment
    return True
