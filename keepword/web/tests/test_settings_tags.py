"""Tags are renamed, coloured, merged and put away; whoever says the old word means the new one."""

import pytest

from keepword.conversations.models import Tag
from keepword.conversations.tag_care import change as change_tag
from keepword.conversations.tagging import tag, untag
from keepword.events.actor import SYSTEM
from keepword.people import permissions as may
from keepword.people.models import Agent
from keepword.promises.clocks.policies import Draft, define
from keepword.web.tests.reading import error_of, words
from tests import cast as stage


@pytest.fixture
def three(cast):
    """Conversations with one tag, with both, and with the other."""
    them = [stage.conversation_of(cast) for _ in range(3)]
    for one, names in zip(them, (["refund"], ["refund", "money"], ["money"]), strict=True):
        for name in names:
            tag(one, name=name, by=SYSTEM)
    return them


def tags_of(conversations) -> list[list[str]]:
    return [sorted(one.tags.values_list("name", flat=True)) for one in conversations]


def named(name: str) -> Tag:
    return Tag.objects.get(name=name)


def test_a_tag_gets_another_name_and_a_colour(ruth, three, mina):
    ruth.post(f"/settings/tags/{named('refund').pk}", {"name": "Money  Back", "colour": "green"})
    assert tags_of(three) == [["money back"], ["money", "money back"], ["money"]]
    page = mina.get(f"/conversations/{three[0].pk}").content.decode()
    assert 'data-colour="green"' in page


def test_whoever_says_the_old_word_means_the_new_one(cast, ruth, three, mina):
    change_tag(named("refund"), name="money back", colour="", by=SYSTEM)
    tag(three[2], name="refund", by=SYSTEM)
    untag(three[0], name="refund", by=SYSTEM)
    assert tags_of(three) == [[], ["money", "money back"], ["money", "money back"]]
    page = words(mina.get("/search?q=tag:refund"))
    assert three[1].reference in page or "Where is my parcel?" in page


def test_the_old_name_may_come_back(ruth, three):
    number = named("refund").pk
    for name in ("money back", "refund"):
        ruth.post(f"/settings/tags/{number}", {"name": name, "colour": ""})
    assert (named("refund").pk, tags_of(three)[0]) == (number, ["refund"])


def test_two_tags_do_not_share_a_name(ruth, three):
    answer = ruth.post(f"/settings/tags/{named('refund').pk}", {"name": "MONEY", "colour": ""})
    assert "Merge this one into it" in error_of(answer, "name")


def test_merging_is_undone_and_leaves_what_both_had(ruth, three):
    shown = ruth.post(f"/settings/tags/{named('refund').pk}/merging", {"into": named("money").pk}, follow=True)
    assert tags_of(three) == [["money"], ["money"], ["money"]]
    assert "The tags are merged" in words(shown)
    untag(three[1], name="money", by=SYSTEM)
    fact = shown.content.decode().split('name="fact" value="')[1].split('"')[0]
    ruth.post(f"/settings/tags/{named('refund').pk}/merging", {"fact": fact})
    assert tags_of(three) == [["refund"], [], ["money"]]
    again = ruth.post(f"/settings/tags/{named('refund').pk}/merging", {"fact": fact})
    assert (again.status_code, "cannot be undone" in words(again)) == (422, True)


def test_a_tag_is_not_merged_into_itself_or_into_one_that_is_gone(ruth, three):
    number = named("refund").pk
    assert ruth.post(f"/settings/tags/{number}/merging", {"into": number}).status_code == 422
    ruth.post(f"/settings/tags/{number}/merging", {"into": named("money").pk})
    assert ruth.get(f"/settings/tags/{number}").status_code == 404


def test_a_tag_that_is_put_away_is_offered_no_more_and_stays(ruth, three, mina):
    address = f"/settings/tags/{named('refund').pk}/retirement"
    ruth.post(address, {"retired": "yes"})
    assert "refund" not in words(mina.get("/tags")) + mina.get("/tags").content.decode()
    assert tags_of(three)[0] == ["refund"]
    ruth.post(address, {"retired": "no"})
    assert "refund" in mina.get("/tags").content.decode()


def test_a_tag_that_a_target_names_keeps_its_word(ruth, three):
    define(Draft("Quick", {(20, "first_response"): 3600}, conditions={"tags": ["refund"]}), by=SYSTEM)
    number = named("refund").pk
    assert "Quick" in error_of(ruth.post(f"/settings/tags/{number}", {"name": "x", "colour": ""}), "name")
    assert ruth.post(f"/settings/tags/{number}/merging", {"into": named("money").pk}).status_code == 422
    assert ruth.post(f"/settings/tags/{number}", {"name": "refund", "colour": "red"}).status_code == 302


def test_a_manager_arranges_tags_and_an_agent_does_not(cast, mina, three):
    assert mina.get("/settings/tags").status_code == 403
    Agent.objects.filter(pk=cast.mina.pk).update(role=may.MANAGER)
    assert "refund" in words(mina.get("/settings/tags"))
