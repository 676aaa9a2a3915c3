"""What the token's agent is writing in a conversation: it stands in their composer, on every device."""

from datetime import datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from pydantic import Field

from keepword.api.answering import answer
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router, Shape
from keepword.api.problems import Problem
from keepword.api.rest.describing import MEANT, SOMETHING, TEXT, Given, Words, documented
from keepword.api.rest.reading import found
from keepword.conversations.drafting.keeping import ChangedElsewhere, Written, discard, draft_of, save
from keepword.conversations.models import Draft
from keepword.conversations.models.draft import TO_CUSTOMER, TO_TEAM

router = Router(tags=["Messages"])
KINDS = {"reply": TO_CUSTOMER, "note": TO_TEAM}


class DraftItem(Shape):
    kind: str = Field(json_schema_extra={"enum": [*KINDS]})
    text: str = Field(description="Markdown.")
    version: int = Field(description="It grows with each save.")
    changed_at: datetime


class DraftList(Shape):
    items: list[DraftItem]
    next: None = Field(description="Always null: one of each kind.")


class NewDraft(Given):
    text: Annotated[Words, Field(max_length=TEXT, pattern=SOMETHING, description="Markdown.", json_schema_extra=MEANT)]
    version: Annotated[int | None, Field(ge=0, le=2**31 - 1)] = Field(
        default=None,
        description="The one that these words go on from. When somebody wrote since, nothing is done and the answer "
        "is 409 `changed-elsewhere`; without it, whatever is there is written over.",
    )


@router.get("/{int:conversation_id}/drafts", response=documented(200, DraftList, 404), summary="List my drafts")
def list_drafts(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Your own alone: what a colleague is still thinking about is theirs."""
    return _listed(request, conversation_id)


@router.put(
    "/{int:conversation_id}/drafts/{kind}",
    response=documented(200, DraftItem, 400, 404, 409, 413, 415, 422),
    summary="Keep a draft",
)
def put_draft(request: HttpRequest, conversation_id: int, kind: str, new: NewDraft) -> HttpResponse:
    """`kind` is reply or note. Files and macros that it has stay with it. Nothing is sent."""
    agent, kept = agent_of(request), _kind(kind)
    conversation = found(conversation_id, agent=agent)
    old = draft_of(conversation, agent=agent, kind=kept) or Draft()
    written = Written(new.text, macros=old.macros, recipients=old.recipients)
    try:
        draft = save(conversation, agent=agent, kind=kept, written=written, version=new.version)
    except ChangedElsewhere as error:
        detail = f"Other words were saved since: version {error.draft.version}."
        raise Problem(409, name="changed-elsewhere", detail=detail) from error
    if draft is None:
        raise Http404
    return answer(_item(draft))


@router.delete(
    "/{int:conversation_id}/drafts/{kind}", response=documented(200, DraftList, 404), summary="Put a draft away"
)
def delete_draft(request: HttpRequest, conversation_id: int, kind: str) -> HttpResponse:
    """It can be brought back at the desk for a day. Answers with what is left; none is left as it is."""
    agent, kept = agent_of(request), _kind(kind)
    draft = draft_of(found(conversation_id, agent=agent), agent=agent, kind=kept)
    if draft is not None:
        discard(draft)
    return _listed(request, conversation_id)


def _kind(name: str) -> str:
    if name not in KINDS:
        raise Http404
    return KINDS[name]


def _listed(request: HttpRequest, conversation_id: int) -> HttpResponse:
    agent = agent_of(request)
    conversation = found(conversation_id, agent=agent)
    drafts = [draft_of(conversation, agent=agent, kind=kind) for kind in KINDS.values()]
    return answer({"items": [_item(one) for one in drafts if one], "next": None})


def _item(draft: Draft) -> dict[str, Any]:
    kind = next(name for name, kept in KINDS.items() if kept == draft.kind)
    return {"kind": kind, "text": draft.text, "version": draft.version, "changed_at": draft.changed_at}
