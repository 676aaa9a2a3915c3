"""Search as the desk does: words and filters in one line."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query
from pydantic import Field

from keepword.api.answering import answer
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router, Shape
from keepword.api.rest.describing import Cursor, Limit, Named, Words, documented, only_known
from keepword.api.rest.reading import COLUMNS, ConversationRow, Row, as_item, tags_of
from keepword.conversations.finding.results import Found, find
from keepword.conversations.models import Conversation
from keepword.kit import pages
from keepword.people.models import Agent, Company, Contact

router = Router(tags=["Search"])


class Asking(Shape):
    q: Annotated[
        Words, Field(max_length=500, description='Words, "phrases", -without, and filters such as from: or status:.')
    ]
    limit: Limit = 50
    cursor: Cursor | None = None


class FoundConversation(Shape):
    conversation: ConversationRow
    message: int | None = Field(description="The newest message that matches; null for a reference that was written.")


class Misunderstood(Shape):
    kind: str = Field(description="unknown, date, status, has (left out) or nobody (so nothing is found).")
    filter: str
    value: str


class SearchPage(Shape):
    items: list[FoundConversation]
    contacts: list[Named] = Field(description="Whom the words may mean; on the first page.")
    companies: list[Named] = Field(description="Which companies the words may mean; on the first page.")
    misunderstood: list[Misunderstood]
    next: str | None = Field(description="The `cursor` of the page after; null at the end.")


@router.get("", response=documented(200, SearchPage, 400, 422), summary="Search")
def search(request: HttpRequest, asking: Query[Asking]) -> HttpResponse:
    """The conversations that you may see with a message that matches, by the newest such message; the conversation
    whose reference was written stands first. A page may be short, and even empty, before the end.

    Filters: from, to, tag, status, assignee, team, inbox, channel, language, before, after (days of your time zone),
    has:attachment; a minus before one leaves out. What is no filter is a word, and is said in `misunderstood`.
    """
    only_known(request, Asking)
    agent = agent_of(request)
    before = pages.decode_id(asking.cursor) if asking.cursor else None
    found = find(asking.q, agent=agent, limit=asking.limit, before=before)
    return answer(
        {
            "items": _items(found, agent=agent),
            "contacts": _contacts(found),
            "companies": _companies(found),
            "misunderstood": [{"kind": one.kind, "filter": one.name, "value": one.value} for one in found.troubles],
            "next": pages.encode_id(found.next_before) if found.next_before else None,
        }
    )


def _items(found: Found, *, agent: Agent) -> list[dict[str, object]]:
    exact: list[tuple[int | None, int]] = [] if found.exact is None else [(None, found.exact)]
    hits = [*exact, *found.hits]
    ids = [conversation for _, conversation in hits]
    seen = Conversation.objects.visible_to(agent).filter(id__in=ids).values_list(*COLUMNS)
    rows = {row.id: row for row in map(Row._make, seen)}
    tags = tags_of(list(rows))
    return [
        {"conversation": as_item(rows[number], tags=tags[number]), "message": message}
        for message, number in hits
        if number in rows
    ]


def _contacts(found: Found) -> list[dict[str, object]]:
    people = Contact.objects.in_bulk(found.contacts)  # house: `find` names only who wrote where the agent may see
    return [{"id": number, "name": str(people[number])} for number in found.contacts if number in people]


def _companies(found: Found) -> list[dict[str, object]]:
    known = Company.objects.in_bulk(found.companies)  # house: `find` names only those that the agent may know
    return [{"id": number, "name": known[number].name} for number in found.companies if number in known]
