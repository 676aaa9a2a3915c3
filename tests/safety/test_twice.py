"""Every form sent twice, as by a double click or by going back and sending again: what the second press finds is done
already. Nothing is done once more, and nobody reads that there is nothing here or that a name is taken."""

from dataclasses import dataclass

from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from keepword.people.models import Agent
from tests.safety.addresses import ADMINISTRATOR, AGENT, GUARDED, Address, of
from tests.safety.conftest import Sit, World, everything
from tests.safety.forms import form_for
from tests.safety.prepared_forms import PATH, Form

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
    "settings/security/app": "of two answers the second is seen, so it has the codes: web/tests/test_second_step.py",
    "settings/security/passkeys": "as above: web/tests/test_passkey_pages.py",
    "settings/security/recovery-codes": "each press makes new codes, of which the page shows the newest",
}
# What is sent is signed for this one time: a second sending is somebody else's.
GOOD_ONCE = {"settings/security/proof/passkey"}
# Nothing is changed by their nature: a second press has nothing to do twice.
CHANGES_NOTHING = {
    "conversations/<int:number>/preview": "says how a letter will look",
    "conversations/<int:number>/offers": "says which promises the words make",
    "conversations/<int:number>/presence": "who is here is kept in memory alone, and the newest sign counts",
    "settings/inboxes/<int:number>/trial": "asks name servers and the relay, and says what they answered",
    "settings/mailboxes/<int:number>/trial": "opens a mailbox, and says what was found",
}
WRITTEN_DOWN = {"Event", "AuditEntry"}  # a file that came in is, also when it changed nothing
KEPT_OF_PRESSES = {"PressedForm"}
# What no form of ours can do in this house.
REFUSED = {
    "settings/mailboxes": "it is kept only when a mail server let us in: tests/mail",
}


@dataclass(frozen=True, slots=True)
class Pressed:
    """`did` are the tables in which the first press changed something, `changed` those in which the second did."""

    first: int
    second: int
    did: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


def test_a_second_press_of_any_button_does_nothing_more(world: World, at_desk: Sit):
    """By an administrator, and by an agent what the administrator may not press or sees nothing of."""
    wrong, refused, idle, both = {}, {}, {}, (world.cast.ruth, world.cast.mina)
    for address in of(AGENT, GUARDED, ADMINISTRATOR):
        tried = [_pressed(at_desk(agent), address, world=world, who=agent) for agent in both]
        accepted = [one for one in tried if one.first in DONE]
        if not accepted and all(one.first != NOTHING_TO_PRESS for one in tried):
            refused[address.route] = [one.first for one in tried]
        if accepted and not any(_did_something(one, address=address) for one in accepted):
            idle[address.route] = [one.first for one in accepted]
        if not all(_is_well(one, address=address) for one in tried):
            wrong[address.route] = tried
    assert wrong == {}
    assert set(idle) == set(CHANGES_NOTHING), "a form that changes nothing here proves nothing: see prepared_forms.py"
    assert set(refused) == set(REFUSED), "a form that is accepted belongs into forms.py"


def _pressed(desk: Client, address: Address, *, world: World, who: Agent) -> Pressed:
    """What a second press of the button came to; nothing of it stays."""
    with transaction.atomic():
        form = form_for(address, world=world, who=who) | MARKS
        path = form.pop(PATH, None) or world.path(address)
        before = everything()
        first = desk.post(path, form)
        once = everything() if _may(first) else {}
        _rewind(form)
        second = desk.post(path, form) if once else first
        twice = everything() if once else {}
        transaction.set_rollback(True)
    did = {name for name in once if before[name] != once[name]}
    changed = {name for name in twice if once[name] != twice[name]}
    if address.route.endswith("/import"):
        changed -= WRITTEN_DOWN
    return Pressed(first.status_code, second.status_code, tuple(did), tuple(changed))


def _is_well(pressed: Pressed, *, address: Address) -> bool:
    """The second press did no more, where that is not what it is for; and it read nothing of a refusal."""
    each_time = address.route in EACH_TIME or address.route.endswith("/export")
    is_answered = pressed.first not in DONE or pressed.second in DONE or address.route in GOOD_ONCE
    return is_answered and (each_time or not pressed.changed)


def _rewind(form: Form) -> None:
    """Files were read to their end by the first press."""
    for value in form.values():
        if hasattr(value, "seek"):
            value.seek(0)


def _did_something(pressed: Pressed, *, address: Address) -> bool:
    """Besides that it was written down: for a file that goes out, and for a new link, that is all there is to do."""
    leaves_a_line_alone = address.route.endswith("/export") or address.route in EACH_TIME
    return bool(set(pressed.did) - KEPT_OF_PRESSES - (set() if leaves_a_line_alone else WRITTEN_DOWN))


def _may(first: HttpResponse) -> bool:
    return first.status_code not in (NOTHING_TO_PRESS, NOT_THEIRS)
