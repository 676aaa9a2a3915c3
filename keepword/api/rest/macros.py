"""Words and acts that are wanted again and again."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from pydantic import Field

from keepword.api.answering import answer
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router, Shape
from keepword.api.rest.describing import LARGEST, Moment, Named, documented
from keepword.conversations.models import Macro
from keepword.people.models import Agent

router = Router(tags=["Macros"])


class MacroText(Shape):
    language: str = Field(description="BCP 47.", examples=["ko"])
    text: str = Field(description="With variables such as {{customer.first_name}} and marks such as [[order number]].")


class MacroAction(Shape):
    do: str = Field(description="assign, team, priority, tag, untag, snooze or resolve.")
    to: int | str | None = Field(description='"me", an id, a name, or the hours of a snooze.')


class MacroFile(Shape):
    name: str
    type: str
    size: int


class MacroItem(Shape):
    id: int
    name: str
    folder: str
    team: Named | None = Field(description="Whose it is; null for a private one and for everybody's.")
    is_private: bool
    texts: list[MacroText]
    actions: list[MacroAction]
    files: list[MacroFile]
    use_count: int
    last_used_at: Moment | None


class MacroList(Shape):
    items: list[MacroItem]
    next: None = Field(description="Always null: there are few.")


@router.get("", response=documented(200, MacroList), summary="List macros")
def list_macros(request: HttpRequest) -> HttpResponse:
    """Your own, your teams' and everybody's."""
    return answer({"items": [_item(row) for row in _rows(agent_of(request))], "next": None})


@router.get("/{int:macro_id}", response=documented(200, MacroItem, 404), summary="Read a macro")
def read_macro(request: HttpRequest, macro_id: int) -> HttpResponse:
    """One macro."""
    row = _rows(agent_of(request)).filter(pk=macro_id).first() if macro_id <= LARGEST else None
    if row is None:
        raise Http404
    return answer(_item(row))


def _rows(agent: Agent) -> Any:
    rows = Macro.objects.visible_to(agent).in_use().order_by("folder", "name", "id")
    return rows.select_related("team").prefetch_related("texts", "files")


def _item(macro: Macro) -> dict[str, Any]:
    texts = sorted(macro.texts.all(), key=lambda one: one.pk)
    files = sorted(macro.files.all(), key=lambda one: one.pk)
    return {
        "id": macro.pk,
        "name": macro.name,
        "folder": macro.folder,
        "team": {"id": macro.team.pk, "name": macro.team.name} if macro.team else None,
        "is_private": macro.owner_id is not None,
        "texts": [{"language": one.language, "text": one.text} for one in texts],
        "actions": macro.actions,
        "files": [{"name": one.name, "type": one.type, "size": one.size} for one in files],
        "use_count": macro.use_count,
        "last_used_at": macro.last_used_at,
    }
