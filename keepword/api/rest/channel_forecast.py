"""What would one more channel take? Asked before it is opened; the answer forbids nothing."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query
from pydantic import Field

from keepword.api.answering import answer
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router, Shape
from keepword.api.rest.describing import Id, documented, only_known
from keepword.brands.channel_kinds import KINDS
from keepword.brands.models import Brand
from keepword.brands.opening_hours import hours_of_brand
from keepword.insight.staffing.forecasting import Forecast, Wanted, forecast
from keepword.insight.staffing.needing import MOST_CONTACTS
from keepword.insight.staffing.team import hours_a_week
from keepword.people.permissions import MANAGE_SETTINGS

router = Router(tags=["Channels"])


class ForecastFilters(Shape):
    kind: Annotated[str, Field(json_schema_extra={"enum": [*KINDS]}, pattern=f"^({'|'.join(KINDS)})$")] = "mail"
    contacts: int | None = Field(None, ge=0, le=MOST_CONTACTS, description="A week; without it, a guess.")
    answer_seconds: int | None = Field(None, ge=0, le=10**7, description="To answer in, of opening time.")
    brand: Id | None = Field(None, description="Whose hours count; without it, those of the first.")


class ForecastItem(Shape):
    kind: str
    contacts: int
    contacts_basis: str = Field(
        description="Where that number is from: `typed`, `same_channel`, `other_channels` or `assumed`."
    )
    minutes_per_answer: float
    measured: int = Field(description="On so many answers; 0 where it is an assumption.")
    hours: float = Field(description="A week that people must be there for it.")
    people: float = Field(description="In halves, rounded up.")
    at_once: int = Field(description="So many at the same moment, for the time to answer in.")
    can_be_met: bool = Field(description="False where it is never open.")
    team_people: int
    team_hours: float = Field(description="A week, of all who may reply.")
    used_hours: float = Field(description="A week, by what comes now.")
    share: float | None = Field(description="Of their hours with this channel; null where nobody may reply.")
    is_tight: bool
    supported: int = Field(description="Other kinds of channels that the catalogue supports; one or two are a start.")
    gets_out_of_hand: bool


@router.get("/forecast", response=documented(200, ForecastItem, 403, 404, 422), summary="Forecast a channel")
def read_forecast(request: HttpRequest, filters: Query[ForecastFilters]) -> HttpResponse:
    """The hours and people that one more channel would take, beside what your people have and use. From the last four
    weeks of the inboxes that you may see."""
    only_known(request, ForecastFilters)
    agent = agent_of(request, may=MANAGE_SETTINGS)
    brand = Brand.objects.order_by("id").filter(**({} if filters.brand is None else {"pk": filters.brand})).first()
    if brand is None:
        raise Http404
    wanted = Wanted(
        filters.kind,
        contacts=filters.contacts,
        wait_seconds=filters.answer_seconds,
        open_hours=hours_a_week(hours_of_brand(brand).hours),
    )
    return answer(_item(forecast(agent, wanted)))


def _item(found: Forecast) -> dict[str, Any]:
    expected, need = found.expected, found.need
    return {
        "kind": found.kind,
        "contacts": expected.contacts,
        "contacts_basis": expected.basis,
        "minutes_per_answer": round(expected.minutes, 1),
        "measured": expected.measured,
        "hours": round(need.hours, 1),
        "people": need.people,
        "at_once": need.at_once,
        "can_be_met": need.can_be_met,
        "team_people": found.team.people,
        "team_hours": found.team.hours,
        "used_hours": round(found.used_hours, 1),
        "share": None if found.share is None else round(found.share, 3),
        "is_tight": found.is_tight,
        "supported": found.supported,
        "gets_out_of_hand": found.gets_out_of_hand,
    }
