"""Every form sent twice, as by a double click or by going back and sending again: what the second press finds is done
already. Nothing is done once more, and nobody reads that there is nothing here."""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tests.safety.addresses import ADMINISTRATOR, AGENT, GUARDED, Address, of
from tests.safety.conftest import Sit, World, everything

MARKS = {"form": "a" * 32, "mark": "b" * 32}  # as the page has them that was shown once
MOVED = (301, 302, 303)
# What is meant to happen each time.
EACH_TIME = {
    "settings/security/proof/passkey": "each try to prove oneself is written down",
    "settings/agents/<int:number>/link": "each press makes a new link, and it is written down who made it",
    "settings/notices/test": "each press is a trial of its own, of one and the same notice",
    "how-we-serve/reading": "the newest moment counts",
    "conversations/<int:number>/draft/removal": "the words in the form are put away, whatever lies there already",
}


@pytest.mark.parametrize("who", ["ruth", "mina"])
def test_a_second_press_of_any_button_does_nothing_more(world: World, at_desk: Sit, who: str):
    wrong = {}
    for address in of(AGENT, GUARDED, ADMINISTRATOR):
        each_time = address.route in EACH_TIME or address.route.endswith("/export")
        found = None if each_time else _twice(at_desk(getattr(world.cast, who)), address, world=world)
        if found:
            wrong[address.route] = found
    assert wrong == {}


def _twice(desk: Client, address: Address, *, world: World) -> Any:
    """What the second press changed, or how it was refused where the first was not; None when all is well."""
    path, form = world.path(address), world.form | MARKS
    with transaction.atomic():
        first = desk.post(path, form)
        once = everything()
        second = desk.post(path, form)
        twice = everything()
        transaction.set_rollback(True)
    changed = [name for name in twice if once[name] != twice[name]]
    is_lost = first.status_code in (200, *MOVED) and second.status_code == 404
    return (first.status_code, second.status_code, changed) if changed or is_lost else None
