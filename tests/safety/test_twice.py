"""Every form sent twice, as by a double click or by going back and sending again: what the second press finds is done
already. Nothing is done once more, and nobody reads that there is nothing here or that a name is taken."""

from dataclasses import dataclass

from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from keepword.people.models import Agent
from tests.safety.addresses import ADMINISTRATOR, AGENT, GUARDED, Address, of
from tests.safety.conftest import Sit, World, everything
from tests.safety.forms import PATH, form_for

# As the page has them that was shown once.
MARKS = {"form": "a" * 32, "mark": "b" * 32, "csrfmiddlewaretoken": "c" * 64}
MOVED = (301, 302, 303)
DONE = (200, 204, *MOVED)
NOTHING_TO_PRESS, NOT_THEIRS = 405, 403
# What is meant to happen each time.
EACH_TIME = {
    "settings/security/proof": "each proof is counted and renews the one before",
    "settings/security/proof/passkey": "each try to prove oneself is written down",
    "settings/agents/<int:number>/link": "each press makes a new link, and it is written down who made it",
    "settings/notices/test": "each press is a trial of its own, of one and the same notice",
    "settings/notices/devices": "the browser says again that it is there, and when",
    "how-we-serve/reading": "the newest moment counts",
    "conversations/<int:number>/draft/removal": "the words in the form are put away, whatever lies there already",
}
WRITTEN_DOWN = {"Event", "AuditEntry"}  # a file that came in is, also when it changed nothing
# What no form of ours can do in this house.
REFUSED = {
    "settings/security/proof/passkey": "it takes a key that signs: web/tests/test_passkey_pages.py",
    "settings/mailboxes": "it is kept only when a mail server let us in: tests/mail",
}


@dataclass(frozen=True, slots=True)
class Pressed:
    """`changed` are the tables in which the second press changed something."""

    first: int
    second: int
    changed: tuple[str, ...] = ()

    @property
    def is_well(self) -> bool:
        return not self.changed and (self.first not in DONE or self.second in DONE)


def test_a_second_press_of_any_button_does_nothing_more(world: World, at_desk: Sit):
    """By an administrator, and by an agent what the administrator may not press or sees nothing of."""
    wrong, refused, both = {}, {}, (world.cast.ruth, world.cast.mina)
    for address in of(AGENT, GUARDED, ADMINISTRATOR):
        tried = [_pressed(at_desk(agent), address, world=world, who=agent) for agent in both]
        accepted = [one for one in tried if one.first in DONE]
        if not accepted and all(one.first != NOTHING_TO_PRESS for one in tried):
            refused[address.route] = [one.first for one in tried]
        each_time = address.route in EACH_TIME or address.route.endswith("/export")
        if not each_time and not all(one.is_well for one in tried):
            wrong[address.route] = tried
    assert wrong == {}
    assert set(refused) == set(REFUSED), "a form that is accepted belongs into forms.py"


def _pressed(desk: Client, address: Address, *, world: World, who: Agent) -> Pressed:
    """What a second press of the button came to; nothing of it stays."""
    with transaction.atomic():
        form = form_for(address, world=world, who=who) | MARKS
        path = form.pop(PATH, None) or world.path(address)
        first = desk.post(path, form)
        once = everything() if _may(first) else {}
        second = desk.post(path, form) if once else first
        twice = everything() if once else {}
        transaction.set_rollback(True)
    changed = {name for name in twice if once[name] != twice[name]}
    if address.route.endswith("/import"):
        changed -= WRITTEN_DOWN
    return Pressed(first.status_code, second.status_code, tuple(changed))


def _may(first: HttpResponse) -> bool:
    return first.status_code not in (NOTHING_TO_PRESS, NOT_THEIRS)
