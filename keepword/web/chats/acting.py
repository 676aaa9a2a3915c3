"""Take a chat, or give it on: /conversations/<id>/chat/…"""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from keepword.conversations.chatting.handing_on import NotRunning, NotThere, hand_to_agent, hand_to_team
from keepword.conversations.chatting.taking import NotToTake, take
from keepword.conversations.chatting.transcripts import NoAddress, want
from keepword.conversations.models import Conversation
from keepword.conversations.replying import NothingToSay
from keepword.conversations.teamwork.mentioning import NotForThem
from keepword.people.models import Agent, Team
from keepword.people.permissions import ASSIGN, REPLY
from keepword.web.conversations.acting import back_to
from keepword.web.conversations.composer import Composed
from keepword.web.conversations.conversation import page
from keepword.web.conversations.finding import conversation_for
from keepword.web.people.admitting import AgentRequest, for_agents

WRITING = "reply-text"  # whoever takes a chat writes next: a browser puts the caret where an address points


@for_agents(may=REPLY)
@require_POST
def taking(request: AgentRequest, number: int) -> HttpResponse:
    """Whoever was slower reads in the conversation who has it."""
    conversation = conversation_for(request, number)
    try:
        take(conversation, by=request.user)
    except NotToTake as late:
        name = late.by.name if late.by else ""
        why = _("%(name)s was quicker and has this chat.") % {"name": name} if name else _("This chat is over.")
        return page(request, conversation, composed=Composed(refusal=why, unseen="chat-line"), status_code=422)
    return redirect(f"{reverse('web:conversation', args=[conversation.pk])}#{WRITING}")


@for_agents(may=ASSIGN)
@require_POST
def handing(request: AgentRequest, number: int) -> HttpResponse:
    """`to` is "agent-<id>" or "team-<id>", `why` the word for them, `form` the mark of the form."""
    conversation, said = conversation_for(request, number), request.POST
    why, form = said.get("why", ""), said.get("form", "")
    try:
        _hand(conversation, to=said.get("to", ""), why=why, by=request.user, form=form)
    except tuple(WHY) as error:
        refusal = str(WHY[type(error)])
        return page(request, conversation, composed=Composed(refusal=refusal, unseen="chat-line"), status_code=422)
    return back_to(request, conversation)


WHY: dict[type[Exception], Promise] = {
    NotThere: gettext_lazy("Nobody there takes chats at this moment. The chat is still yours."),
    NotRunning: gettext_lazy("Only whoever has a chat can give it on."),
    NothingToSay: gettext_lazy("Say in a word why: they read it first."),
    NotForThem: gettext_lazy("Somebody whom your word calls may not see this conversation."),
}


@for_agents(may=REPLY)
@require_POST
def transcript(request: AgentRequest, number: int) -> HttpResponse:
    """The visitor asked for the chat by mail."""
    conversation = conversation_for(request, number)
    try:
        want(conversation, by=request.user.as_actor)
    except NoAddress:
        why = _("They told no address yet: ask for one first.")
        return page(request, conversation, composed=Composed(refusal=why, unseen="chat-line"), status_code=422)
    return back_to(request, conversation)


def _hand(conversation: Conversation, *, to: str, why: str, by: Agent, form: str) -> None:
    """Raises one of `WHY`."""
    kind, _dash, chosen = to.partition("-")
    number = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 19 else 0
    team = Team.objects.filter(pk=number).first() if kind == "team" else None
    agent = Agent.objects.active().filter(pk=number).first() if kind == "agent" else None
    if team is not None:
        hand_to_team(conversation, to=team, why=why, by=by, form=form)
    elif agent is not None:
        hand_to_agent(conversation, to=agent, why=why, by=by, form=form)
    else:
        raise NotThere
