"""/widget/typing: the visitor types, or stopped. Who answers them sees that, and never a letter of it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from keepword.channels.chat.tickets import NoTicket, read
from keepword.channels.chat.visiting import visit_of
from keepword.events.presence import GONE, WRITING
from keepword.kit import clock
from keepword.widget.live import place_of, show
from keepword.widget.opening import HEADER


@csrf_exempt  # the ticket is in a header that no page of another site can send
@require_POST
def tell(request: HttpRequest) -> HttpResponse:
    """`is_writing` is "yes" or "no". A ticket that has ended is told nothing: the page hears of that by its stream."""
    try:
        visit = visit_of(read(request.headers.get(HEADER, ""), now=clock.now()))
    except NoTicket:
        return HttpResponse(status=404)
    place = place_of(visit)
    # Beside their page, which goes on telling that it is there: a word "stopped" that is lost is forgotten soon.
    show(place, doing=WRITING if request.POST.get("is_writing") == "yes" else GONE, screen=f"{place.screen}-types")
    return HttpResponse(status=204)
