"""The one way by which a screen comes to a contact."""

from django.http import Http404

from keepword.conversations.contacts import find_contact
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
