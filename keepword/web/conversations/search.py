"""Find conversations by what was said in them, and by filters: /search?q=."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models.functions import Left
from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keepword.commerce.models import Order
from keepword.conversations.fields.knowing import found_with
from keepword.conversations.finding.narrowing import Trouble
from keepword.conversations.finding.results import Found, find
from keepword.conversations.models import Conversation, Message
from keepword.conversations.models.conversation import STATUSES
from keepword.people.models import Company, Contact, Identity
from keepword.web.commerce import searching
from keepword.web.conversations.empty import EMPTY
from keepword.web.conversations.inbox import listed
from keepword.web.conversations.rows import COLUMNS, Row, printed
from keepword.web.conversations.snippets import READ, holds, marked, snippet
from keepword.web.people.admitting import AgentRequest, for_agents

PAGE = 30
LONGEST = 500  # letters of a query


@for_agents
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()[:LONGEST]
    return listed(request, context=_found(request, query=query))


def _found(request: AgentRequest, *, query: str) -> dict[str, Any]:
    before = request.GET.get("before", "")
    is_deep = before.isdecimal() and len(before) < 19
    found = find(query, agent=request.user, limit=PAGE, before=int(before) if is_deep else None)
    orders = searching.called(query, agent=request.user) if not is_deep else []
    here = f"{reverse('web:search')}?{urlencode({'q': query})}"
    rows = _with_theirs(_rows(request, found=found), orders=orders, request=request)
    return {
        "heading": _("Search"),
        "query": query,
        "rows": rows,
        "people": _people(request, found=found),
        "companies": _companies(found),
        "orders": searching.shown(orders),
        "remarks": [_remark(one) for one in found.troubles],
        "root": reverse("web:conversation", args=[0])[:-1],
        "suffix": "",
        "sorts": [],
        "save_query": urlencode({"q": query}) if found.asked.filters else "",
        "first_address": here if is_deep else "",
        "next_address": f"{here}&before={found.next_before}" if found.next_before else "",
        "next_label": "" if len(rows) >= PAGE else _("Look further back"),
        "empty": EMPTY["further" if found.next_before else "search" if query else "unasked"],
    }


def _rows(request: AgentRequest, *, found: Found) -> list[Row]:
    """One row for each conversation, at its newest message that was found, with the words around the find."""
    messages = Message.everywhere.visible_to(request.user).filter(id__in=[message for message, _ in found.hits])
    texts = {
        number: (text, aside) for number, text, aside in messages.values_list("id", Left("text", READ), "aside_id")
    }
    ids = [conversation for _, conversation in found.hits] + ([found.exact] if found.exact else [])
    conversations = Conversation.objects.visible_to(request.user).filter(id__in=ids)
    rows = {row.id: row for row in printed(list(conversations.values_list(*COLUMNS)), agent_id=request.user.pk)}
    own = found_with(texts)
    exact = [rows[found.exact]] if found.exact in rows else []
    return exact + [
        _at(rows[conversation], message=message, said=texts[message], own=own.get(message, []), found=found)
        for message, conversation in found.hits
        if conversation in rows and message in texts
    ]


def _with_theirs(rows: list[Row], *, orders: list[Order], request: AgentRequest) -> list[Row]:
    """Whoever searches for an order wants to see what its customer wrote, even where no message names it."""
    if not orders:
        return rows
    found = searching.conversations_of(orders, agent=request.user).values_list(*COLUMNS)
    shown = {row.id for row in rows}
    return rows + [row for row in printed(list(found), agent_id=request.user.pk) if row.id not in shown]


def _at(row: Row, *, message: int, said: tuple[str, int | None], own: list[tuple[str, str]], found: Found) -> Row:
    text, aside = said
    place = f"aside={aside}" if aside else f"message={message}"
    return row._replace(
        subject=marked(row.subject, written=found.asked.written),
        words=_words(text, own=own, written=found.asked.written),
        fragment=f"?{place}#message-{message}",
    )


def _words(text: str, *, own: list[tuple[str, str]], written: Sequence[str]) -> SafeString:
    """Own fields that hold one of the words stand before what was said, with their names."""
    held = [(name, value) for name, value in own if holds(value, written=written)]
    fields = [format_html("{}: {} · ", name, snippet(value, written=written)) for name, value in held]
    return format_html("{}{}", format_html_join("", "{}", ((one,) for one in fields)), snippet(text, written=written))


def _companies(found: Found) -> list[tuple[str, str]]:
    """Companies that the words may mean: name, and where they are."""
    known = Company.objects.in_bulk(found.companies)  # house: `find` names only those that the agent may know
    return [
        (known[number].name, reverse("web:company", args=[number])) for number in found.companies if number in known
    ]


def _people(request: AgentRequest, *, found: Found) -> list[tuple[str, str, str]]:
    """Contacts that the words may mean: name, address, and where their conversations are."""
    contacts = Contact.objects.in_bulk(found.contacts)  # house: `find` names only who wrote where the agent may see
    known = Identity.objects.filter(contact_id__in=contacts).order_by("-id").values_list("contact_id", "value")
    addresses = dict(known) if contacts else {}
    return [
        (
            str(contacts[number]),
            addresses[number],
            f"{reverse('web:search')}?{urlencode({'q': f'from:{addresses[number]}'})}",
        )
        for number in found.contacts
        if number in addresses
    ]


def _remark(trouble: Trouble) -> str:
    """What could not be understood, and how to write it."""
    sentences = {
        "unknown": _("There is no filter “%(name)s:”. It was searched for as a word."),
        "date": _("“%(value)s” is no date, so “%(name)s:” was left out. Write a day like 2026-11-01."),
        "status": _("There is no status “%(value)s”, so it was left out. Write one of: %(statuses)s."),
        "has": _("“has:%(value)s” was left out. Write has:attachment."),
        "in": _("“in:%(value)s” was left out. Write in:bin for what was deleted."),
        "nobody": _("Nothing that you may see is called “%(value)s” (%(name)s:)."),
    }
    return sentences[trouble.kind] % {
        "name": trouble.name, "value": trouble.value, "statuses": ", ".join(STATUSES)
    }  # fmt: skip
