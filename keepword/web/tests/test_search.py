"""Finding by what was said, in every language."""

import pytest

from keepword.conversations.assigning import assign
from keepword.conversations.fields.defining import Draft
from keepword.conversations.fields.defining import define as define_field
from keepword.conversations.fields.putting import put_on_conversation
from keepword.conversations.models import Conversation
from keepword.conversations.noting import note
from keepword.conversations.replying import reply
from keepword.conversations.tagging import tag
from keepword.people.companies.belonging import belong
from keepword.people.companies.defining import Draft as Company
from keepword.people.companies.defining import define as define_company
from keepword.web.tests.reading import next_page, rows, words
from tests import cast as stage


@pytest.mark.parametrize(
    ("language", "query"), [("en", "monday"), ("zh-Hans", "运费"), ("ko", "배송"), ("ar", "الطرد")]
)
def test_a_word_of_a_message_finds_its_conversation(cast, mina, language, query):
    made = {code: stage.conversation_of(cast, code).pk for code in stage.CUSTOMERS}
    page = mina.get("/search", {"q": query})
    assert rows(page) == [made[language]]
    assert f'href="/conversations/{made[language]}?message=' in page.content.decode()


def test_the_words_around_the_find_are_shown_and_marked(cast, mina):
    stage.conversation_of(cast, text="word " * 80 + "<b>needle</b> in the middle " + "word " * 80)
    page = mina.get("/search?q=needle")
    assert "<b>needle</b> in the middle" in words(page).replace("  ", "").replace("> needle <", ">needle<")
    assert "&lt;b&gt;<mark>needle</mark>" in page.content.decode()


def test_a_conversation_stands_once_however_often_the_word_was_said(cast, mina):
    stage.conversation_of(cast, text="teapot", subject="teapot")
    assert len(rows(mina.get("/search?q=teapot"))) == 1


@pytest.mark.parametrize(
    "query", ["monday", "ann", "from:ann@customer.example", "from:ann", "status:open", "-nothing", "inbox:help"]
)
def test_a_stranger_finds_nothing_and_nobody(cast, conversation, mina, stranger, query):
    assert rows(mina.get("/search", {"q": query})) == [conversation.pk]
    page = stranger.get("/search", {"q": query})
    assert rows(page) == []
    assert "found-person" not in page.content.decode()
    assert "Ann Lee" not in words(page)


def test_a_stranger_does_not_learn_that_a_reference_exists(cast, conversation, mina, stranger):
    assert rows(mina.get("/search", {"q": conversation.reference})) == [conversation.pk]
    assert rows(stranger.get("/search", {"q": conversation.reference})) == []


def test_a_reference_stands_first_and_once(cast, conversation, mina):
    newer = stage.conversation_of(cast, text=f"See {conversation.reference}, please.")
    page = mina.get("/search", {"q": f"#{conversation.reference.lower()}"})
    assert rows(page) == [conversation.pk, newer.pk]


def test_customers_whom_the_words_may_mean_stand_above(cast, conversation, mina):
    page = mina.get("/search", {"q": "ann"})
    assert "ann@customer.example" in words(page)
    assert "/search?q=from%3Aann%40customer.example" in page.content.decode()


def test_every_filter_narrows(cast, mina):
    made = {code: stage.conversation_of(cast, code) for code in stage.CUSTOMERS}
    en, zh, ko, ar = made.values()
    assign(zh, to=cast.mina, by=cast.mina.as_actor)
    tag(ko, name="Late Parcel", by=cast.mina.as_actor)
    reply(ar, text="Tomorrow", by=cast.dave)
    expected = {
        "from:ann@customer.example": {en}, 'from:"Ann Lee"': {en}, "from:王小明": {zh}, "from:dave": {ar},
        "from:customer.example": {en, zh, ko, ar}, "to:layla@customer.example": {ar},
        "to:help@leafloom.example": {en, zh, ko, ar},
        'tag:"late parcel"': {ko}, "-tag:'late": {en, zh, ko, ar}, '-tag:"late parcel"': {en, zh, ar},
        "status:open": {en, zh, ko}, "status:waiting": {ar}, "-status:open": {ar}, "assignee:me": {zh},
        "assignee:mina": {zh}, "assignee:none": {en, ko, ar}, "team:none": {en, zh, ko, ar},
        "inbox:Help": {en, zh, ko, ar},
        "channel:email": {en, zh, ko, ar}, "channel:form": set(), "language:zh": {zh}, "language:zh-hans": {zh},
        "language：ko": {ko}, "before:2020-01-01": set(), "after:2020-01-01": {en, zh, ko, ar},
        "has:attachment": set(),
        "-monday": {zh, ko, ar}, "-包裹": {en, ko, ar}, "status:open -包裹": {en, ko}, "from:nobody": set(),
        "tag:nothing": set(), "language:zh 包裹": {zh}, "language:ko 包裹": set(), "包": {zh},
    }  # fmt: skip
    found = {query: set(rows(mina.get("/search", {"q": query}))) for query in expected}
    assert found == {query: {one.pk for one in them} for query, them in expected.items()}


def test_notes_and_parts_of_codes_are_found(cast, conversation, mina):
    note(conversation, text="Order ORD-2026-0815 was lost", by=cast.dave)
    for query in ("ORD-2026-0815", '"was lost"', "0815", "lost -found"):
        assert rows(mina.get("/search", {"q": query})) == [conversation.pk], query
    assert rows(mina.get("/search", {"q": '"lost was"'})) == []


@pytest.mark.parametrize(
    ("query", "remark"),
    [
        ("colour:red monday", "There is no filter “colour:”"),
        ("before:yesterday monday", "“yesterday” is no date"),
        ("after:2026-13-01 monday", "Write a day like 2026-11-01"),
        ("before:0001-01-01 monday", "is no date"),
        ("status:closed monday", "There is no status “closed”"),
        ("has:wings monday", "Write has:attachment"),
        ("tag:<b> monday", "Nothing that you may see is called “<b>”"),
    ],
)
def test_what_is_not_understood_is_said_and_nothing_is_lost(conversation, mina, query, remark):
    page = mina.get("/search", {"q": query})
    assert remark in words(page).replace("&lt;", "<")
    assert "<b>" not in page.content.decode()


def test_a_bad_date_leaves_the_rest_of_the_search(conversation, mina):
    assert rows(mina.get("/search", {"q": "before:yesterday monday"})) == [conversation.pk]


def test_pages_show_every_conversation_once(cast, mina):
    made = [stage.conversation_of(cast, text=f"teapot {number}").pk for number in range(35)]
    first = Conversation.objects.get(pk=made[0])
    reply(first, text="Your teapot is on its way", by=cast.mina)
    page = mina.get("/search?q=teapot")
    seen = rows(page)
    assert seen[0] == first.pk
    while next_page(page):
        page = mina.get(next_page(page))
        seen += rows(page)
    assert sorted(seen) == sorted(made)


def test_nothing_found_says_what_to_try(mina):
    page = mina.get("/search?q=xyzzy").content.decode()
    assert "Nothing found." in page
    assert 'value="xyzzy"' in page


@pytest.mark.parametrize(
    "query",
    ["", "   ", "'\"*():^-", "x" * 10_000, "AND OR NOT", "\0", "from:\0 a", "😀", "-", '"', "a & b | !c <-> 'd"],
)
def test_odd_queries_are_answered_calmly(cast, conversation, mina, query):
    assert mina.get("/search", {"q": query}).status_code == 200


@pytest.mark.parametrize("before", ["x", "-1", "9" * 40, "0", "1"])
def test_odd_places_to_go_on_from_are_answered_calmly(cast, conversation, mina, before):
    assert mina.get("/search", {"q": "monday", "before": before}).status_code == 200


def test_an_own_field_that_was_found_is_shown_with_its_name_and_marked(cast, conversation, mina, stranger):
    order = define_field(Draft("Order <number>", about="conversation"), by=cast.ruth.as_actor)
    put_on_conversation(conversation, said={order: ["LL-41007"]}, by=cast.mina.as_actor)
    for query in ("LL-41007", "41007", "LL-41007 parcel"):
        assert rows(mina.get("/search", {"q": query})) == [conversation.pk]
        assert rows(stranger.get("/search", {"q": query})) == []
    page = mina.get("/search?q=LL-41007").content.decode()
    assert "Order &lt;number&gt;: <mark>LL-41007</mark> · It was due" in page
    assert "41007" not in words(mina.get("/search?q=parcel")).replace("q=41007", "")


def test_companies_that_are_called_so_stand_beside_customers(cast, conversation, mina, stranger):
    company = define_company(Company("柳书店 Willow Books", ["willow-books.example"]), by=cast.ruth)
    belong(conversation.contact, to=company, by=cast.ruth.as_actor)
    for query in ("willow", "Books,", "书店", "willow books", "willow-books.example"):
        assert f'href="/companies/{company.pk}"' in mina.get("/search", {"q": query}).content.decode()
        assert "/companies/" not in found_besides(stranger.get("/search", {"q": query}))
    assert "/companies/" not in found_besides(mina.get("/search?q=status:open willow"))
    assert "/companies/" not in found_besides(mina.get("/search?q=nothing"))


def found_besides(page) -> str:
    return page.content.decode().partition('id="list-found"')[2]
