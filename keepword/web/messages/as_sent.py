"""A message as it was sent: /messages/<id>/html, a document of its own for a sandboxed frame."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from keepword.channels.email.folding import split_html
from keepword.conversations.models import Message
from keepword.kit.html_safe import make_safe
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.pictures import picture_address

# No script can run, no form can be sent, nothing loads from outside; the styles of the mail work, but only inside
# the frame. Even opened by itself the page is sandboxed.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline' 'self'; img-src 'self' data:; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox"
)


@for_agents
@require_safe
def show(request: AgentRequest, number: int) -> HttpResponse:
    """With `?pictures=yes`, pictures from outside come through us, so that their owner does not learn who reads."""
    messages = Message.everywhere.visible_to(request.user).select_related("conversation")
    message = get_object_or_404(messages, pk=number, has_html=True)
    remote = picture_address if request.GET.get("pictures") == "yes" else None
    halves, own = split_html(message.html), _own_pictures(message)
    new, quoted = (make_safe(half, pictures=own, remote=remote) for half in (halves.new, halves.quoted))
    context = {
        # Sanitised just above, and shown in a frame that runs no script.
        "html": mark_safe(new.html),  # noqa: S308
        "quoted": mark_safe(quoted.html),  # noqa: S308
        "hides_pictures": new.hides_pictures or quoted.hides_pictures,
        "mail_language": message.conversation.language,
        "with_pictures": f"{request.path}?pictures=yes",
    }
    response = render(request, "web/messages/as_sent.html", context)
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _own_pictures(message: Message) -> dict[str, str]:
    """The addresses of the pictures that came with the message, by Content-ID."""
    own = message.attachments.exclude(cid="").values_list("cid", "token", "name")
    return {cid: reverse("web:file", args=[token, name]) for cid, token, name in own}
