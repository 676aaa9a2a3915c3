"""The question, in the active language. It addresses nobody as "du" or "Sie": one text for every voice of a brand."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from keepword.conversations.survey_links import place

FACES = {5: "😀", 4: "🙂", 3: "😐", 2: "🙁", 1: "😞"}


def label(score: int) -> str:
    """What a face says, best first in `FACES`."""
    return {
        5: pgettext("how our help was", "Very good"),
        4: pgettext("how our help was", "Good"),
        3: pgettext("how our help was", "So-so"),
        2: pgettext("how our help was", "Bad"),
        1: pgettext("how our help was", "Very bad"),
    }[score]


def question() -> str:
    return _("How was our help?")


def letter(*, brand: str) -> str:
    """With a mark in the place of each address, see `conversations/survey_links.py`."""
    faces = "\n".join(f"{face} {label(score)} {place(score)}" for score, face in FACES.items())
    how = _("One click is enough. The page that opens asks to confirm it, so that no program answers by mistake.")
    still = _("Is something still open? Just answer this message, and we look at it again.")
    return "\n\n".join([question(), how, faces, still, brand])
