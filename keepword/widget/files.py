"""The files of a visitor's chat: what their page shows, and no other."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from keepword.channels.chat.reading import read_for
from keepword.conversations.models import Attachment
from keepword.kit.file_kinds import DRAWABLE, UNKNOWN, kind_of
from keepword.widget.opening import room_of, ticket_named, visit_named

BEGINNING = 1024  # bytes that tell what a file is


@require_safe
def show(request: HttpRequest, slug: str, ticket: str, token: str) -> FileResponse:
    visit = visit_named(ticket_named(ticket, room=room_of(slug)))
    for message in read_for(visit).messages:
        for attachment in message.attachments.all():
            if attachment.token == token:
                return _served(attachment)
    raise Http404


def _served(attachment: Attachment) -> FileResponse:
    """The type is read off the bytes again: a file of ours may have come by mail once."""
    try:
        content = default_storage.open(attachment.path)
    except FileNotFoundError as error:
        raise Http404 from error
    kind = kind_of(attachment.name, content=content.read(BEGINNING))
    content.seek(0)
    is_drawn = kind in DRAWABLE
    response = FileResponse(
        content, as_attachment=not is_drawn, filename=attachment.name, content_type=kind if is_drawn else UNKNOWN
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, max-age=3600"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
