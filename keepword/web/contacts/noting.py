"""What works for this customer: /contacts/<id>/note, with what it said before and who changed it."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from keepword.people.models import Contact
from keepword.people.noting import LONGEST, NotedMeanwhile, newest_version, note
from keepword.people.permissions import NOTE
from keepword.web import times
from keepword.web.contacts.finding import contact_for
from keepword.web.contacts.showing import about
from keepword.web.desk import surroundings
from keepword.web.fields import DeskForm
from keepword.web.people.admitting import AgentRequest, for_agents

VERSIONS = 20


class NoteForm(DeskForm):
    """`after` is the version that was on the page, so that nobody writes over what they have not read."""

    text = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=LONGEST,
        required=False,
        help_text=gettext_lazy(
            "How they like to be addressed, what calmed them, what to avoid. Only colleagues read it, and the person "
            "when they ask for their data."
        ),
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )
    after = forms.IntegerField(widget=forms.HiddenInput)


@for_agents(to_change=NOTE)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest, number: int) -> HttpResponse:
    contact = contact_for(request, number)
    form = NoteForm(request.POST or None, initial=_initial(contact))
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            note(contact, text=form.cleaned_data["text"], after=form.cleaned_data["after"], by=request.user)
            return redirect("web:one-contact", contact.pk)
        except NotedMeanwhile:
            theirs = contact.note
            form = NoteForm(form.cleaned_data | {"after": newest_version(contact)}, initial=_initial(contact))
            form.add_error(None, _("A colleague changed the note meanwhile. Yours is below, not saved yet."))
    context = surroundings(request, section="contacts") | about(contact, reader=times.reader())
    context |= {"form": form, "theirs": theirs, "versions": _versions(contact)}
    return render(request, "web/contacts/note.html", context, status=422 if form.is_bound else 200)


def _initial(contact: Contact) -> dict[str, Any]:
    return {"text": contact.note, "after": newest_version(contact)}


def _versions(contact: Contact) -> list[dict[str, Any]]:
    reader = times.reader()
    return [
        {"who": one.by.name if one.by else _("Somebody unknown"), "when": reader.moment(one.at), "text": one.text}
        for one in contact.notes.select_related("by").order_by("-id")[:VERSIONS]
    ]
