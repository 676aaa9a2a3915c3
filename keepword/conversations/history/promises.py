"""What became of what was promised, as lines of a conversation's history. The room of promises stands above this one:
only the names of its events are known here."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keepword.kit.full_dates import full_date

WHAT = {
    "reply": gettext_lazy("an answer"),
    "update": gettext_lazy("news"),
    "call": gettext_lazy("a call"),
    "resolution": gettext_lazy("a solution"),
    "action": gettext_lazy("something done"),
}


def sentence(name: str, *, who: str, data: dict[str, Any]) -> str:
    """The event `name` (one of `SENTENCES`) in one sentence, its instant in the reader's zone."""
    due = _moment(data["due_at"])
    kind = f"{name}.unsent" if data.get("unsent") else name
    return SENTENCES[kind]() % {"who": who, "what": WHAT.get(data["what"], data["what"]), "due": due}


def _moment(text: str) -> str:
    """Without "p.m.", whose stop would meet that of the sentence."""
    local = timezone.localtime(datetime.fromisoformat(text))
    return f"{full_date(local)}, {local:%H:%M}"


SENTENCES: dict[str, Callable[[], str]] = {
    "promise.made": lambda: _("%(who)s promised until %(due)s: %(what)s."),
    "promise.kept": lambda: _("Promise kept: %(what)s until %(due)s."),
    "promise.broken": lambda: _("Promise broken: %(what)s until %(due)s."),
    "promise.broken.unsent": lambda: _("Promise broken: %(what)s until %(due)s. The answer had not left."),
    "promise.done_late": lambda: _("Done too late, promised until %(due)s: %(what)s."),
    "promise.not_kept": lambda: _("Not done after all, promised until %(due)s: %(what)s."),
    "promise.renewed": lambda: _("%(who)s told the customer a new time for %(what)s: %(due)s."),
    "promise.withdrawn": lambda: _("%(who)s withdrew a promise of %(due)s: %(what)s."),
    "promise.overridden": lambda: _("%(who)s promised %(what)s until %(due)s, though it may not be possible."),
}
