"""The photo of somebody who answers: /photos/<token>. Whoever was shown its address may see it, for as long as it is
the photo of somebody who works here."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from keepword.kit.file_kinds import kind_of
from keepword.people.models import Agent
from keepword.people.photos import path_of

BEGINNING = 16  # bytes that tell what a picture is


@require_safe
def show(request: HttpRequest, token: str) -> FileResponse:
    """A browser may keep it: another photo has another address."""
    if not Agent.objects.active().filter(photo=token).exists():
        raise Http404
    try:
        content = default_storage.open(path_of(token))
    except FileNotFoundError as error:
        raise Http404 from error
    kind = kind_of("", content=content.read(BEGINNING))
    content.seek(0)
    response = FileResponse(content, content_type=kind)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"  # the frame of a chat is a page of ours, too
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
