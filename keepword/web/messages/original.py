"""A mail as it travelled, for whoever has to know why it looks, or came, as it did: /messages/<id>/original, and
/messages/<id>/original.eml to keep.
"""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keepword.channels.email.models import StoredMail
from keepword.conversations.models import Message
from keepword.events.auditing import saw
from keepword.kit.once_sent import once_sent
from keepword.web import times
from keepword.web.desk import surroundings
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.rendering import answer

SHOWN = 60_000  # bytes of it on the page


@for_agents
@require_safe
def show(request: AgentRequest, number: int) -> HttpResponse:
    message, mail = _found(request, number)
    raw = bytes(mail.raw) if mail else b""
    head, gap, body = raw[:SHOWN].replace(b"\r\n", b"\n").partition(b"\n\n")
    context: dict[str, Any] = surroundings(request) | {
        "message": message,
        "subject": message.conversation.subject or _("Without a subject"),
        "name": message.sender_name or message.sender_address,
        "when": times.reader().moment(mail.received_at if mail else message.at),
        "head": _readable(head),
        "body": _readable(body) if gap else "",
        "is_kept": bool(raw),
        "is_cut": len(raw) > SHOWN,
    }
    page = "web/messages/original.html"
    return _seen(answer(request, page=page, part=page, context=context), request=request, message=message)


@for_agents
@require_safe
def file(request: AgentRequest, number: int) -> HttpResponse:
    """Byte for byte. Nothing in it is run: a browser only saves it."""
    message, mail = _found(request, number)
    if mail is None or not mail.raw:
        raise Http404
    headers = {
        "Content-Disposition": f'attachment; filename="message-{message.pk}.eml"',
        "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-cache",
        "X-Content-Type-Options": "nosniff",
    }
    saved = HttpResponse(bytes(mail.raw), content_type="application/octet-stream", headers=headers)
    return _seen(saved, request=request, message=message)


def _found(request: AgentRequest, number: int) -> tuple[Message, StoredMail | None]:
    """None for the mail that was brought in without it. Raises Http404 for what did not come by mail."""
    messages = (
        Message.everywhere.visible_to(request.user).select_related("conversation").defer("text", "quoted", "html")
    )
    message = get_object_or_404(messages, pk=number)
    mail = StoredMail.objects.filter(message=message).order_by("id").first()
    if mail is None and not message.message_id:
        raise Http404
    return message, mail


def _readable(raw: bytes) -> str:
    """Mail is ASCII, and where it is not it is mostly UTF-8."""
    return raw.decode(errors="replace").replace("\x00", "\N{REPLACEMENT CHARACTER}")


def _seen(response: HttpResponse, *, request: AgentRequest, message: Message) -> HttpResponse:
    who_and_what = {"agent": request.user.pk, "conversation": message.conversation_id, "inbox": message.inbox_id}
    return once_sent(response, partial(saw, **who_and_what))
