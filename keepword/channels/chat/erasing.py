"""Forget who visited: the rows of their visits go, and with them where they were and what opened their chat."""

from collections.abc import Sequence

from django.db.models import Q

from keepword.channels.chat.models import Visit


def erase_visits(*, conversations: Sequence[int], addresses: Sequence[str]) -> int:
    """How many there were. `conversations`: their ids. `addresses`: folded, also stand-ins."""
    theirs = Q(conversation__in=conversations) | Q(address__in=addresses) | Q(email__in=addresses)
    visits = Visit.objects.filter(theirs)
    count = visits.count()
    visits.delete()
    return count
