"""What customers were given: /reports/gifts. Each figure leads to the gifts behind it, and so to the conversations."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keepword.care.models import Gift, GiftKind
from keepword.care.tallying import Tally, tallies, total, zone_of
from keepword.care.wording import kind_words, reason_words
from keepword.kit import clock
from keepword.kit.amounts import say
from keepword.people.permissions import SEE_REPORTS
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.reports.shell import report

MONTHS_SHOWN = 12
Key = tuple[Any, str]  # what is counted together, and the currency


@dataclass(frozen=True, slots=True)
class Line:
    """`share` of the largest line of its group and currency, in percent."""

    name: str
    count: int
    amount: str
    share: int
    address: str


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    lines: list[Line]


@for_agents(may=SEE_REPORTS)
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    given = Gift.objects.visible_to(request.user).given().filter(given_at__gte=_since())
    found = tallies(given)
    context = {"groups": groups_of(found) if found else []}
    return report(request, "web/reports/gifts.html", tab="gifts-given", context=context)


def _since() -> datetime:
    """The first of a month on the organisation's clock: this one and the eleven before."""
    now = clock.now().astimezone(zone_of())
    months = now.year * 12 + now.month - MONTHS_SHOWN
    return now.replace(year=months // 12, month=months % 12 + 1, day=1, hour=0, minute=0, second=0, microsecond=0)


def groups_of(found: list[Tally]) -> list[Group]:
    kinds = {one.pk: kind_words(one.key, one.name) for one in GiftKind.objects.all()}
    return [
        Group(_("By month"), _lines(found, by=lambda one: one.month, name=_month, query=_of_month)),
        Group(_("By kind"), _lines(found, by=lambda one: one.kind, name=lambda key: kinds[key], query=_of("kind"))),
        Group(_("By reason"), _lines(found, by=lambda one: one.reason, name=reason_words, query=_of("reason"))),
    ]


def _month(on: date) -> str:
    return date_format(on, "YEAR_MONTH_FORMAT")


def _of_month(on: date) -> dict[str, str]:
    return {"month": f"{on:%Y-%m}"}


def _of(name: str) -> Callable[[Any], dict[str, str]]:
    return lambda key: {name: str(key)}


def _lines(
    found: Iterable[Tally],
    *,
    by: Callable[[Tally], Any],
    name: Callable[[Any], str],
    query: Callable[[Any], dict[str, str]],
) -> list[Line]:
    """Months as they come, newest first."""
    grouped: dict[Key, list[Tally]] = {}
    for one in found:
        grouped.setdefault((by(one), one.currency), []).append(one)
    sums = {key: total(some) for key, some in grouped.items()}
    most = {money: max(amount for (_key, of), (_count, amount) in sums.items() if of == money) for _k, money in sums}
    return [
        Line(
            name=name(key),
            count=count,
            amount=say(amount, currency=money, language=get_language() or "en"),
            share=round(100 * amount / most[money]),
            address=f"{reverse('web:gifts')}?{urlencode({'which': 'given', **query(key), 'currency': money})}",
        )
        for (key, money), (count, amount) in sums.items()
    ]
