"""Finding by what was said, in every language."""

import pytest

from keepword.web.tests.reading import rows, words
from tests import cast as stage


@pytest.mark.parametrize(
    ("language", "query"), [("en", "monday"), ("zh-Hans", "运费"), ("ko", "배송"), ("ar", "الطرد")]
)
def test_a_word_of_a_message_finds_its_conversation(cast, mina, language, query):
    made = {code: stage.conversation_of(cast, code).pk for code in stage.CUSTOMERS}
    page = mina.get("/search", {"q": query})
    assert rows(page) == [made[language]]
    assert f'href="/conversations/{made[language]}?message=' in page.content.decode()


def test_the_words_around_the_find_are_shown(cast, mina):
    stage.conversation_of(cast, text="word " * 80 + "needle in the middle " + "word " * 80)
    assert "needle in the middle" in words(mina.get("/search?q=needle"))


def test_a_conversation_stands_once_however_often_the_word_was_said(cast, mina):
    stage.conversation_of(cast, text="teapot", subject="teapot")
    assert len(rows(mina.get("/search?q=teapot"))) == 1


def test_a_stranger_finds_nothing(cast, conversation, stranger):
    assert rows(stranger.get("/search?q=monday")) == []


def test_nothing_found_says_what_to_try(mina):
    page = mina.get("/search?q=xyzzy").content.decode()
    assert "Nothing found." in page
    assert 'value="xyzzy"' in page


@pytest.mark.parametrize("query", ["", "   ", "'\"*():^-", "x" * 5000, "AND OR NOT"])
def test_odd_queries_are_answered_calmly(mina, query):
    assert mina.get("/search", {"q": query}).status_code == 200
