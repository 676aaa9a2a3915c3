"""The files of a draft as they are shown in the composer."""

from dataclasses import dataclass

from django.urls import reverse

from keepword.conversations.models import Draft
from keepword.web.conversations.letters import size_in_words
from keepword.web.messages.files import is_picture


@dataclass(frozen=True, slots=True)
class Enclosed:
    """`picture` is where it can be looked at, "" for what is no picture; `cid` is "" unless it stands in the words."""

    token: str
    name: str
    size: str
    picture: str
    cid: str


def enclosed(draft: Draft | None) -> list[Enclosed]:
    if draft is None:
        return []
    return [
        Enclosed(
            token=file.token,
            name=file.name,
            size=size_in_words(file.size),
            picture=reverse("web:draft-file", args=[file.token, file.name]) if is_picture(file.type) else "",
            cid=file.cid,
        )
        for file in sorted(draft.files.all(), key=lambda one: one.pk)
    ]
