"""The files of messages: /files/<token>/<name>. What came from outside is never run, shown as a page, or guessed."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from keepword.conversations.models import Attachment, DraftFile
from keepword.web.people.admitting import AgentRequest, for_agents

# Shown in the page; everything else is only saved. Not SVG: it may hold scripts.
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp"})


def is_picture(media_type: str) -> bool:
    return media_type.lower() in PICTURES


@for_agents
@require_safe
def show(request: AgentRequest, token: str, name: str) -> FileResponse:
    """The name in the address is for people; the token finds the file, and only for whoever may see its message."""
    attachment = get_object_or_404(Attachment.objects.visible_to(request.user), token=token)
    return served(attachment)


@for_agents
@require_safe
def draft_file(request: AgentRequest, token: str, name: str) -> FileResponse:
    """The same of a draft: /draft-files/<token>/<name>, as visible as the draft is."""
    return served(get_object_or_404(DraftFile.objects.visible_to(request.user), token=token))


def served(attachment: Attachment | DraftFile) -> FileResponse:
    """The bytes, with headers that let a browser do nothing with them but show a picture or save."""
    try:
        content = default_storage.open(attachment.path)
    except FileNotFoundError as error:
        raise Http404 from error
    shown = is_picture(attachment.type)
    response = FileResponse(
        content,
        as_attachment=not shown,
        filename=attachment.name,
        content_type=attachment.type if shown else "application/octet-stream",
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response
