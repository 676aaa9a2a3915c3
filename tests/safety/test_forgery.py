"""No other site can act in the name of somebody who is signed in here, and nothing happens by following a link."""

from typing import Any

from django.test import Client

from keepword.events import auditing
from keepword.events.models import AuditEntry
from tests.safety.addresses import ADMINISTRATOR, AGENT, ANYBODY, GUARDED, LINK, PROGRAM, of
from tests.safety.conftest import Sit, World, everything

FROM_ELSEWHERE = {"Origin": "https://evil.example", "Referer": "https://evil.example/"}
LOOKED = (auditing.SEEN, auditing.CONTACT_SEEN, "audit.exported", "list.exported", "contact.exported")
WITH_FORMS = (ANYBODY, LINK, AGENT, GUARDED, ADMINISTRATOR)
# Asking for a fresh link takes no token: whoever asks, it goes to the owner of the conversation, and only once in ten
# minutes.
WITHOUT_TOKEN = {"c/<str:link>/link"}


def test_a_form_of_another_site_changes_nothing(world: World, at_desk: Sit):
    browser = at_desk(world.cast.ruth, enforce_csrf_checks=True)
    before, taken = everything(), []
    for address in of(*WITH_FORMS):
        if address.route in WITHOUT_TOKEN:
            continue
        answer = browser.post(world.path(address), world.form, headers=FROM_ELSEWHERE)
        taken += [] if answer.status_code in (403, 404, 405, 415, 422) else [f"{address.route}: {answer.status_code}"]
    assert taken == []
    assert everything() == before


def test_a_form_without_its_token_changes_nothing(world: World, at_desk: Sit):
    browser = at_desk(world.cast.ruth, enforce_csrf_checks=True)
    before, taken = everything(), []
    for address in of(AGENT, GUARDED, ADMINISTRATOR):
        answer = browser.post(world.path(address), world.form)
        taken += [] if answer.status_code in (403, 405) else [f"{address.route}: {answer.status_code}"]
    assert taken == []
    assert everything() == before


def test_the_same_forms_change_something_when_they_are_ours(world: World, at_desk: Sit):
    """The proof that the forms above are refused for where they come from."""
    browser = at_desk(world.cast.ruth)
    before = everything()
    answers = [browser.post(world.path(address), world.form).status_code for address in of(GUARDED)]
    assert 403 not in answers
    assert everything() != before


def test_a_session_is_no_key_to_the_api(world: World, at_desk: Sit):
    """Cookies travel by themselves, tokens do not: so no page of another site can use it."""
    browser, before, opened = at_desk(world.cast.ruth), everything(), []
    places = {"conversation_id": world.conversation.pk, "contact_id": 1, "inbox_id": 1, "token": "x", "name": "x"}
    for address in of(PROGRAM):
        for act in ("GET", "POST", "PUT", "PATCH", "DELETE"):
            answer = browser.generic(act, address.filled(places), "{}", content_type="application/json")
            opened += [] if answer.status_code in (401, 404, 405) else [f"{act} {address.route}"]
    assert opened == []
    assert everything() == before


def test_nothing_happens_by_following_a_link(world: World, at_desk: Sit):
    """Nothing but that the audit log says who looked at what, and that a key of our own is made where it is first
    shown."""
    browser, before = at_desk(world.cast.ruth), _but_for_looking()
    for address in of(*WITH_FORMS):
        browser.get(world.path(address), world.form)
        assert _but_for_looking() == before, address.route


def _but_for_looking() -> dict[str, list[Any]]:
    changes = AuditEntry.objects.exclude(name__in=LOOKED)  # house: to say that nothing changed
    return everything() | {"AuditEntry": list(changes.order_by("id").values()), "PushKey": []}


def test_a_guessed_cookie_is_no_token(world: World):
    browser = Client(enforce_csrf_checks=True)
    browser.cookies["csrftoken"] = "a" * 32
    answer = browser.post("/sign-in", {"username": "x", "password": "y", "csrfmiddlewaretoken": "b" * 32})
    assert answer.status_code == 403
