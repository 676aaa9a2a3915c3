"""What somebody bought, on their page."""

from dataclasses import dataclass

from keepword.commerce.knowing import LATEST, known_of
from keepword.kit.amounts import said
from keepword.people.models import Contact
from keepword.web import times
from keepword.web.commerce.rows import Place, Row, places_of, rows_of


@dataclass(frozen=True, slots=True)
class Purchases:
    """`rows` are the newest; `more`: there are others."""

    count: int
    spent: list[str]
    rows: list[Row]
    more: bool
    places: list[Place]


def purchases_of(contact: Contact, *, reader: times.Reader) -> Purchases | None:
    """None, and no query, for whoever has neither an order nor a place in a programme."""
    if not contact.is_customer:
        return None
    known = known_of(contact.pk)
    return Purchases(
        count=known.count,
        spent=[said(one, language=reader.language) for one in known.spent],
        rows=rows_of(known.orders, reader=reader),
        more=len(known.orders) == LATEST,
        places=places_of(known.memberships, reader=reader),
    )
