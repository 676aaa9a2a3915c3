"""Write to a customer first: /conversations/new. The words themselves are written in the conversation, with all that
its composer can do."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from keepword.conversations.addressing import BadAddress, TooMany
from keepword.conversations.beginning import LONGEST_SUBJECT, WritesToUs, begin
from keepword.conversations.contacts import find_contact
from keepword.conversations.models import Conversation, Inbox
from keepword.kit import tokens
from keepword.people.identifying import Person
from keepword.people.models import Agent, Identity
from keepword.people.permissions import REPLY
from keepword.web.desk import surroundings
from keepword.web.fields import DeskForm
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.picking.widgets import PickOne

LONGEST_NUMBER = 18  # digits


class NewConversationForm(DeskForm):
    to = forms.CharField(
        label=gettext_lazy("To"),
        max_length=320,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "inputmode": "email"}),
        help_text=gettext_lazy("One mail address. Whoever else should read it gets a copy of the letter."),
    )
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        help_text=gettext_lazy("For somebody new. A name that we know stays as it is."),
    )
    inbox: "forms.ModelChoiceField[Inbox]" = forms.ModelChoiceField(
        label=gettext_lazy("From"), queryset=None, empty_label=None, widget=PickOne(sources={"": "inboxes"})
    )  # its rows are asked for below
    subject = forms.CharField(
        label=gettext_lazy("Subject"), max_length=LONGEST_SUBJECT, widget=forms.TextInput(attrs={"dir": "auto"})
    )

    def __init__(self, *args: Any, agent: Agent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inboxes = Inbox.objects.visible_to(agent).select_related("brand").order_by("brand__name", "name", "id")
        chosen = self.fields["inbox"]
        chosen.queryset = inboxes  # type: ignore[attr-defined]
        chosen.label_from_instance = _from_whom  # type: ignore[attr-defined]


def _from_whom(inbox: Inbox) -> str:
    named = [inbox.brand.name, *([inbox.name] if inbox.name != inbox.brand.name else [])]
    return f"{', '.join(named)} ({inbox.address})"


@for_agents(may=REPLY)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: AgentRequest) -> HttpResponse:
    """`contact` is whom one writes to, if the agent may know them."""
    form = NewConversationForm(request.POST or None, agent=request.user, initial=_initial(request))
    if request.method == "POST" and form.is_valid():
        made = _begun(request, form)
        if made is not None:
            return redirect("web:conversation", made.pk)
    context = surroundings(request) | {"form": form, "mark": tokens.unguessable()}
    return render(request, "web/conversations/new.html", context, status=422 if form.is_bound else 200)


def _initial(request: AgentRequest) -> dict[str, str]:
    number = request.GET.get("contact", "")
    is_one = number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER
    contact = find_contact(int(number), agent=request.user) if is_one else None
    if contact is None:
        return {}
    known = Identity.objects.filter(contact=contact, kind="email").order_by("died_at", "-id")
    living = known.filter(died_at=None).first() or known.first()
    return {"to": living.value if living else "", "name": contact.name}


def _begun(request: AgentRequest, form: NewConversationForm) -> Conversation | None:
    """None where the form says why not."""
    said = form.cleaned_data
    to = Person(said["to"], said["name"])
    try:
        return begin(said["inbox"], to=to, subject=said["subject"], by=request.user, form=request.POST.get("form", ""))
    except BadAddress as error:
        form.add_error("to", _("“%(address)s” is no mail address.") % {"address": error.written})
    except TooMany:
        form.add_error("to", _("Write one address."))
    except WritesToUs:
        form.add_error("to", _("This is one of our own addresses."))
    return None
