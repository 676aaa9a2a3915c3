"""Who could take a conversation, found by name: /conversations/<id>/assignment and /team, where a house has more
people or teams than a menu has room for."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _

from keepword.conversations.models import Conversation
from keepword.web.conversations.choices import Choice
from keepword.web.desk import surroundings
from keepword.web.people.admitting import AgentRequest
from keepword.web.picking.fitting import LONGEST, SHOWN, fitting
from keepword.web.rendering import answer, wants_part


def found(request: AgentRequest, conversation: Conversation, *, kind: str, choices: Sequence[Choice]) -> HttpResponse:
    """Those whose name holds all that is typed in `q`, as the lines of a menu; without a script as a page. `kind` is
    "assignment" or "team", as the address ends."""
    query = request.GET.get("q", "")[:LONGEST]
    first = fitting(choices, query=query, words=lambda one: one.words)
    context = {
        "conversation": conversation,
        "subject": conversation.subject or conversation.reference,
        "kind": kind,
        "title": _("Team") if kind == "team" else _("Who takes care of it?"),
        "query": query,
        "holders": first[:SHOWN],
        "has_more": len(first) > SHOWN,
    }
    if not wants_part(request):
        context |= surroundings(request)
    part = "web/conversations/_holders.html"
    return answer(request, page="web/conversations/holders.html", part=part, context=context)
