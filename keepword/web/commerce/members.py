"""Who stands where in a loyalty programme, the newest first: /loyalty?q=."""

from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from keepword.commerce.models import Membership
from keepword.conversations.contacts import people_known_to
from keepword.kit import pages
from keepword.kit.storable import storable
from keepword.people.identifying import fold
from keepword.web import times
from keepword.web.commerce.rows import places_of
from keepword.web.desk import surroundings
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.rendering import answer

PAGE = 50


@for_agents
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    """Of the people whom the reader may know; `q` is an address, a programme or a tier, whole."""
    query, before = storable(request.GET.get("q", "")).strip()[:320], request.GET.get("before", "")
    found = list(_found(request, query=query, before=before)[: PAGE + 1])
    shown = found[:PAGE]
    places = zip(shown, places_of(shown, reader=times.reader()), strict=True)
    following = urlencode(({"q": query} if query else {}) | {"before": pages.encode_id(shown[-1].pk)}) if shown else ""
    context = surroundings(request, section="contacts") | {
        "query": query,
        "members": [(place, one.contact_id, one.contact.name or one.address) for one, place in places],
        "next_address": f"{reverse('web:members')}?{following}" if len(found) > PAGE else "",
        "is_deep": bool(before),
    }
    return answer(request, page="web/commerce/members.html", part="web/commerce/_members.html", context=context)


def _found(request: AgentRequest, *, query: str, before: str) -> QuerySet[Membership]:
    places = Membership.objects.visible_to(people_known_to(request.user)).select_related("contact").order_by("-id")
    if query:
        places = places.filter(Q(address=fold(query)) | Q(programme__iexact=query) | Q(tier__iexact=query))
    try:
        return places.filter(id__lt=pages.decode_id(before)) if before else places
    except pages.BadCursor as error:
        raise Http404 from error
