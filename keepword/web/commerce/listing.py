"""All orders, those that were placed last first: /orders?q=."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from keepword.commerce.models import Order
from keepword.conversations.contacts import people_known_to
from keepword.kit import pages
from keepword.web import times
from keepword.web.commerce.finding import orders_called
from keepword.web.commerce.rows import rows_of
from keepword.web.desk import surroundings
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.rendering import answer

PAGE = 50
NEWEST = pages.Order("placed_at", is_descending=True)


@for_agents
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    """Of the people whom the reader may know; with `q`, those of this number alone."""
    number, before = request.GET.get("q", "").strip()[:60], request.GET.get("before", "")
    orders = orders_called(number, agent=request.user) if number else _newest(request, before=before)
    shown = orders[:PAGE]
    names = {one.pk: one.contact.name or one.address if one.contact else "" for one in shown}
    context = surroundings(request, section="contacts") | {
        "number": number,
        "rows": [(row, names[row.id]) for row in rows_of(shown, reader=times.reader())],
        "next_address": _next(shown[-1]) if len(orders) > PAGE else "",
        "is_deep": bool(before),
    }
    return answer(request, page="web/commerce/list.html", part="web/commerce/_found.html", context=context)


def _newest(request: AgentRequest, *, before: str) -> list[Order]:
    """By the time at which they were placed, whenever we heard of them."""
    orders = Order.objects.visible_to(people_known_to(request.user)).select_related("contact")
    try:
        found = pages.after(orders, order=NEWEST, cursor=before)
    except pages.BadCursor as error:
        raise Http404 from error
    return list(found[: PAGE + 1])


def _next(last: Order) -> str:
    return f"{reverse('web:orders')}?{urlencode({'before': pages.encode(last.placed_at, last.pk)})}"
