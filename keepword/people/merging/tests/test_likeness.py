"""Who looks like whom? The odd cases first: nobody is suggested because of a common name or a shared mailbox."""

import pytest

from keepword.people.merging.likeness import Looks, likeness, mailbox_of, name_parts
from keepword.people.merging.notes import joined, parted


def person(name="", *addresses, phones=(), company=None):
    return Looks(name, addresses, tuple(phones), company)


NO, YES = False, True
CASES = {
    "nobody knows anything": (person(), person(), NO),
    "a common name alone": (person("John Smith", "john@one.example"), person("John Smith", "smith@two.example"), NO),
    "one word is half the world": (person("Ann", "ann@shop.example"), person("Ann", "annie@shop.example"), NO),
    "same name, same company": (person("Ann Lee", "al@shop.example"), person("Ann Lee", "lee@shop.example"), YES),
    "same name, the other way round": (person("Lee, Ann", "al@s.example"), person("ann lee", "lee@s.example"), YES),
    "with and without marks": (person("José Pérez", "jp@s.example"), person("Jose Perez", "perez@s.example"), YES),
    "same name, both at a free mailbox": (person("Ann Lee", "a1@gmail.com"), person("Ann Lee", "b2@gmail.com"), NO),
    "free mail in capitals is free mail": (person("Ann Lee", "a1@GMail.com"), person("Ann Lee", "b2@GMail.com"), NO),
    "colleagues": (person("Ann Lee", "ann@shop.example"), person("Bob Ray", "bob@shop.example"), NO),
    "colleagues at a shared mailbox": (person("Ann Lee", "info@a.example"), person("Ann Ray", "info@b.example"), NO),
    "a shared mailbox of two companies": (person("", "sales@a.example"), person("", "sales@b.example"), NO),
    "a rare mailbox moved house": (person("", "k.obermeier@old.example"), person("", "k.obermeier@new.example"), YES),
    "a rare mailbox, other names": (
        person("Kai Obermeier", "obermeier@old.example"), person("Ute Maria", "obermeier@new.example"), NO,
    ),
    "a short mailbox moved house": (person("", "ann@old.example"), person("", "ann@new.example"), NO),
    "a short mailbox and the name": (person("Ann Lee", "ann@old.example"), person("Ann Lee", "ann@new.example"), YES),
    "a plus is the same mailbox": (person("", "al@gmail.com"), person("", "al+shop@gmail.com"), YES),
    "a plus at another provider": (person("", "al@gmail.com"), person("", "al+shop@gmx.de"), NO),
    "a plus at a shared mailbox": (person("", "info@a.example"), person("", "info+x@a.example"), NO),
    "one telephone in two writings": (
        person("Ann Lee", phones=["+49 30 1234567"]), person("", phones=["030/123 45 67"]), YES,
    ),
    "a family's telephone": (person("Ann Lee", phones=["0301234567"]), person("Bob Ray", phones=["0301234567"]), NO),
    "an extension is no telephone": (person("", phones=["204"]), person("", phones=["204"]), NO),
    "a Chinese name is whole": (person("王小明", "w@s.example"), person("王小明", "xm@s.example"), YES),
    "a Korean name is whole": (person("김민지", "mj@s.example"), person("김민지", "kim@s.example"), YES),
    "one Han letter is no name": (person("王", "w@s.example"), person("王", "x@s.example"), NO),
    "same name, same company by hand": (person("Ann Lee", company=4), person("Ann Lee", company=4), YES),
    "what has no @": (person("", "12345678"), person("", "12345678"), NO),
    "no letters in the name": (person("…", "a@s.example"), person("…", "b@s.example"), NO),
}  # fmt: skip


@pytest.mark.parametrize(("one", "other", "wanted"), CASES.values(), ids=CASES)
def test_two_are_suggested_only_for_good_reasons(one, other, wanted):
    found = likeness(one, other)
    assert found.is_enough is wanted, found
    assert likeness(other, one) == found


def test_a_suggestion_says_why_the_strongest_reason_first():
    one, other = person("Ann Lee", "ann.lee99@s.example"), person("Ann Lee", "ann.lee99@t.example", "x@s.example")
    assert likeness(one, other).reasons == ("mailbox", "name", "company")


@pytest.mark.parametrize(
    ("name", "parts"), [("LEE,  Ann", ["lee", "ann"]), ("O'Neil", ["o", "neil"]), ("ﬁona", ["fiona"]), ("!", [])]
)
def test_names_are_taken_apart(name, parts):
    assert name_parts(name) == parts


@pytest.mark.parametrize(("address", "mailbox"), [("a+b@c", "a"), ("a@b@c", "a"), ("abc", ""), ("@c", ""), ("", "")])
def test_a_mailbox_is_what_stands_before_the_at(address, mailbox):
    assert mailbox_of(address) == mailbox


@pytest.mark.parametrize(
    ("note", "other", "both"),
    [("a", "b", "a\n\nb"), ("", "b", "b"), ("a", "", "a"), ("", "", ""), ("call a friend", "a", "call a friend")],
)
def test_two_notes_in_one_and_apart_again(note, other, both):
    text, added = joined(note, other)
    assert text == both
    assert parted(text, added) == note


@pytest.mark.parametrize(
    ("note", "added", "left"),
    [
        ("b\n\nc", "b", "c"),
        ("a\n\nb\n\nc", "\n\nb", "a\n\nc"),
        ("rewritten", "\n\nb", "rewritten"),
        ("a\n\nb, and more", "\n\nb", "a, and more"),
        ("a", "", "a"),
    ],
)
def test_what_somebody_wrote_since_stays(note, added, left):
    assert parted(note, added) == left
