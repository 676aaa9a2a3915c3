"""A call as a form."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import Promise as Words
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keepword.conversations.beginning import LONGEST_SUBJECT
from keepword.conversations.calls.keeping import LONGEST_AGO, LONGEST_CALL, Spoken
from keepword.conversations.models import Conversation, Inbox
from keepword.conversations.models.call import IN, OUT, UNANSWERED
from keepword.conversations.models.conversation import OPEN, RESOLVED, WAITING
from keepword.conversations.tasks.giving import LONGEST as LONGEST_TASK
from keepword.kit import clock
from keepword.people.models import Agent
from keepword.people.permissions import CHANGE, TASK
from keepword.web.calls.whom import Whom, matters_of, number_known
from keepword.web.fields import DeskForm, MomentField
from keepword.web.picking.widgets import PickOne

NEW, STAY, ANSWERED = "new", "", "answered"
LONGEST_WORDS = 20_000
WAYS = {
    IN: gettext_lazy("They called us"),
    OUT: gettext_lazy("We called them"),
    UNANSWERED: gettext_lazy("We called, and nobody answered"),
}


class CallForm(DeskForm):
    """Times are on the clock of whoever looks. Of a call within a conversation nobody asks what it was about; where
    the agent's role does not include it, nothing is asked that changes the conversation or gives a task."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    way = forms.ChoiceField(
        label=gettext_lazy("Who called"), choices=list(WAYS.items()), initial=IN, widget=forms.RadioSelect
    )
    began_at = MomentField(label=gettext_lazy("When it began"))
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"),
        min_value=0,
        max_value=int(LONGEST_CALL.total_seconds() // 60),
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    number = forms.CharField(
        label=gettext_lazy("By which number"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "inputmode": "tel"}),
    )
    about = forms.ChoiceField(label=gettext_lazy("What it was about"))
    inbox: "forms.ModelChoiceField[Inbox]" = forms.ModelChoiceField(
        label=gettext_lazy("Inbox"), queryset=None, empty_label=None, widget=PickOne(sources={"": "inboxes"})
    )  # its rows are asked for below
    subject = forms.CharField(
        label=gettext_lazy("Subject"),
        max_length=LONGEST_SUBJECT,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        help_text=gettext_lazy("What a colleague will look for."),
    )
    words = forms.CharField(
        label=gettext_lazy("What was said"),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        help_text=gettext_lazy(
            "So that nobody has to ask them again. Only your team reads it; @name calls a colleague."
        ),
    )
    promised = MomentField(
        label=gettext_lazy("They were told to hear from us by"),
        required=False,
        help_text=gettext_lazy("Only if a time was named. It is a promise, and counted like every other."),
    )
    after = forms.ChoiceField(label=gettext_lazy("How it stands now"), required=False)
    task = forms.CharField(
        label=gettext_lazy("What you still have to do"),
        max_length=LONGEST_TASK,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        help_text=gettext_lazy("It becomes a task of yours."),
    )
    until = MomentField(label=gettext_lazy("Until"), required=False)

    def __init__(self, *args: Any, agent: Agent, whom: Whom, **kwargs: Any) -> None:
        now = timezone.localtime(clock.now()).replace(second=0, microsecond=0)
        super().__init__(*args, initial={"began_at": now, "number": number_known(whom)}, **kwargs)
        self.whom, self.matters = whom, matters_of(whom, agent=agent) if whom.conversation is None else []
        self._ask(agent)

    def _ask(self, agent: Agent) -> None:
        inboxes = Inbox.objects.visible_to(agent).select_related("brand").order_by("brand__name", "name", "id")
        self.fields["inbox"].queryset = inboxes  # type: ignore[attr-defined]
        matters = [(str(one.pk), f"{one.subject or _('Without a subject')} · {one.reference}") for one in self.matters]
        self.fields["about"].choices = [(NEW, _("Something new")), *matters]  # type: ignore[attr-defined]
        if self.matters and self.matters[0].is_open:  # that is what they most often call about
            self.fields["about"].initial = str(self.matters[0].pk)
        self.fields["after"].choices = _afters(self.whom.conversation, is_sent=self.is_bound)  # type: ignore[attr-defined]
        left_out = [
            *([] if self.whom.contact is None else ["name"]),
            *(["about", "inbox", "subject"] if self.whom.conversation else []),
            *([] if agent.may(CHANGE) else ["after"]),
            *([] if agent.may(TASK) else ["task", "until"]),
        ]
        for name in left_out:
            del self.fields[name]

    def clean_began_at(self) -> datetime:
        at: datetime = self.cleaned_data["began_at"]
        if at > clock.now():
            raise forms.ValidationError(_("This is still to come. Write when the call began, on your clock."))
        if at < clock.now() - LONGEST_AGO:
            raise forms.ValidationError(_("This is more than a year ago. Look at the year."))
        return at

    def clean_promised(self) -> datetime | None:
        at: datetime | None = self.cleaned_data["promised"]
        if at is not None and at <= clock.now():
            raise forms.ValidationError(_("Choose a time that is still to come."))
        return at

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("way") != UNANSWERED and not said.get("words", "").strip() and "words" not in self.errors:
            self.add_error("words", _("Write in a sentence what was said, so that a colleague can go on from it."))
        is_new = self.whom.conversation is None and said.get("about") == NEW
        if is_new and not said.get("subject", "").strip() and "subject" not in self.errors:
            self.add_error("subject", _("Give something new a subject, so that it is found again."))
        if said.get("until") and not said.get("task", "").strip():
            self.add_error("task", _("Write what is to be done until then, or leave the time empty."))
        return said

    def spoken(self) -> Spoken:
        said = self.cleaned_data
        length = None if said["minutes"] is None else timedelta(minutes=said["minutes"])
        return Spoken(said["way"], said["began_at"], said["words"], length, said["number"])

    def chosen(self) -> Conversation | None:
        """None for something new."""
        if self.whom.conversation is not None:
            return self.whom.conversation
        return next((one for one in self.matters if str(one.pk) == self.cleaned_data["about"]), None)


def _afters(conversation: Conversation | None, *, is_sent: bool) -> list[tuple[str, str | Words]]:
    """How it may stand after the call; what changes nothing is said in the words of now, and is no mistake in a form
    that comes twice, or after a colleague did the same."""
    stays = {OPEN: _("Open: we go on with it"), WAITING: _("Their turn: we wait for them"), RESOLVED: _("Resolved")}
    if conversation is None:
        return [(STAY, _("As it is; something new is open")), (WAITING, stays[WAITING]), (RESOLVED, stays[RESOLVED])]
    waits = is_sent or conversation.waiting_since is not None
    answered = [(ANSWERED, _("Open, and what they asked is answered"))] if waits else []
    others = [(one, words) for one, words in stays.items() if is_sent or one != conversation.status]
    return [(STAY, _("As it is")), *answered, *others]
