"""No page grows with the house: twice as many agents, teams, inboxes, brands, tags and so on make no page larger, and
none asks more. What does not fit is found by name (`web/picking/`) or stands on a further page
(`web/settings/paging.py`).
"""

import gzip
from dataclasses import dataclass
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.safety.addresses import ADMINISTRATOR, AGENT, ANYBODY, GUARDED, LINK, of
from tests.safety.crowding import FEW, MANY, ask_for_much, crowd

HEAVIEST = 30_000  # bytes, compressed: what a page may weigh on the next visit
ROOM = 1_500  # bytes that are not counted as growth: larger numbers, other times; a hundred lines are ten times that
MORE_QUERIES = 1  # what is asked once for something that was remembered in between


@dataclass(frozen=True)
class Page:
    size: int
    packed: int
    queries: int


@pytest.fixture
def look(world, at_desk):
    """Every page of the product as the administrator gets it, by its route."""
    client = at_desk(world.cast.ruth)

    def looked() -> dict[str, Page]:
        pages = {}
        for address in of(ANYBODY, LINK, AGENT, GUARDED, ADMINISTRATOR):
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(world.path(address))
            if answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/html"):
                pages[address.route] = Page(len(answer.content), len(gzip.compress(answer.content, 6)), len(queries))
        return pages

    return looked


def test_no_page_grows_with_the_house(world, look):
    grow = partial(crowd, world.cast, world.conversation)
    grow(numbers=range(FEW))
    before = look()
    grow(numbers=range(FEW, MANY))
    after = look()
    assert before.keys() == after.keys()
    assert len(after) > 150
    grown = {route: (before[route], page) for route, page in after.items() if _is_larger(page, than=before[route])}
    assert grown == {}
    assert {route: page for route, page in after.items() if page.packed > HEAVIEST} == {}


def _is_larger(page: Page, *, than: Page) -> bool:
    return page.size > than.size + ROOM or page.queries > than.queries + MORE_QUERIES


def test_three_hundred_fields_of_one_s_own_fit_on_every_page(world, look):
    """A form asks for each of them, so it grows; it stays within what a page may weigh."""
    ask_for_much(count=300)
    pages = look()
    assert {route: page for route, page in pages.items() if page.packed > HEAVIEST} == {}
    assert pages["contacts/<int:number>/fields"].size > 300 * 100  # all of them are asked for there
