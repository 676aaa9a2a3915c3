"""What a person may ask for by law: /contacts/<id>/privacy, with their file and their erasure."""

import tempfile
from typing import Any

from django import forms
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from keepword.conversations.models import Conversation, Message
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.events.auditing import note
from keepword.kit import clock
from keepword.people.models import Contact
from keepword.people.permissions import ERASE_CONTACTS
from keepword.privacy.erasing import AT_ONCE, NotEverythingSeen, SomethingHeld, erase
from keepword.privacy.exporting import export
from keepword.privacy.models import Erasure
from keepword.web import times
from keepword.web.contacts.finding import contact_for, seen
from keepword.web.desk import surroundings
from keepword.web.fields import DeskForm
from keepword.web.people.admitting import AgentRequest, demand, for_agents
from keepword.web.rendering import answer

IN_MEMORY = 8_000_000


class ErasureForm(DeskForm):
    """There is no undo, so a word is typed instead of a button pressed by mistake."""

    word = forms.CharField(label="", max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["word"].label = _("Type %(word)s to erase for good") % {"word": word_to_type()}
        self.fields["word"].widget.attrs["autocomplete"] = "off"

    def clean_word(self) -> str:
        typed: str = self.cleaned_data["word"]
        if typed.strip().casefold() != word_to_type().casefold():
            raise forms.ValidationError(_("Type %(word)s, as it stands there.") % {"word": word_to_type()})
        return typed


def word_to_type() -> str:
    return _("ERASE")


@for_agents
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest, number: int) -> HttpResponse:
    """What is kept, as a file to hand out, and the way to erase it. After that, the report."""
    contact = _contact(request, number=number)
    form = ErasureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            erase(contact, by=request.user, within=AT_ONCE)
            return redirect("web:contact-privacy", number=contact.pk)
        except SomethingHeld:
            form.add_error(None, gettext_lazy("A conversation of theirs is held. End the hold first, if it may end."))
        except NotEverythingSeen:
            form.add_error(None, gettext_lazy("Only somebody who sees every inbox can erase a person. Ask one."))
    status = 422 if form.is_bound else 200
    context = _context(request, contact, form=form)
    part = "web/contacts/_erasure.html" if context["erasure"] else "web/contacts/privacy.html"
    shown = answer(request, page="web/contacts/privacy.html", part=part, context=context, status=status)
    return seen(shown, contact=contact, request=request)


def _context(request: AgentRequest, contact: Contact, *, form: ErasureForm) -> dict[str, Any]:
    theirs = Conversation.objects.visible_to(request.user).filter(contact=contact)
    return surroundings(request) | {
        "contact": contact,
        "form": form,
        "addresses": list(contact.identities.order_by("id").values_list("value", flat=True)),
        "conversations": theirs.count(),
        "messages": Message.everywhere.visible_to(request.user).filter(conversation__contact=contact).count(),
        "sees_everything": visible_inbox_ids(request.user) is None,
        "erasure": Erasure.objects.select_related("by").filter(contact=contact).first(),
        "reader": times.reader(),
    }


@for_agents
@require_safe
def file(request: AgentRequest, number: int) -> FileResponse:
    """All that is kept, of what the agent may see. With `?notes=yes`, what colleagues wrote about them too."""
    contact = _contact(request, number=number)
    made = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  the response closes it
    export(contact, to=made, by=request.user, with_notes=request.GET.get("notes") == "yes")
    made.seek(0)
    note("contact.exported", by=request.user.as_actor, contact=contact.pk)
    name = f"contact-{contact.pk}-{clock.now():%Y-%m-%d}.zip"
    response = FileResponse(made, as_attachment=True, filename=name, content_type="application/zip")
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _contact(request: AgentRequest, *, number: int) -> Contact:
    """Whoever may not know the person is not told that there is one. Somebody who was erased takes part in nothing any
    more: their report is for those who see every inbox."""
    contact = contact_for(request, number)
    demand(request, ERASE_CONTACTS)
    return contact
