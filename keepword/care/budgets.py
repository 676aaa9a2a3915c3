"""How much somebody may give without asking. Pure; all amounts in smallest units of one currency."""

from dataclasses import dataclass

ONE, CUSTOMER, AGENT = "one", "customer", "agent"


@dataclass(frozen=True, slots=True)
class Limits:
    """Of a role: for one gift, for one customer and for one agent within their periods. None is "no limit", 0 "not at
    all"."""

    for_one: int | None = None
    per_customer: int | None = None
    per_agent: int | None = None


NOTHING = Limits(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Used:
    """What a customer was given within the period, by whomever; and what an agent gave without asking."""

    customer: int = 0
    agent: int = 0


@dataclass(frozen=True, slots=True)
class Allowance:
    """`most` may be given alone now, None without an end; `by` is the limit that says so (`ONE`, `CUSTOMER` or
    `AGENT`), "" without one."""

    most: int | None
    by: str = ""

    def covers(self, amount: int) -> bool:
        return self.most is None or amount <= self.most


def allowance(limits: Limits, *, used: Used) -> Allowance:
    """The narrowest of the three. What was given above a limit, by somebody's word or before the limit was lowered,
    leaves nothing, never less than that. Of equal ones the first is named: it holds the longest."""
    left = [
        (limits.for_one, 0, ONE),
        (limits.per_customer, used.customer, CUSTOMER),
        (limits.per_agent, used.agent, AGENT),
    ]
    bound = [(max(0, most - spent), name) for most, spent, name in left if most is not None]
    if not bound:
        return Allowance(None)
    most, name = min(bound, key=lambda one: one[0])
    return Allowance(most, name)


def may_approve(limits: Limits, *, amount: int) -> bool:
    """Nobody says yes to more than their own role may give at once: else two people could do what neither may."""
    return limits.for_one is None or amount <= limits.for_one
