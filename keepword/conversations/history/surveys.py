"""What a customer said of our help, as a line of the history. The room of surveys stands above this one: only the name
of its event is known here."""

from typing import Any

from django.utils.translation import gettext as _


def answered(data: dict[str, Any]) -> str:
    """Whole sentences for each score: "good" and "bad" bend differently in every language."""
    first = {
        5: _("The customer said how our help was: very good (5 of 5)."),
        4: _("The customer said how our help was: good (4 of 5)."),
        3: _("The customer said how our help was: so-so (3 of 5)."),
        2: _("The customer said how our help was: bad (2 of 5)."),
        1: _("The customer said how our help was: very bad (1 of 5)."),
    }
    return first.get(data.get("score", 0), _("The customer said how our help was."))
