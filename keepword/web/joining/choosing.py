"""With which one? /conversations/<id>/joining: what may be chosen, and what is done with it."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keepword.conversations.joining.suggesting import Candidate, candidates
from keepword.conversations.models import Conversation, Inbox
from keepword.people.permissions import MERGE
from keepword.web import times
from keepword.web.conversations.finding import conversation_for
from keepword.web.conversations.status import named
from keepword.web.desk import surroundings
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.picking.menus import menu
from keepword.web.rendering import answer

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Choice:
    number: int
    name: str
    subject: str
    language: str
    more: str
    is_same_customer: bool


@dataclass(frozen=True, slots=True)
class Way:
    """What becomes of the two."""

    value: str
    words: str


@for_agents(may=MERGE)
@require_safe
def show(request: AgentRequest, number: int) -> HttpResponse:
    """`q` narrows what may be chosen. The part is the list alone."""
    conversation = conversation_for(request, number)
    query = request.GET.get("q", "")[:LONGEST]
    found = candidates(conversation, query=query, to=request.user)
    reader = times.reader()
    context = surroundings(request) | {
        "conversation": conversation,
        "subject": conversation.subject or conversation.reference,
        "query": query,
        "ways": ways(),
        "inboxes": _inboxes(request, conversation),
        "choices": [_choice(one, reader=reader) for one in found],
        "may_split": conversation.messages.filter(kind="inbound")[:2].count() == 2,  # noqa: PLR2004  two or more
    }
    return answer(
        request, page="web/joining/choose.html", part="web/joining/_choices.html", context=context, status=200
    )


def ways() -> list[Way]:
    return [
        Way("merge", _("Merge it into this one")),
        Way("merge-into", _("Merge this one into it")),
        Way("link", _("Only link them")),
        Way("case", _("This one is a case of that problem")),
    ]


def _inboxes(request: AgentRequest, conversation: Conversation) -> SafeString:
    """A menu of the others, "" where there is none."""
    others = Inbox.objects.visible_to(request.user).exclude(pk=conversation.inbox_id).order_by("name", "id")
    choices = [(str(one.pk), f"{one.name} ({one.address})") for one in others]
    attrs = {"class": "input", "id": "move-inbox", "aria-label": _("Inbox"), "aria-describedby": "move-help"}
    sources = {"": "inboxes"}
    found = menu(
        "inbox", choices=choices, chosen="", sources=sources, attrs=attrs, data=request.GET, form="finds-inbox"
    )
    return found if choices else SafeString("")


def _choice(candidate: Candidate, *, reader: times.Reader) -> Choice:
    one: Conversation = candidate.conversation
    more = f"{one.reference} · {named(one.status).words}"
    return Choice(
        number=one.pk,
        name=one.contact.name or one.reference,
        subject=one.subject or one.reference,
        language=one.language,
        more=f"{more} · {one.inbox.name}",
        is_same_customer=candidate.is_same_customer,
    )
