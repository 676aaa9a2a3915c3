"""What was written about a gift goes with the person; that so much was given stays counted."""

from keepword.care.models import Gift
from keepword.care.models.gift import ASKED, WITHDRAWN
from keepword.people.models import Contact

WORDS = {"note": "", "order_number": "", "word": "", "why": ""}


def erase_gifts(contact: Contact) -> int:
    """Wishes are over: there is nobody to give to. Returns how many lost words."""
    theirs = Gift.objects.filter(contact=contact)  # house: for the law, not for a reader
    theirs.filter(state=ASKED).update(state=WITHDRAWN, remind_at=None)
    return theirs.exclude(**WORDS).update(**WORDS)
