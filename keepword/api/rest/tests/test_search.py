"""The desk's search, for programs."""

import pytest

from keepword.api.tests.program import Program
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


def test_words_and_filters_find_what_the_desk_finds(cast):
    made = {code: stage.conversation_of(cast, code) for code in stage.CUSTOMERS}
    program = Program(cast.mina)
    for query, language in [("包裹", "zh-Hans"), ("from:ann@customer.example monday", "en"), ("language:ko", "ko")]:
        page = program.get("/search", q=query).json()
        assert [item["conversation"]["id"] for item in page["items"]] == [made[language].pk], query


def test_pages_follow_each_other_without_a_gap_or_a_double(cast):
    made = [stage.conversation_of(cast, text="teapot").pk for _ in range(5)]
    program, seen, cursor = Program(cast.mina), [], {}
    while cursor is not None:
        page = program.get("/search", q="teapot", limit="2", **cursor).json()
        seen += [item["conversation"]["id"] for item in page["items"]]
        cursor = {"cursor": page["next"]} if page["next"] else None
    assert seen == sorted(made, reverse=True)


def test_a_stranger_finds_neither_words_nor_people_nor_references(cast):
    conversation = stage.conversation_of(cast)
    for query in ("monday", "ann", "status:open", conversation.reference):
        assert Program(cast.mina).get("/search", q=query).json()["items"] != []
        page = Program(cast.stranger).get("/search", q=query).json()
        assert (page["items"], page["contacts"], page["next"]) == ([], [], None), query


def test_what_was_not_understood_is_said(cast):
    page = Program(cast.mina).get("/search", q="before:soon colour:red").json()
    said = {(one["kind"], one["filter"], one["value"]) for one in page["misunderstood"]}
    assert said == {("date", "before", "soon"), ("unknown", "colour", "")}


def test_a_cursor_that_is_not_ours_is_refused(cast):
    assert Program(cast.mina).get("/search", q="monday", cursor="x!").status_code == 400
