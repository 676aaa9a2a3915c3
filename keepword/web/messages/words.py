"""All words of a message that is too long for its conversation's page: /messages/<id>/words, a part at a time, and
/messages/<id>/words.txt, all of it to keep.
"""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keepword.conversations.models import Message
from keepword.events.auditing import saw
from keepword.kit.once_sent import once_sent
from keepword.kit.reversing import address_of
from keepword.web import times
from keepword.web.desk import surroundings
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.rendering import answer

PART = 60_000  # bytes of one page
LOOKED_BACK = 2_000  # bytes in which the end of a line, or of a word, is looked for
LONGEST_NUMBER = 6  # digits


@for_agents
@require_safe
def show(request: AgentRequest, number: int) -> HttpResponse:
    message = _message(request, number)
    whole = _whole(message).encode()
    count, part = max(1, -(-len(whole) // PART)), _part(request)
    if part > count:
        raise Http404
    here = address_of("web:message-words", message.pk)
    context: dict[str, Any] = surroundings(request) | {
        "message": message,
        "name": message.sender_name or message.sender_address,
        "when": times.reader().moment(message.at),
        "subject": message.conversation.subject or _("Without a subject"),
        "mail_language": message.conversation.language,
        "words": whole[_start(whole, part=part) : _start(whole, part=part + 1)].decode(),
        "part": part,
        "count": count,
        "before_address": f"{here}?part={part - 1}" if part > 1 else "",
        "after_address": f"{here}?part={part + 1}" if part < count else "",
    }
    page = "web/messages/words.html"
    return _seen(answer(request, page=page, part=page, context=context), request=request, message=message)


@for_agents
@require_safe
def text(request: AgentRequest, number: int) -> HttpResponse:
    message = _message(request, number)
    headers = {
        "Content-Disposition": f'attachment; filename="message-{message.pk}.txt"',
        "Cache-Control": "private, no-cache",
        "X-Content-Type-Options": "nosniff",
    }
    file = HttpResponse(_whole(message), content_type="text/plain; charset=utf-8", headers=headers)
    return _seen(file, request=request, message=message)


def _message(request: AgentRequest, number: int) -> Message:
    seen = Message.everywhere.visible_to(request.user).select_related("conversation").defer("html")
    return get_object_or_404(seen, pk=number)


def _whole(message: Message) -> str:
    """What it says, and below it what it repeats."""
    return "\n\n".join(filter(None, [message.text, message.quoted]))


def _part(request: AgentRequest) -> int:
    """Raises Http404."""
    written = request.GET.get("part", "1")
    if not (written.isascii() and written.isdigit() and len(written) <= LONGEST_NUMBER and int(written)):
        raise Http404
    return int(written)


def _start(whole: bytes, *, part: int) -> int:
    """Where a part begins: behind the end of a line or a word where one is near, and never within a letter."""
    place = (part - 1) * PART
    if place <= 0 or place >= len(whole):
        return min(max(place, 0), len(whole))
    near = whole[place - LOOKED_BACK : place]
    for end in (b"\n", b" "):
        if end in near:
            return place - LOOKED_BACK + near.rindex(end) + 1
    while whole[place] & 0b1100_0000 == 0b1000_0000:  # within a letter of UTF-8
        place -= 1
    return place


def _seen(response: HttpResponse, *, request: AgentRequest, message: Message) -> HttpResponse:
    who_and_what = {"agent": request.user.pk, "conversation": message.conversation_id, "inbox": message.inbox_id}
    return once_sent(response, partial(saw, **who_and_what))
