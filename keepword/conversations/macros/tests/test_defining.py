"""Who writes macros, for whom, and what is refused."""

import pytest

from keepword.conversations.inbound import File
from keepword.conversations.macros.actions import Action, BadAction
from keepword.conversations.macros.defining import Draft, NothingInIt, NotTheirs, bring_back, change, define, retire
from keepword.conversations.macros.listing import offered_to
from keepword.conversations.macros.variables import UnknownVariable
from keepword.conversations.models import Macro
from keepword.events.models import Event


def names(agent, **query):
    return [one.name for one in offered_to(agent, **query)]


def test_each_sees_their_own_their_teams_and_everybodys(cast, macro):
    macro(name="All")
    macro(name="Shop", team=cast.team)
    define(Draft("Mina's", {"en": "x"}, owner=cast.mina), by=cast.mina)
    assert names(cast.mina) == ["All", "Mina's", "Shop"]
    assert names(cast.dave) == ["All", "Shop"]
    assert names(cast.ruth) == ["All", "Shop"]
    assert names(cast.stranger) == ["All"]


def test_only_administrators_write_for_others(cast, macro):
    for owner, team in ((None, None), (None, cast.team), (cast.dave, None)):
        with pytest.raises(NotTheirs):
            define(Draft("x", {"en": "x"}, owner=owner, team=team), by=cast.mina)
    shared = macro()
    for attempt in (lambda: change(shared, to=Draft("y", {"en": "y"}, owner=cast.mina), by=cast.mina),
                    lambda: retire(shared, by=cast.mina)):  # fmt: skip
        with pytest.raises(NotTheirs):
            attempt()
    assert Macro.objects.in_use().count() == 1


def test_a_private_macro_is_not_the_administrators_to_change(cast):
    private = define(Draft("x", {"en": "x"}, owner=cast.mina), by=cast.mina)
    with pytest.raises(NotTheirs):
        change(private, to=Draft("y", {"en": "y"}), by=cast.ruth)


@pytest.mark.parametrize(
    ("draft", "error"),
    [
        (Draft("", {"en": "x"}), NothingInIt),
        (Draft("x", {"en": "  "}), NothingInIt),
        (Draft("x", {"en": "{{customer.shoe_size}}"}), UnknownVariable),
        (Draft("x", actions=[Action("explode")]), BadAction),
        (Draft("x", actions=[Action("priority", "odd")]), BadAction),
        (Draft("x", actions=[Action("snooze", 0)]), BadAction),
        (Draft("x", actions=[Action("snooze", 2), Action("resolve")]), BadAction),
    ],
)
def test_what_could_not_be_used_is_refused_when_it_is_saved(cast, draft, error):
    with pytest.raises(error):
        define(draft, by=cast.ruth)
    assert not Macro.objects.exists()


def test_a_change_replaces_words_and_keeps_files_that_stay(cast, macro):
    made = define(
        Draft("Returns", {"en": "a", "ko": "b"}), by=cast.ruth, files=[File("a.pdf", "application/pdf", b"a")]
    )
    change(
        made,
        to=Draft("Returns", {"en": "c"}, actions=[Action("resolve"), Action("tag", " Refund ")]),
        by=cast.ruth,
        files=[File("b.pdf", "application/pdf", b"b")],
    )
    made.refresh_from_db()
    assert list(made.texts.values_list("language", "text")) == [("en", "c")]
    assert [file.name for file in made.files.order_by("id")] == ["a.pdf", "b.pdf"]
    assert made.actions == [{"do": "tag", "to": "refund"}, {"do": "resolve", "to": None}]
    change(made, to=Draft("Returns", {"en": "c"}), by=cast.ruth, without=[made.files.earliest("id").pk])
    assert [file.name for file in made.files.all()] == ["b.pdf"]


def test_what_was_put_away_is_offered_to_nobody_and_can_come_back(cast, macro):
    made = macro()
    retire(made, by=cast.ruth)
    assert names(cast.mina) == []
    bring_back(made, by=cast.ruth)
    assert names(cast.mina) == ["Late"]
    said = Event.objects.filter(name__startswith="macro.").order_by("id").values_list("name", flat=True)
    assert list(said) == ["macro.defined", "macro.retired", "macro.brought_back"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("late", ["Late", "Returns"]),
        ("RETOURE", ["Returns"]),
        ("환불", ["Returns"]),
        ("sorry late", ["Late"]),
        ("x", []),
    ],
)
def test_a_macro_is_found_by_name_folder_and_words_of_any_language(cast, macro, query, found):
    macro(name="Returns", folder="Late", texts={"de": "Für die Retoure", "ko": "환불해 드립니다"})
    macro(name="Late")
    assert names(cast.mina, query=query) == found


def test_a_list_of_macros_costs_two_queries(cast, macro, django_assert_max_num_queries):
    for number in range(5):
        macro(name=f"Macro {number}")
    with django_assert_max_num_queries(2):
        assert len(names(cast.mina)) == 5
