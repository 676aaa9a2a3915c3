"""Letters of any length are found by their words, their writer and their files, with the words around the find."""

import re

import pytest
from django.db import connection

from keepword.conversations.finding.reindexing import forget_terms, index_again, indexed
from keepword.conversations.inbound import File
from keepword.conversations.searching import TERMS_KEPT_ONCE, index_all, terms_of
from keepword.web.tests.reading import rows
from tests import cast as stage

LONG = " ".join(f"word{number}" for number in range(9_000))


def marks(page) -> list[str]:
    return re.findall(r"<mark>(.*?)</mark>", page.content.decode())


def in_words(page) -> str:
    found = re.search(
        r'<span class="row-words[^>]*>(.*?)</span><span class="row-marks"', page.content.decode(), re.DOTALL
    )
    assert found
    return found[1]


def whole_index_is_right() -> None:
    """SQLite's own judge of an index without a text: sums that were told wrongly fail it."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO conversations_search(conversations_search) VALUES ('integrity-check')")


@pytest.mark.parametrize("query", ["word8999", "ann@customer.example", "Ann Lee", "invoice-2041", "parcel"])
def test_a_long_letter_is_found_by_its_end_its_writer_and_its_files(cast, mina, stranger, query):
    files = (File("invoice-2041.pdf", "application/pdf", b"%PDF"),)
    made = stage.conversation_of(cast, text=LONG, files=files)
    assert rows(mina.get("/search", {"q": query})) == [made.pk]
    assert rows(stranger.get("/search", {"q": query})) == []


def test_of_a_letter_without_an_end_its_writer_and_files_are_found_all_the_same(cast, mina):
    files = (File("invoice-2041.pdf", "application/pdf", b"%PDF"),)
    made = stage.conversation_of(cast, text="包裹在哪里？" * 30_000, files=files)
    for query in ("invoice-2041", "包裹", "Ann"):
        assert rows(mina.get("/search", {"q": query})) == [made.pk]


def test_words_that_would_burst_the_index_are_left_out_and_the_letter_is_taken_in(cast, mina):
    gothic = " ".join("".join(chr(0x10330 + int(digit)) for digit in f"{number:060}") for number in range(5_000))
    made = stage.conversation_of(cast, text=gothic)
    assert rows(mina.get("/search", {"q": "parcel"})) == [made.pk]


def test_the_words_around_a_find_far_down_are_shown(cast, mina):
    stage.conversation_of(cast, text=LONG)
    page = mina.get("/search?q=word7777")
    assert marks(page) == ["word7777"]
    assert "word7778" in in_words(page)
    assert in_words(page).startswith("…")


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Wait … and then " * 20 + "the needle is here", "needle", "needle"),
        ("Straße " * 40 + "mit freundlichen Grüßen", "grüssen", "Grüßen"),
        ("ﬁne " * 60 + "５０ 円です", "50", "５０"),
        ("½ " * 100 + "包裹在哪里", "包裹", "包裹"),
    ],
)
def test_a_find_is_marked_behind_letters_that_are_two_when_they_are_compared(cast, mina, text, query, marked):
    stage.conversation_of(cast, text=text)
    assert marks(mina.get("/search", {"q": query})) == [marked]


def test_a_long_letter_is_taken_out_of_the_index_as_it_was_put_in(cast, mina):
    message = stage.conversation_of(cast, text=LONG).messages.get()
    forget_terms([message.pk])
    assert indexed([message.pk]) == []
    assert rows(mina.get("/search?q=word8999")) == rows(mina.get("/search?q=word1")) == []
    whole_index_is_right()
    index_again([message.pk])
    assert rows(mina.get("/search?q=word8999")) == [message.conversation_id]


def test_a_long_letter_that_was_indexed_with_fewer_words_is_taken_out_with_those(cast, mina):
    message = stage.conversation_of(cast, text=LONG).messages.get()
    forget_terms([message.pk])
    index_all([(message.pk, terms_of(message, subject=message.conversation.subject)[:TERMS_KEPT_ONCE])])
    assert rows(mina.get("/search?q=word8999")) == []
    assert rows(mina.get("/search?q=word1")) == [message.conversation_id]
    forget_terms([message.pk])
    assert rows(mina.get("/search?q=word1")) == []
    whole_index_is_right()


def test_an_ordinary_letter_has_the_words_it_had(cast):
    message = stage.conversation_of(cast).messages.get()
    terms = terms_of(message, subject="Where is it?", names=["a b.txt"])
    assert terms[:3] == ["where", "is", "it"]
    assert terms[-3:] == ["a", "b", "txt"]
