"""The beginning of a word finds what each of its words finds, whichever way the database is asked."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keepword.conversations.finding import spelling_out
from keepword.conversations.finding.asking import read
from keepword.conversations.finding.results import find
from keepword.conversations.finding.spelling_out import spelled_out
from tests import cast as stage

pytestmark = pytest.mark.django_db

SAID = [
    "parcel",
    "two parcels",
    "parcelling",
    "par cel",
    "parcéls!",
    "Parcel-ZX81",
    "包裹到了",
    "包装",
    "소포가",
    "parties",
]
BEGINNINGS = [
    "parc",
    "parcel",
    "parcels",
    "two parc",
    "-two parc",
    "ZX8",
    "Parcel-ZX8",
    "包",
    "包裹",
    "到了",
    "소",
    "nothing",
]


@pytest.fixture
def mina():
    """Somebody who sees one conversation about each."""
    cast = stage.gather()
    for said in SAID:
        stage.conversation_of(cast, text=said, subject="")
    return cast.mina


@pytest.mark.parametrize("query", BEGINNINGS)
def test_words_that_are_spelled_out_find_what_their_beginning_finds(mina, query, monkeypatch):
    found = find(query, agent=mina, limit=50).hits
    monkeypatch.setattr(spelling_out, "MOST", -1)
    assert find(query, agent=mina, limit=50).hits == found
    assert bool(found) == (query != "nothing")


def test_each_word_that_begins_so_is_known(mina):
    if connection.vendor == "sqlite":
        assert spelled_out(read("parc")).endings == ("parcel", "parcelling", "parcels")
        assert spelled_out(read("包")).endings == ("包装", "包裹")
    assert spelled_out(read("zzz")).endings == ()
    assert spelled_out(read('"parc"')).endings == ()


def test_a_beginning_that_too_many_words_share_is_asked_for_as_it_is(mina, monkeypatch):
    monkeypatch.setattr(spelling_out, "MOST", 2)
    assert spelled_out(read("parc")).endings == ()
    assert len(find("parc", agent=mina, limit=50).hits) == 5


def test_the_words_are_looked_up_once_a_search(mina):
    with CaptureQueriesContext(connection) as queries:
        find("parc", agent=mina, limit=50)
    lookups = [one["sql"] for one in queries if "conversations_search_terms" in one["sql"]]
    assert len(lookups) == (1 if connection.vendor == "sqlite" else 0)
    assert not [one["sql"] for one in queries if 'parc" *' in one["sql"]]
