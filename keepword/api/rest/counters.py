"""Counters of a brand's mission."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from pydantic import Field

from keepword.api.answering import answer
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router, Shape
from keepword.api.problems import wrong
from keepword.api.rest.describing import Given, Words, documented
from keepword.brands.mission.counting import LONGEST, MOST, TooMuch, add
from keepword.brands.models import Counter
from keepword.people.permissions import MANAGE_SETTINGS

router = Router(tags=["Brands"])


class CounterItem(Shape):
    name: str
    brand: str = Field(description="Its short name, as in addresses.")
    per: str = Field(description="item, order, solved (conversation) or hand.")
    step: int
    total: int
    is_public: bool


class CounterList(Shape):
    items: list[CounterItem]


class Addition(Given):
    amount: Annotated[int, Field(ge=-MOST, le=MOST, description="Not 0; negative takes away.")]
    source: Annotated[Words, Field(min_length=1, max_length=LONGEST - 10, examples=["campaign-2026-11"])]
    brand: Annotated[
        Words, Field(max_length=60, description="Needed where two brands have a counter of this name.")
    ] = ""


@router.get("", response=documented(200, CounterList), summary="List counters")
def list_counters(request: HttpRequest) -> HttpResponse:
    """Of all brands, by name."""
    agent_of(request)
    found = Counter.objects.select_related("brand").order_by("name", "brand__slug")
    return answer({"items": [_item(one) for one in found[:500]]})


@router.post(
    "/{counter_name}/add",
    response=documented(200, CounterItem, 403, 400, 404, 409, 413, 415, 422),
    summary="Add to a counter",
)
def add_to_counter(request: HttpRequest, counter_name: str, new: Addition) -> HttpResponse:
    """What one `source` adds is counted once, however often it is told."""
    agent = agent_of(request, may=MANAGE_SETTINGS)
    found = Counter.objects.select_related("brand").filter(name=counter_name)
    rows = list(found.filter(brand__slug=new.brand) if new.brand else found)
    if not rows:
        raise Http404
    if len(rows) > 1:
        raise wrong("/brand", "Several brands have a counter of this name.")
    try:
        add(rows[0], amount=new.amount, source=f"api:{new.source}", by=agent.as_actor)
    except TooMuch as error:
        raise wrong("/amount", "Nothing to add.") from error
    return answer(_item(Counter.objects.select_related("brand").get(pk=rows[0].pk)))


def _item(one: Counter) -> dict[str, Any]:
    names = ("name", "per", "step", "total", "is_public")
    return {**{name: getattr(one, name) for name in names}, "brand": one.brand.slug}
