"""What does whoever has no business here see? Asked of every address, so that a new one is asked too."""

from collections.abc import Callable

from django.http import HttpResponse
from django.test import Client

from tests.safety.addresses import ADMINISTRATOR, AGENT, GUARDED, RULES, every_address, of
from tests.safety.conftest import Sit, World, everything


def test_every_address_says_whose_it_is():
    assert [address.route for address in every_address() if not address.rule] == []
    assert set(RULES) - {address.route for address in every_address()} == set()


def test_who_has_not_signed_in_is_led_to_the_door(world: World):
    before = everything()
    wrong = _breaches(world, of(AGENT, GUARDED, ADMINISTRATOR), by=Client(), kept=_leads_to_the_door)
    assert wrong == []
    assert everything() == before


def test_a_stranger_finds_nothing_of_what_is_not_theirs(world: World, at_desk: Sit):
    stranger = at_desk(world.cast.stranger)
    before = everything()
    assert _breaches(world, of(GUARDED), by=stranger, kept=lambda answer: answer.status_code == 404) == []
    assert everything() == before


def test_a_colleague_finds_it(world: World, at_desk: Sit):
    """The proof that the stranger is refused for who asks, not for how it is asked."""
    theirs = [one for one in of(GUARDED) if one.rule and all(map(world.cast.mina.may, one.rule.demands("POST")))]
    colleague = at_desk(world.cast.mina)
    assert _breaches(world, theirs, by=colleague, kept=lambda answer: answer.status_code in (200, 302, 422)) == []


def test_no_page_of_a_stranger_names_the_customer(world: World, at_desk: Sit):
    stranger = at_desk(world.cast.stranger)
    pages = {one.route: stranger.get(world.path(one), {"q": "parcel"}, follow=True).content for one in of(AGENT)}
    assert [route for route, page in pages.items() if b"ann@customer.example" in page or b"Ann Lee" in page] == []


def test_a_stranger_is_not_told_whether_a_conversation_exists(world: World, at_desk: Sit):
    stranger = at_desk(world.cast.stranger)
    real, made_up = (stranger.get(f"/conversations/{number}") for number in (world.conversation.pk, 999_999))
    assert (real.status_code, real.content) == (made_up.status_code, made_up.content)


def _breaches(world: World, addresses: list, *, by: Client, kept: Callable[[HttpResponse], bool]) -> list[str]:
    """Where the answer is not as it should be, or where there is neither a page to get nor a form to send."""
    wrong = []
    for address in addresses:
        path = world.path(address)
        answers = {"GET": by.get(path), "POST": by.post(path, world.form)}
        there = {act: answer for act, answer in answers.items() if answer.status_code != 405}
        wrong += [f"{act} {address.route}: {one.status_code}" for act, one in there.items() if not kept(one)]
        wrong += [] if there else [f"{address.route}: neither page nor form"]
    return wrong


def _leads_to_the_door(answer: HttpResponse) -> bool:
    return answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in")
