"""What somebody said of our help goes with them; that somebody was so content stays counted."""

from collections.abc import Collection

from keepword.people.models import Contact
from keepword.surveys.deciding import OFF
from keepword.surveys.models import DROPPED, PLANNED, Survey


def forget_words(conversations: Collection[int]) -> int:
    """What was said of our help with these conversations, and the addresses that lead to it. Returns how many."""
    theirs = Survey.objects.filter(conversation__in=conversations)  # house: by a rule, not for a reader
    theirs.filter(state=PLANNED).update(state=DROPPED, reason=OFF)
    theirs.update(token=None)
    return theirs.exclude(words="").update(words="")


def erase_answers(contact: Contact) -> int:
    """Their words, and the addresses that lead to them; who was to be asked is not. Returns how many lost words."""
    theirs = Survey.objects.filter(conversation__contact=contact)  # house: for the law, not for a reader
    theirs.filter(state=PLANNED).update(state=DROPPED, reason=OFF)
    theirs.update(token=None)
    return theirs.exclude(words="").update(words="")
