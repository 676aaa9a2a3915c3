"""What a segment asks of purchases, in the database's words: of the figures that are kept for each contact `p`."""

from datetime import datetime

from keepword.commerce.tiers import tiers_called
from keepword.conversations.finding.meaning import Condition, among
from keepword.conversations.views.rules import Rule
from keepword.segments.rules import AT_LEAST, NUMBERS, SUMS


def _figure(column: str) -> str:
    return f"(SELECT k.{column} FROM commerce_customer k WHERE k.contact_id = p.id)"  # noqa: S608


SPENT = "(SELECT k.minor FROM commerce_spending k WHERE k.contact_id = p.id AND k.currency = %s)"
AMOUNTS = (*NUMBERS, *SUMS)
COLUMNS = {"first_order": "first_order_at", "last_order": "last_order_at"}
KNOWN = {
    "tier": f"{_figure('tier')} <> ''",
    "points": f"{_figure('points')} IS NOT NULL",
    "last_order": f"{_figure('last_order_at')} IS NOT NULL",
}


def amount(rule: Rule) -> Condition:
    """Who never bought has no order and spent nothing, in any currency; who is in no programme has no points, and not
    few of them."""
    number, *currency = rule.values
    figure = SPENT if rule.field in SUMS else _figure(rule.field)
    if rule.field != "points":
        figure = f"COALESCE({figure}, 0)"
    return Condition(f"{figure} {'>=' if rule.op == AT_LEAST else '<='} %s", (*currency, number))


def ordered(field: str, *, bound: datetime, is_since: bool) -> Condition:
    """`bound` belongs to what is since it."""
    return Condition(f"{_figure(COLUMNS[field])} {'>=' if is_since else '<'} %s", (bound,))


def in_tier(rule: Rule) -> Condition:
    return among(_figure("tier"), tiers_called([str(value) for value in rule.values]))
