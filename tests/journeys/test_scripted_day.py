"""A day at the desk: two agents in two real browsers, one of them with a phone as well, and customers with real mail
programs. Each step is a file in `day/`; what it says is asserted on the screens, in the mailboxes and by the API."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys.day.asking_a_supplier import he_answers_beside
from tests.journeys.day.assigning import it_comes_to_both_and_is_given_to_one
from tests.journeys.day.colliding import they_answer_at_once
from tests.journeys.day.drafting import it_is_begun_here_and_finished_there
from tests.journeys.day.erasing import she_is_forgotten
from tests.journeys.day.joining import they_are_merged_and_parted
from tests.journeys.day.people import Day, come_together
from tests.journeys.day.sleeping import they_come_back_in_the_morning
from tests.journeys.day.speaking_korean import a_macro_speaks_her_language
from tests.journeys.day.whispering import nothing_reached_him, nothing_reaches_him
from tests.services.dovecot import Dovecot
from tests.services.keepword import keepword
from tests.services.moved_clock import MovedClock
from tests.services.postman import Postman
from tests.services.tap import tap


@pytest.fixture
def day(
    tmp_path: Path, fresh_database: str, postman: Postman, dovecot: Dovecot, new_page: Callable[..., Page]
) -> Iterator[Day]:
    clock = MovedClock(tmp_path)
    settings = {"KEEPWORD_RELAY_URL": postman.url} | clock.settings
    with keepword(tmp_path / "data", database_url=fresh_database, settings=settings) as shop, tap(shop.port) as wire:
        yield come_together(shop, clock=clock, tap=wire, dovecot=dovecot, new_page=new_page)


def test_two_agents_and_their_customers_live_through_a_day(day: Day, tmp_path: Path):
    lamp = it_comes_to_both_and_is_given_to_one(day)
    it_is_begun_here_and_finished_there(day, conversation=lamp)
    they_answer_at_once(day, conversation=lamp)
    address = a_macro_speaks_her_language(day)
    he_answers_beside(day, conversation=lamp)
    they_are_merged_and_parted(day, kept=lamp, other=address)
    whispered = nothing_reaches_him(day, folder=tmp_path)
    they_come_back_in_the_morning(day, early=address, late=lamp)
    nothing_reached_him(day)
    she_is_forgotten(day, contact=whispered.minji)
