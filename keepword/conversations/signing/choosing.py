"""Which of a brand's signatures stands under a letter. Pure."""

from collections.abc import Collection, Iterable, Sequence

from keepword.conversations.models import Signature
from keepword.kit.languages import nearest


def chosen(
    rows: Iterable[Signature], *, teams: Collection[int], language: str, brand_language: str
) -> Signature | None:
    """One that the customer can read before all; of those the team's before everybody's. Where none is in their
    language or for all of them, one in the brand's. None where nothing fits."""
    fitting = [row for row in rows if row.team_id is None or row.team_id in teams]
    ours = [row for row in fitting if row.team_id is not None]
    everybodys = [row for row in fitting if row.team_id is None]
    readable = (_readable(them, language=language) for them in (ours, everybodys))
    usual = (nearest(them, language=brand_language) for them in (ours, everybodys))
    return next((one for one in (*readable, *usual) if one is not None), None)


def _readable(rows: Sequence[Signature], *, language: str) -> Signature | None:
    return nearest(rows, language=language) or next((row for row in rows if not row.language), None)
