"""Every role at every address with every method: what the role does not include is refused, and changes nothing.

The addresses come from the URL list and the permissions from their rules, so a new address is asked as soon as it is
there, and one whose form says nothing about permissions fails.
"""

import pytest
from django.db import transaction
from django.test import Client

from keepword.kit import clock
from keepword.people import permissions
from keepword.people.models import Agent, Role
from tests.safety.addresses import ADMINISTRATOR, AGENT, GUARDED, Address, of
from tests.safety.conftest import Sit, World, everything

DESK = (AGENT, GUARDED, ADMINISTRATOR)
DEMANDED = sorted({one for address in of(*DESK) if address.rule for one in address.rule.demands("POST")})
OTHER_METHODS = ("PUT", "PATCH", "DELETE")


@pytest.mark.parametrize("role", [*permissions.BUILT_IN, "nothing"])
def test_a_role_opens_what_it_includes_and_nothing_else(world: World, at_desk: Sit, role: str):
    agent = _member(world, role=role) if role != "nothing" else _member(world, may=set())
    assert _differences(world, agent, desk=at_desk(agent), addresses=of(*DESK)) == []


@pytest.mark.parametrize("permission", DEMANDED)
def test_each_permission_alone_opens_its_doors_and_without_it_they_stay_closed(
    world: World, at_desk: Sit, permission: str
):
    """An own role has any set of them: none may hang on another, and none come with another."""
    doors = [one for one in of(*DESK) if one.rule and one.rule.demands("POST") == {permission}]
    for may in ({permission}, set(permissions.ALL - {permission})):
        agent = _member(world, may=may)
        assert _differences(world, agent, desk=at_desk(agent), addresses=doors) == []


def test_every_form_says_which_permission_it_takes_or_why_none(world: World, at_desk: Sit):
    """Who holds no permission at all tries every form: what opens must say in its rule why it is free."""
    agent = _member(world, may=set())
    desk = at_desk(agent)
    silent = [one for one in of(*DESK) if one.rule and not one.rule.demands("POST") and not one.rule.why_free]
    opened = [one.route for one in silent if _ask(desk, "POST", world.path(one), world.form) != 405]
    assert opened == []


def test_no_other_method_does_anything(world: World, at_desk: Sit):
    ruth = at_desk(world.cast.ruth)
    before = everything()
    answers = {(m, one.route): _ask(ruth, m, world.path(one), {}) for one in of(*DESK) for m in OTHER_METHODS}
    assert {asked: answer for asked, answer in answers.items() if answer != 405} == {}
    assert everything() == before


def _differences(world: World, agent: Agent, *, desk: Client, addresses: list[Address]) -> list[str]:
    """Where a door is open that should be closed, or the other way round; and what a closed one changed."""
    wrong, before = [], everything()
    for address in addresses:
        for method in ("GET", "POST"):
            status = _ask(desk, method, world.path(address), world.form)
            closed = not _is_open(address, method=method, agent=agent)
            if status != 405 and (status == 403) != closed and not _is_free(address, method=method):
                wrong.append(f"{method} {address.route}: {status}")
    return wrong + ([] if everything() == before else ["something changed"])


def _is_open(address: Address, *, method: str, agent: Agent) -> bool:
    rule = address.rule
    assert rule is not None
    if rule.whose == ADMINISTRATOR.whose:
        return agent.is_administrator
    return all(agent.may(one) for one in rule.demands(method))


def _is_free(address: Address, *, method: str) -> bool:
    """Whose form it is decides the form itself: tested where the form is."""
    return method == "POST" and bool(address.rule and address.rule.why_free)


def _ask(desk: Client, method: str, path: str, form: dict) -> int:
    """What is done is undone again, so that the next address finds the house as it was, and who signed out in."""
    kept = desk.cookies.copy()
    with transaction.atomic():
        if method in ("GET", "POST"):
            status = (desk.get if method == "GET" else desk.post)(path, form if method == "POST" else {}).status_code
        else:
            status = desk.generic(method, path).status_code
        transaction.set_rollback(True)
    desk.cookies = kept
    return status


def _member(world: World, *, role: str = permissions.OWN, may: set[str] | None = None) -> Agent:
    """Somebody of the shop's team, who sees what there is to see."""
    own = None
    if may is not None:
        own = Role.objects.create(name=f"Own {Role.objects.count()}", permissions=sorted(may), made_at=clock.now())
    number = Agent.objects.count()
    agent = Agent.objects.create_user(f"m{number}@leafloom.example", name="Mo", role=role, own_role=own)
    agent.teams.add(world.cast.team)
    return agent
