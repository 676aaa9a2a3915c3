"""Who is in a segment: by every condition, by hand, as things happen and as time passes."""

from datetime import timedelta

import pytest
from django.db.models import F

from keepword.conversations.contacts import find_contact
from keepword.conversations.fields.defining import Draft as FieldDraft
from keepword.conversations.fields.defining import define as define_field
from keepword.conversations.fields.putting import put_on_contact
from keepword.conversations.models import Conversation
from keepword.conversations.rating import set_rating
from keepword.conversations.resolving import reopen, resolve
from keepword.conversations.tagging import tag
from keepword.conversations.views.listing import count_of as count_in_view
from keepword.conversations.views.rules import Rule
from keepword.events.actor import SYSTEM
from keepword.people.companies.belonging import belong
from keepword.people.companies.defining import Draft as CompanyDraft
from keepword.people.companies.defining import define as define_company
from keepword.people.merging.merging import merge
from keepword.people.merging.unmerging import unmerge
from keepword.people.models import Contact, Segment, SegmentChoice, SegmentMember
from keepword.privacy.erasing import erase
from keepword.segments.choosing import keep_out, leave_to_conditions, put_in
from keepword.segments.defining import BadName, Draft, bring_back, change, define, retire
from keepword.segments.following import follow
from keepword.segments.listing import count_of, members, preview, segments_of
from keepword.segments.tests.conftest import names_in
from keepword.segments.walking import walk, walk_to_the_end
from tests import cast as stage

OPEN = Rule("open", "is_set")
SPEAKS = Rule("language", "is", ("zh",))
EVERYBODY = {"Ann Lee", "王小明", "김민지", "ليلى حسن"}


@pytest.fixture
def four(cast, monday):
    """A conversation with each of four customers."""
    return {language: stage.conversation_of(cast, language) for language in ("en", "zh-Hans", "ko", "ar")}


@pytest.fixture
def varied(cast, four):
    company = define_company(CompanyDraft("Straße & Söhne"), by=cast.ruth)
    belong(four["en"].contact, to=company, by=SYSTEM)
    tag(four["ko"], name="VIP 🌟", by=cast.mina.as_actor)
    Contact.objects.filter(pk=four["ko"].contact_id).update(time_zone="Asia/Seoul")
    resolve(four["ar"], by=cast.mina.as_actor)
    set_rating(four["ar"].pk, score=2)
    return four


@pytest.mark.parametrize(
    ("rule", "names"),
    [
        (SPEAKS, {"王小明"}),
        (Rule("language", "is_not", ("zh", "ar")), {"Ann Lee", "김민지"}),
        (Rule("language", "is_empty"), set()),
        (Rule("country", "is", ("KR",)), {"김민지"}),
        (Rule("country", "is_not", ("KR",)), EVERYBODY - {"김민지"}),
        (Rule("time_zone", "is", ("Asia/Seoul",)), {"김민지"}),
        (Rule("company", "is", ("STRASSE & Söhne",)), {"Ann Lee"}),
        (Rule("company", "is_empty"), EVERYBODY - {"Ann Lee"}),
        (Rule("company", "is_not", ("acme",)), EVERYBODY),
        (Rule("tag", "is", ("vip 🌟",)), {"김민지"}),
        (Rule("tag", "is_not", ("vip 🌟",)), EVERYBODY - {"김민지"}),
        (Rule("tag", "is", ("nobody has this",)), set()),
        (Rule("rating", "is", (1, 2)), {"ليلى حسن"}),
        (Rule("rating", "is_not", (1, 2)), EVERYBODY - {"ليلى حسن"}),
        (Rule("rating", "is_empty"), EVERYBODY - {"ليلى حسن"}),
        (OPEN, EVERYBODY - {"ليلى حسن"}),
        (Rule("open", "is_empty"), {"ليلى حسن"}),
        (Rule("conversations", "at_least", (1, 30)), EVERYBODY),
        (Rule("conversations", "at_least", (2, 30)), set()),
        (Rule("conversations", "at_most", (0, 30)), set()),
        (Rule("wrote", "in_last", (1, "hours")), EVERYBODY),
        (Rule("wrote", "longer_ago", (1, "hours")), set()),
        (Rule("wrote", "before", ("2026-11-16",)), set()),
        (Rule("wrote", "after", ("2026-11-16",)), EVERYBODY),
        (Rule("wrote", "is_empty"), set()),
    ],
    ids=lambda one: f"{one.field} {one.op}" if isinstance(one, Rule) else "",
)
def test_a_condition_means_what_it_says(varied, segment, rule, names):
    made = segment(rule)
    assert names_in(made) == names
    assert made.size == len(names)
    assert made.walked_at and made.walked_to is None


def test_all_conditions_must_hold(varied, segment):
    assert names_in(segment(OPEN, SPEAKS)) == {"王小明"}


def test_without_a_condition_nobody_is_in_it_but_by_hand(cast, four, segment):
    made = segment()
    assert names_in(made) == set()
    put_in(four["en"].contact, segment=made, by=cast.mina)
    assert names_in(made) == {"Ann Lee"}


def test_own_fields_of_the_contact_are_asked(cast, four, segment):
    field = define_field(FieldDraft("Tier", about="contact"), by=SYSTEM)
    put_on_contact(four["ko"].contact, said={field: ["골드"]}, by=cast.ruth.as_actor)
    assert names_in(segment(Rule(f"own:{field.pk}", "is", ("골드",)))) == {"김민지"}
    assert names_in(segment(Rule(f"own:{field.pk}", "is_empty"), name="Without")) == EVERYBODY - {"김민지"}


def test_it_follows_what_happens_without_looking_at_everybody(cast, four, segment, monday):
    made = segment(OPEN)
    monday.shift(60)
    follow()
    monday.shift(60)
    resolve(four["en"], by=cast.mina.as_actor)
    assert names_in(made) == EVERYBODY
    assert follow() == 1
    assert names_in(made) == EVERYBODY - {"Ann Lee"}
    monday.shift(60)
    reopen(four["en"], by=cast.mina.as_actor)
    follow()
    assert names_in(made) == EVERYBODY
    monday.shift(60)
    follow()
    monday.shift(60)
    assert follow() == 0  # nothing happened since: nobody is looked at


def test_it_follows_the_passing_of_time(cast, four, segment, monday):
    made = segment(Rule("wrote", "longer_ago", (30, "days")))
    monday.shift(timedelta(days=20))
    stage.conversation_of(cast, "ko")
    for _hour in range(14 * 24 // 6):
        monday.shift(timedelta(hours=6))
        follow()
    assert names_in(made) == EVERYBODY - {"김민지"}


def test_what_somebody_changes_of_a_contact_counts_at_once(cast, four, segment):
    company = define_company(CompanyDraft("Acme"), by=cast.ruth)
    made = segment(Rule("company", "is", ("acme",)))
    belong(four["ar"].contact, to=company, by=SYSTEM)
    assert names_in(made) == {"ليلى حسن"}
    belong(four["ar"].contact, to=None, by=SYSTEM)
    assert names_in(made) == set()


def test_by_hand_stands_above_the_conditions(cast, four, segment):
    made = segment(SPEAKS)
    ann, wang = four["en"].contact, four["zh-Hans"].contact
    assert put_in(ann, segment=made, by=cast.mina)
    assert not put_in(ann, segment=made, by=cast.dave)
    assert keep_out(wang, segment=made, by=cast.mina)
    walk_to_the_end(made)
    assert names_in(made) == {"Ann Lee"}
    assert leave_to_conditions(ann, segment=made, by=cast.mina)
    assert leave_to_conditions(wang, segment=made, by=cast.mina)
    assert not leave_to_conditions(wang, segment=made, by=cast.mina)
    assert names_in(made) == {"王小明"}


def test_a_contact_knows_without_asking_that_it_is_in_none(cast, four, segment, django_assert_num_queries):
    made = segment(SPEAKS)
    wang, ann = (Contact.objects.get(pk=four[one].contact_id) for one in ("zh-Hans", "en"))
    assert segments_of(wang) == [(made.pk, "Those")]
    with django_assert_num_queries(0):
        assert segments_of(ann) == []
    keep_out(wang, segment=made, by=cast.mina)
    assert not Contact.objects.get(pk=wang.pk).in_segments


def test_one_that_is_put_away_holds_nobody_and_comes_back_whole(cast, four, segment):
    made = segment(OPEN)
    retire(made, by=cast.ruth)
    assert segments_of(four["en"].contact) == []
    walk()
    assert not SegmentMember.objects.exists()
    assert not Contact.objects.filter(in_segments=True).exists()
    bring_back(made, by=cast.ruth)
    walk()
    made.refresh_from_db()
    assert names_in(made) == EVERYBODY
    assert made.size == len(EVERYBODY)


def test_other_conditions_are_looked_up_by_the_next_walk(cast, four, segment):
    made = segment(OPEN)
    change(made, to=Draft("Chinese", [SPEAKS]), by=cast.ruth)
    walk()
    assert names_in(made) == {"王小明"}


def test_everybody_is_looked_at_a_few_at_a_time(cast, four, segment, monkeypatch):
    monkeypatch.setattr("keepword.segments.walking.STEP", 2)
    made = define(Draft("Few", [OPEN]), by=cast.ruth)
    walk()
    assert names_in(made) == EVERYBODY
    Segment.objects.update(walked_at=F("walked_at") - timedelta(days=2))
    Conversation.objects.filter(pk=four["en"].pk).update(status="spam")  # nobody recorded it
    walk()
    assert names_in(made) == EVERYBODY - {"Ann Lee"}


def test_merged_people_are_in_it_once_and_come_apart_again(cast, four, segment):
    made, by_hand = segment(SPEAKS), segment(name="By hand")
    wang, ann = four["zh-Hans"].contact, four["en"].contact
    put_in(wang, segment=by_hand, by=cast.mina)
    merged = merge(wang, into=ann, by=cast.ruth)
    assert names_in(made) == set()  # Ann's language is known, and it is another
    assert names_in(by_hand) == {"Ann Lee"}
    unmerge(merged, by=cast.ruth)
    assert names_in(made) == {"王小明"}
    assert names_in(by_hand) == {"王小明"}


def test_an_erased_person_is_in_none(cast, four, segment):
    made = segment(OPEN)
    put_in(four["en"].contact, segment=made, by=cast.mina)
    erase(four["en"].contact, by=cast.ruth)
    walk_to_the_end(made)
    assert names_in(made) == EVERYBODY - {"Ann Lee"}
    assert not SegmentChoice.objects.exists()


def test_a_stranger_sees_neither_members_nor_their_number(cast, four, segment):
    made = segment(OPEN)
    assert {one.name for one in members(made, agent=cast.mina)} == EVERYBODY
    assert list(members(made, agent=cast.stranger)) == []
    assert count_of(made, agent=cast.stranger).number == 0
    assert count_of(made, agent=cast.ruth).number == len(EVERYBODY)
    assert preview([OPEN], agent=cast.stranger).number == 0
    assert preview([OPEN], agent=cast.mina).number == len(EVERYBODY)
    assert find_contact(four["en"].contact_id, agent=cast.stranger) is None


def test_a_view_asks_for_a_segment(cast, varied, segment):
    made = segment(Rule("company", "is", ("straße & söhne",)))
    inside, outside = (Rule("segment", op, (made.pk,)) for op in ("is", "is_not"))
    assert count_in_view([inside], agent=cast.mina).number == 1
    assert count_in_view([outside], agent=cast.mina).number == 3
    assert count_in_view([inside], agent=cast.stranger).number == 0


@pytest.mark.parametrize("name", ["", "  ", "\0", "THOSE", "ｔｈｏｓｅ"])
def test_a_name_is_needed_and_its_own(cast, segment, name):
    segment()
    with pytest.raises(BadName):
        define(Draft(name), by=cast.ruth)
