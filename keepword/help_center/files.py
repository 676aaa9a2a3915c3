"""The files of a customer's conversation: what the link shows, and no other. A browser may draw a picture or save."""

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from keepword.channels.form.linking import LinkExpired, NoSuchLink
from keepword.channels.form.reading import read_with
from keepword.conversations.models import Attachment
from keepword.help_center import opening
from keepword.help_center.opening import Opened
from keepword.help_center.rendering import keep_private
from keepword.kit.file_kinds import DRAWABLE, UNKNOWN, kind_of

BEGINNING = 1024  # bytes that tell what a file is


@require_safe
def show(request: HttpRequest, link: str, token: str) -> HttpResponse | FileResponse:
    try:
        attachment = _find(opening.open_link(link), token=token)
        return _served(attachment)
    except (NoSuchLink, FileNotFoundError):
        return opening.unknown(request)
    except LinkExpired:
        return opening.expired(request, text=link)


def _find(opened: Opened, *, token: str) -> Attachment:
    """Among the messages that this link shows: never a file of a note. Raises NoSuchLink."""
    reading = read_with(opened.link, conversation=opened.conversation)
    for message in reading.messages:
        for attachment in message.attachments.all():
            if attachment.token == token:
                return attachment
    raise NoSuchLink


def _served(attachment: Attachment) -> FileResponse:
    """The type is read off the bytes again: what came by mail carries the word of its sender."""
    content = default_storage.open(attachment.path)
    kind = kind_of(attachment.name, content=content.read(BEGINNING))
    content.seek(0)
    is_drawn = kind in DRAWABLE
    response = FileResponse(
        content,
        as_attachment=not is_drawn,
        filename=attachment.name,
        content_type=kind if is_drawn else UNKNOWN,
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, max-age=3600"
    keep_private(response)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
