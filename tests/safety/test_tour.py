"""No screen is left out of the tour of pictures, and with it out of what axe looks at."""

from django.urls import resolve

from tests import tour
from tests.safety.addresses import every_address

# Pages that are no picture of their own, with the reason.
ELSEWHERE = {
    "setup": "taken on the first day, before there is anything",
    "sign-in/second-step": "only between two steps; tests/browser/test_passkeys.py",
    "new-password/<str:key>": "as the invitation",
    "how-we-serve/goals/<int:number>": "as a new goal",
    "contact/<slug:slug>": "the same page as contact",
    "contact/received/<str:receipt>": "taken after the form was sent",
    "c/<str:link>": "taken after the form was sent",
    "tasks/<int:number>/outcome": "a line of the opportunities, with two fields",
    "drafts/<int:number>": "a part of the conversation",
    "conversations/<int:number>/preview": "a part of the conversation",
    "notes/<int:number>": "a part of the conversation",
    "messages/<int:number>/html": "the customer's own page, in its frame",
    "conversations/<int:number>/team": "the same page as the one of people",
    "hours/<slug:slug>/snippet.html": "a part of somebody else's page",
}

NO_PAGES = ("api/", "^api", "hooks/", "sign-in/with", "files/", "draft-files/")


def _routes_of_the_tour() -> set[str]:
    numbers = dict.fromkeys(("view", "shown", "spam", "beside", "bulk", "task", "promise", "tag", "role", "signature",
                             "provider", "retention", "binned", "note", "file"), 1)  # fmt: skip
    paths = [*tour.addresses(tour.INSIDE | tour.OUTSIDE, rows=numbers).values()]
    return {resolve(path.partition("?")[0]).route for path in paths}


def test_every_screen_is_in_the_tour(world, at_desk):
    client = at_desk(world.cast.ruth)
    seen = _routes_of_the_tour() | set(ELSEWHERE)
    missing = []
    for address in every_address():
        # All lists come in by one page, and that of the agents is in the tour.
        if address.route in seen or address.route.endswith("/import") or address.route.startswith(NO_PAGES):
            continue
        answer = client.get(world.path(address))
        is_page = answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/html")
        if is_page and b"<html" in answer.content:
            missing.append(address.route)
    assert not missing, f"put them into tests/tour.py: {missing}"
