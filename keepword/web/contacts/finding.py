"""The one way by which a screen comes to a contact."""

from functools import partial

from django.http import Http404, HttpResponse

from keepword.conversations.contacts import find_contact
from keepword.events.auditing import saw_contact
from keepword.kit.once_sent import once_sent
from keepword.people.models import Contact
from keepword.web.conversations.finding import LARGEST
from keepword.web.people.admitting import AgentRequest


def contact_for(request: AgentRequest, number: int) -> Contact:
    """The contact, if the agent may know them; for a stranger they do not exist (404). Of one that was merged, the
    one that goes on."""
    found = find_contact(number, agent=request.user) if number <= LARGEST else None
    if found is None:
        raise Http404
    return found


def seen(response: HttpResponse, *, contact: Contact, request: AgentRequest) -> HttpResponse:
    """What we know of them is on its way to whoever asked: it stands in the audit log, once an hour."""
    return once_sent(response, partial(saw_contact, agent=request.user.pk, contact=contact.pk))
