"""What is being written as the customer will read it: /conversations/<id>/preview."""

from django.http import HttpResponse
from django.shortcuts import render as page_of
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from keepword.conversations.drafting.keeping import draft_of
from keepword.conversations.macros.missions import with_mission
from keepword.conversations.models.draft import TO_CUSTOMER
from keepword.kit import markdown
from keepword.kit.html import from_text, make_safe
from keepword.people.permissions import REPLY
from keepword.web.conversations.finding import conversation_for
from keepword.web.drafts.signature import signature_of
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.settings.signatures.changing import shown


@for_agents(may=REPLY)
@require_POST
def show(request: AgentRequest, number: int) -> HttpResponse:
    """Nothing is stored."""
    conversation = conversation_for(request, number)
    words = markdown.render(with_mission(request.POST.get("text", ""), conversation=conversation))
    draft = draft_of(conversation, agent=request.user, kind=TO_CUSTOMER)
    files = draft.files.exclude(cid="") if draft else ()
    own = {file.cid: reverse("web:draft-file", args=[file.token, file.name]) for file in files}
    html = make_safe(words.html or from_text(words.text), pictures=own).html
    context = {
        "html": mark_safe(html),  # noqa: S308  made safe just above
        "signature": shown(signature_of(conversation, agent=request.user)),
        "conversation": conversation,
    }
    return page_of(request, "web/drafts/_preview.html", context)
