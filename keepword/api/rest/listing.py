"""Lists of conversations: the inbox's filters, a page at a time."""

from typing import Annotated, Any

from django.db.models import Q
from pydantic import Field

from keepword.api.documenting import Shape
from keepword.api.problems import wrong
from keepword.api.rest.describing import Cursor, Id, Limit, ListedStatus, MomentInAddress, View, Words
from keepword.api.rest.reading import COLUMNS, ConversationRow, Row, as_item, tags_of
from keepword.conversations.listing import rows_of
from keepword.conversations.models import Conversation, Message
from keepword.conversations.models.conversation import ELSEWHERE, SPAM, VIEWS, ConversationQuerySet
from keepword.conversations.searching import conversations_matching_since, search
from keepword.conversations.tagging import BadTag, clean
from keepword.kit import pages
from keepword.kit.pages import Order, Page
from keepword.people.models import Agent

ORDERS = {
    "newest": Order("last_activity_at", is_descending=True),
    "waiting": Order("waiting_since", is_descending=False),
    "due": Order("due_at", is_descending=False),
}
WHO = r"^(me|none|[1-9][0-9]{0,17})$"
MATCHES_AT_ONCE = 200
ROUNDS = 5  # of one page, so that a filter that nothing passes cannot walk through all matches


class Filters(Shape):
    status: Annotated[ListedStatus | None, Field(description="`binned`: what was deleted by hand, for 30 days.")] = (
        None
    )
    view: Annotated[View | None, Field(description="A view of the desk: `mine` is what is open and yours.")] = None
    assignee: Annotated[str | None, Field(pattern=WHO, description="An agent's id, `me` or `none`.")] = None
    team: Annotated[str | None, Field(pattern=r"^(none|[1-9][0-9]{0,17})$", description="An id or `none`.")] = None
    inbox: Id | None = None
    tag: Annotated[Words | None, Field(max_length=60)] = None
    contact: Id | None = None
    due_before: Annotated[MomentInAddress | None, Field(description="Something in it is due before then.")] = None
    q: Annotated[Words | None, Field(max_length=300, description="Words of its messages, in any language.")] = None
    sort: Annotated[str, Field(pattern="^(newest|waiting|due)$", json_schema_extra={"enum": list(ORDERS)})] = "newest"
    limit: Limit = 50
    cursor: Cursor | None = None


class ConversationPage(Shape):
    items: list[ConversationRow]
    next: str | None = Field(description="The `cursor` of the page after; null at the end.")


def listed(filters: Filters, *, agent: Agent) -> Page:
    """Raises pages.BadCursor and Problem."""
    rows = _narrowed(Conversation.objects.visible_to(agent), filters=filters, agent=agent)
    find = _ordered if filters.q is None else _matching
    page = find(rows, filters=filters, agent=agent)
    tags = tags_of([row.id for row in page.items])
    return Page([as_item(row, tags=tags[row.id]) for row in page.items], page.next)


def _narrowed(rows: ConversationQuerySet, *, filters: Filters, agent: Agent) -> ConversationQuerySet:
    """All conditions at once: each further `filter` of Django takes as long as the database."""
    given = {
        "status": filters.status,
        "inbox": filters.inbox,
        "contact": filters.contact,
        "tags__name": None if filters.tag is None or filters.q is None else _tag(filters.tag),
    }
    conditions = [Q(**{name: value for name, value in given.items() if value is not None})]
    conditions += [VIEWS[filters.view](agent)] if filters.view else []
    conditions += [_assigned(filters.assignee, agent=agent)] if filters.assignee else []
    conditions += [Q(team=None if filters.team == "none" else int(filters.team))] if filters.team else []
    if filters.sort != "newest" and filters.q is None:
        conditions.append(Q(**{f"{ORDERS[filters.sort].column}__isnull": False}))
    conditions += [Q(due_at__lt=filters.due_before)] if filters.due_before else []
    conditions += [] if filters.status or filters.view else [~Q(status=SPAM) & ~Q(status__in=ELSEWHERE)]
    return rows.filter(*conditions)


def _assigned(who: str, *, agent: Agent) -> Q:
    if who == "none":
        return Q(assignee__isnull=True)
    return Q(assignee=agent.pk if who == "me" else int(who))


def _tag(name: str) -> str:
    try:
        return clean(name)
    except BadTag as error:
        raise wrong("?tag", "A tag is 1 to 60 characters.") from error


def _ordered(rows: ConversationQuerySet, *, filters: Filters, agent: Agent) -> Page:
    order, tag = ORDERS[filters.sort], "" if filters.tag is None else _tag(filters.tag)
    first = rows_of(
        rows,
        agent=agent,
        order=order,
        cursor=filters.cursor,
        columns=COLUMNS,
        limit=filters.limit + 1,
        tag=tag,
    )
    found = [Row._make(one) for one in first]
    return pages.page(found, size=filters.limit, at=order.column)


def _matching(rows: ConversationQuerySet, *, filters: Filters, agent: Agent) -> Page:
    """Those with a message that matches, by the newest such message. The cursor is a message; a conversation whose
    newest match came before it was on an earlier page. A page may be short, and even empty, before the end."""
    query = filters.q or ""
    start = before = pages.decode_id(filters.cursor) if filters.cursor else None
    shown: dict[int, Any] = {}
    for _round in range(ROUNDS):
        matches = search(query, agent=agent, limit=MATCHES_AT_ONCE, before=before)
        owners = dict(Message.everywhere.visible_to(agent).filter(id__in=matches).values_list("id", "conversation_id"))
        fresh = set(owners.values()) - shown.keys()
        if start is not None:
            fresh -= conversations_matching_since(query, message_id=start, among=fresh)
        found = {row.id: row for row in map(Row._make, rows.filter(id__in=fresh).values_list(*COLUMNS))}
        for message_id in matches:
            before = message_id
            row = found.get(owners.get(message_id, 0))
            if row is not None:
                shown.setdefault(row.id, row)
            if len(shown) == filters.limit:
                return Page(list(shown.values()), pages.encode_id(before))
        if len(matches) < MATCHES_AT_ONCE:
            return Page(list(shown.values()), None)
    return Page(list(shown.values()), pages.encode_id(before or 0))
