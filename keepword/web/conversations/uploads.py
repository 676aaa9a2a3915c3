"""Files that an agent sends along."""

from django.utils.translation import gettext as _

from keepword.conversations.inbound import File
from keepword.web.people.admitting import AgentRequest


class TooLarge(ValueError):
    """The files are larger than one message may carry; the message says it in words."""


def files_of(request: AgentRequest, *, limit: int) -> list[File]:
    """The files of the form's field `files`. `limit` is in bytes, for all of them. Raises TooLarge."""
    uploads = request.FILES.getlist("files")
    if sum(upload.size or 0 for upload in uploads) > limit:
        raise TooLarge(_("The files are larger than %(most)s MB together.") % {"most": limit // 1_000_000})
    return [File(name=one.name or "file", type=one.content_type or "", content=one.read()) for one in uploads]
