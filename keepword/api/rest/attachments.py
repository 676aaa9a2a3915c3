"""The bytes of a file that came or went with a message."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest

from keepword.api.authorising import agent_of
from keepword.api.documenting import Router
from keepword.api.rest.describing import documented
from keepword.conversations.models import Attachment

router = Router(tags=["Messages"])
BINARY = {"type": "string", "format": "binary"}


@router.get(
    "/{str:token}",
    response=documented(200, None, 404),
    summary="Download an attachment",
    openapi_extra={
        "responses": {200: {"description": "The bytes.", "content": {"application/octet-stream": {"schema": BINARY}}}}
    },
)
def read_attachment(request: HttpRequest, token: str) -> FileResponse:
    """The bytes as they came. They are a stranger's: always a download, never of the type that the sender claimed."""
    found = Attachment.objects.visible_to(agent_of(request)).filter(token=token).first()
    if found is None or not default_storage.exists(found.path):
        raise Http404
    response = FileResponse(
        default_storage.open(found.path),
        as_attachment=True,
        filename=found.name,
        content_type="application/octet-stream",
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
