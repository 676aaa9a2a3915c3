"""A draft that was put away can be brought back: said where it stood, once."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode

from keepword.conversations.models import Conversation, Draft
from keepword.conversations.models.draft import DISCARDED
from keepword.kit.reversing import address_of
from keepword.web.people.admitting import AgentRequest

PUT_AWAY = "put-away"
LONGEST_ID = 18  # digits


def back_from(request: AgentRequest, draft: Draft) -> HttpResponse:
    """To the conversation, with the way to bring it back."""
    query = {PUT_AWAY: draft.pk} | ({"view": request.GET["view"]} if request.GET.get("view") else {})
    return redirect(f"{address_of('web:conversation', draft.conversation_id)}?{urlencode(query)}")


def put_away(request: AgentRequest, conversation: Conversation) -> str:
    """Where it is brought back, "" when nothing was put away just now."""
    number = request.GET.get(PUT_AWAY, "")
    if not (number.isascii() and number.isdigit() and len(number) <= LONGEST_ID):
        return ""
    own = Draft.objects.visible_to(request.user).filter(agent=request.user, conversation=conversation)
    found = own.filter(pk=int(number), state=DISCARDED).exists()
    return address_of("web:draft-removal", number) if found else ""
