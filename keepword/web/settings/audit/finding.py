"""Which entries somebody asks for, and which of them they may see."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.events.models import AuditEntry
from keepword.people.models import Agent
from keepword.web.fields import DayInput, DeskForm

SEEN = ("conversation.seen", "contact.seen")
SIGNED = ("agent.signed_in", "agent.sign_in_failed", "agent.password_changed")
TAKEN = ("list.exported", "contact.exported", "conversations.exported")
KINDS = {"": _("Everything"), "seen": _("Seen"), "changed": _("Changed"), "taken": _("Exported"), "in": _("Signed in")}
OF_KIND = {
    "seen": Q(name__in=SEEN),
    "taken": Q(name__in=TAKEN),
    "in": Q(name__in=SIGNED),
    "changed": ~Q(name__in=SEEN + SIGNED + TAKEN),
}


class AuditForm(DeskForm):
    """Everything may be left open."""

    who = forms.ModelChoiceField(
        label=_("Who"), queryset=Agent.objects.order_by("name", "id"), required=False, empty_label=_("Everybody")
    )
    what = forms.ChoiceField(label=_("What"), choices=KINDS.items(), required=False)
    since = forms.DateField(label=_("First day"), required=False, widget=DayInput())
    until = forms.DateField(label=_("Last day"), required=False, widget=DayInput())


@dataclass(frozen=True, slots=True)
class Asked:
    who: Agent | None = None
    what: str = ""
    since: date | None = None
    until: date | None = None


def asked_in(form: AuditForm) -> Asked:
    """What cannot be understood is not asked; the form says so."""
    if not form.is_bound:
        return Asked()
    form.is_valid()
    said: dict[str, Any] = {name: form.cleaned_data.get(name) for name in ("who", "what", "since", "until")}
    return Asked(**said | {"what": said["what"] or ""})


def entries_for(agent: Agent, *, asked: Asked) -> QuerySet[AuditEntry]:
    """Of inboxes that the agent may not see, nothing: their names and numbers would tell of them."""
    rows = AuditEntry.objects.all()
    visible = visible_inbox_ids(agent)
    if visible is not None:
        rows = rows.filter(Q(inbox_id__isnull=True) | Q(inbox_id__in=visible))
    if asked.who:
        # What somebody tried in their name is about them, too.
        rows = rows.filter(Q(actor_kind="agent", actor_id=asked.who.pk) | Q(name__in=SIGNED, data__agent=asked.who.pk))
    if asked.what:
        rows = rows.filter(OF_KIND[asked.what])
    if asked.since:
        rows = rows.filter(at__gte=_midnight(asked.since))
    if asked.until:
        rows = rows.filter(at__lt=_midnight(asked.until) + timedelta(days=1))
    return rows


def _midnight(day: date) -> datetime:
    """In the zone of whoever reads."""
    return timezone.make_aware(datetime.combine(day, time()))
