"""A task as a form: what to do, who, until when; beside a conversation also whether the customer hears of it."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import Promise as Words
from django.utils.translation import gettext_lazy as _

from keepword.conversations.models import Conversation, InternalTask
from keepword.conversations.models.internal_task import ANOTHER_TEAM, APPROVAL, NOBODY, SUPPLIER
from keepword.conversations.tasks.giving import LONGEST, Asked
from keepword.kit import clock
from keepword.people.models import Agent, Team
from keepword.people.permissions import REPLY
from keepword.promises.ledger.guarding import can_keep
from keepword.promises.ledger.offering import zone_of
from keepword.promises.models.promise import UPDATE
from keepword.web.conversations.choices import AGENTS, TEAMS
from keepword.web.conversations.offers import refusal_of
from keepword.web.fields import LOCAL, DeskForm, MomentField
from keepword.web.picking.widgets import PickOne

AGENT, TEAM = "agent", "team"
AWAITED = {
    NOBODY: _("Nobody else: it is our own work"),
    ANOTHER_TEAM: _("Another team"),
    SUPPLIER: _("A supplier"),
    APPROVAL: _("A yes from somebody"),
}
NOT_FOR_THEM = _("They may not see this conversation, so they would never learn of it. Choose somebody else.")


class TaskForm(DeskForm):
    """Times are on the clock of whoever looks. `raised` and `promised` only where a customer can hear of it."""

    words = forms.CharField(
        label=_("What is to be done"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto", "autofocus": True}),
    )
    owner = forms.ChoiceField(
        label=_("Who does it"), widget=PickOne(sources={f"{AGENT}-": "agents", f"{TEAM}-": "teams"})
    )
    until = MomentField(
        label=_("Until"), required=False, help_text=_("On your clock. Leave it empty if there is no hurry.")
    )
    awaits = forms.ChoiceField(
        label=_("Whom we wait for until then"),
        choices=list(AWAITED.items()),
        required=False,
        help_text=_("So that the reports can say where the time went. Another team that does it is counted anyway."),
    )
    raised = forms.BooleanField(
        label=_("I raise it for the customer"),
        required=False,
        help_text=_("They hear what comes of it: when it is done, the conversation comes back to you with a draft."),
    )
    promised = MomentField(
        label=_("The customer hears of it by"),
        required=False,
        help_text=_("Only if you want to name a time. It becomes a promise when you send the words that say it."),
    )

    def __init__(
        self, *args: Any, agent: Agent, conversation: Conversation | None = None, task: InternalTask | None = None,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, initial=_initial(task, agent=agent), **kwargs)
        self.is_new, self.agent, self.conversation = task is None, agent, conversation
        self.was_due_at = task.due_at if task else None
        self.fields["owner"].choices = owners(agent)  # type: ignore[attr-defined]
        if conversation is None or task is not None or not agent.may(REPLY):
            del self.fields["raised"], self.fields["promised"]

    def clean_until(self) -> datetime | None:
        """What was not touched stays to the second, and the second of two equal hours does not become the first."""
        at, was = self.cleaned_data["until"], self.was_due_at
        is_as_shown = at and was and timezone.localtime(was).strftime(LOCAL) == timezone.localtime(at).strftime(LOCAL)
        return was if is_as_shown else at

    def clean_promised(self) -> datetime | None:
        at: datetime | None = self.cleaned_data["promised"]
        if at is not None and at <= clock.now():
            raise forms.ValidationError(_("Choose a time that is still to come."))
        if at is not None and self.conversation is not None:
            verdict = can_keep(self.conversation, due_at=at, what=UPDATE, by=self.agent)
            if not verdict.is_possible:
                raise forms.ValidationError(refusal_of(verdict, zone=zone_of(self.conversation)))
        return at

    def asked(self) -> Asked:
        kind, _sign, number = self.cleaned_data["owner"].partition("-")
        return Asked(
            self.cleaned_data["words"],
            agent=Agent.objects.get(pk=number) if kind == AGENT else None,
            team=Team.objects.get(pk=number) if kind == TEAM else None,
            due_at=self.cleaned_data["until"],
            awaits=self._awaits(kind),
        )

    def _awaits(self, kind: str) -> str | None:
        """A team that is newly asked is waited for unless somebody else is."""
        chosen: str = self.cleaned_data["awaits"]
        return None if self.is_new and kind == TEAM and chosen == NOBODY else chosen


def owners(agent: Agent) -> list[tuple[str | Words, Any]]:
    """Oneself first, then colleagues, then teams."""
    me = [(f"{AGENT}-{agent.pk}", _("I do it"))]
    people = [(f"{AGENT}-{number}", name) for number, name, _photo in AGENTS() if number != agent.pk]
    teams = [(f"{TEAM}-{number}", name) for number, name in TEAMS()]
    groups = [(_("Colleagues"), people), (_("Teams"), teams)]
    return [*me, *((label, some) for label, some in groups if some)]


def _initial(task: InternalTask | None, *, agent: Agent) -> dict[str, Any]:
    if task is None:
        return {"owner": f"{AGENT}-{agent.pk}"}
    owner = f"{AGENT}-{task.agent_id}" if task.agent_id else f"{TEAM}-{task.team_id}"
    until = timezone.localtime(task.due_at) if task.due_at else None
    return {"words": task.words, "owner": owner, "until": until, "awaits": task.awaits}
