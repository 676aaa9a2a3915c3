"""Drafts, hand-overs, who is kept out and the words of tags, by program."""

import pytest

from keepword.api.tests.program import Program
from keepword.conversations.drafting.keeping import Written, save
from keepword.conversations.models import BlockedSender, HandOver, Message, Tag
from keepword.events.models import AuditEntry
from keepword.people.models import Agent
from keepword.people.permissions import LIGHT_AGENT
from keepword.promises.clocks.policies import Draft as PolicyDraft
from keepword.promises.clocks.policies import define
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def mina(cast):
    return Program(cast.mina)


def test_a_draft_is_kept_seen_by_its_writer_alone_and_put_away(cast, mina):
    conversation = stage.conversation_of(cast)
    place = f"/conversations/{conversation.pk}/drafts"
    first = mina.send("PUT", f"{place}/reply", {"text": "Dear Ann"}).json()
    assert (first["kind"], first["text"]) == ("reply", "Dear Ann")
    save(conversation, agent=cast.mina, kind="reply", written=Written("Dear Ann, it"))  # on the other device
    behind = mina.send("PUT", f"{place}/reply", {"text": "Dear", "version": first["version"]})
    assert (behind.status_code, behind.json()["type"].rpartition(":")[2]) == (409, "changed-elsewhere")
    assert mina.send("PUT", f"{place}/note", {"text": "Ask Dave"}).status_code == 200
    assert [one["text"] for one in mina.get(place).json()["items"]] == ["Dear Ann, it", "Ask Dave"]
    assert Program(cast.dave).get(place).json()["items"] == []
    assert Program(cast.stranger).get(place).status_code == 404
    for _time in range(2):
        assert [one["kind"] for one in mina.send("DELETE", f"{place}/reply").json()["items"]] == ["note"]
    assert mina.send("PUT", f"{place}/letter", {"text": "x"}).status_code == 404
    assert mina.send("PUT", f"{place}/reply", {"text": "  "}).status_code == 422
    assert Message.objects.filter(conversation=conversation).count() == 1


def test_a_draft_by_program_leaves_what_it_had_besides(cast, mina):
    conversation = stage.conversation_of(cast)
    written = Written("Hello", recipients={"cc": ["boss@customer.example"], "bcc": []})
    draft = save(conversation, agent=cast.mina, kind="reply", written=written)
    mina.send("PUT", f"/conversations/{conversation.pk}/drafts/reply", {"text": "Hello Ann"})
    draft.refresh_from_db()
    assert (draft.text, draft.recipients["cc"]) == ("Hello Ann", ["boss@customer.example"])


def test_a_sender_is_blocked_once_and_let_in_again(cast, mina):
    made, again = (mina.post("/blocked-senders", {"who": "@Spam.example"}, Idempotency_Key="b") for _time in range(2))
    assert (made.status_code, made.json()["value"], again.json()["id"]) == (201, "spam.example", made.json()["id"])
    assert [one["value"] for one in mina.get("/blocked-senders").json()["items"]] == ["spam.example"]
    one = f"/blocked-senders/{made.json()['id']}"
    assert mina.send("DELETE", one).json()["value"] == "spam.example"
    assert mina.send("DELETE", one).status_code == 404
    assert list(AuditEntry.objects.values_list("name", flat=True)) == ["sender.blocked", "sender.unblocked"]


@pytest.mark.parametrize("who", ["nobody", "gmail.com", "help@leafloom.example", "leafloom.example"])
def test_who_cannot_be_blocked_is_refused(mina, who):
    refused = mina.post("/blocked-senders", {"who": who})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/who")
    assert not BlockedSender.objects.exists()


def test_a_light_agent_blocks_nobody_and_hands_over(cast):
    Agent.objects.filter(pk=cast.dave.pk).update(role=LIGHT_AGENT)
    dave = Program(cast.dave)
    assert dave.get("/blocked-senders").status_code == 403
    assert dave.post("/blocked-senders", {"who": "spam.example"}).status_code == 403
    assert dave.post("/tags", {"name": "late"}).status_code == 403
    assert dave.post("/hand-overs", {"text": "All quiet"}).status_code == 201


def test_the_next_shift_takes_over_and_the_first_one_keeps_it(cast, mina):
    conversation = stage.conversation_of(cast)
    said = {"text": f"{conversation.reference} waits", "team": cast.team.pk}
    made = [mina.post("/hand-overs", said).json() for _time in range(2)]
    assert made[0] == made[1]
    assert made[0]["conversations"] == [conversation.pk]
    one = f"/hand-overs/{made[0]['id']}"
    assert Program(cast.dave).send("PUT", f"{one}/taking").json()["taken_by"] == cast.dave.pk
    assert Program(cast.ruth).send("PUT", f"{one}/taking").json()["taken_by"] == cast.dave.pk
    assert mina.send("DELETE", f"{one}/taking").json()["taken_by"] is None
    assert Program(cast.stranger).get(one).status_code == 404
    assert Program(cast.stranger).post("/hand-overs", said).status_code == 422
    assert HandOver.objects.count() == 1


def test_what_a_note_for_everybody_names_is_read_by_whoever_may_see_it(cast, mina):
    conversation = stage.conversation_of(cast)
    mina.post("/hand-overs", {"text": f"For all: {conversation.reference}"})
    assert Program(cast.stranger).get("/hand-overs").json()["items"][0]["conversations"] == []


def test_a_tag_is_added_renamed_retired_and_brought_back(cast):
    ruth = Program(cast.ruth)
    made, again = (ruth.post("/tags", {"name": " Late ", "colour": "red"}, Idempotency_Key="t") for _time in range(2))
    assert (made.status_code, made.json()["name"], again.json()) == (201, "late", made.json())
    assert ruth.post("/tags", {"name": "LATE"}).json()["errors"][0]["pointer"] == "/name"
    one = f"/tags/{made.json()['id']}"
    assert ruth.send("PUT", one, {"name": "overdue"}).json()["name"] == "overdue"
    assert [tag["name"] for tag in ruth.get("/tags").json()["items"]] == ["overdue"]
    assert Tag.objects.get(name="late").merged_into.name == "overdue"
    assert ruth.send("DELETE", one).json()["is_retired"] is True
    assert ruth.send("PUT", f"{one}/restoration").json()["is_retired"] is False
    for body in ({"name": "x", "colour": "gold"}, {"name": "x" * 61}, {"colour": "red"}):
        assert ruth.post("/tags", body).status_code == 422


def test_a_tag_is_merged_into_another_once_and_for_good(cast):
    conversation = stage.conversation_of(cast)
    kept, other = Tag.objects.create(name="parcel late"), Tag.objects.create(name="late")
    conversation.tags.add(other)
    ruth = Program(cast.ruth)
    for _time in range(2):
        assert ruth.post(f"/tags/{kept.pk}/merges", {"tag": other.pk}).json()["name"] == "parcel late"
    assert [tag.name for tag in conversation.tags.all()] == ["parcel late"]
    assert [tag["name"] for tag in ruth.get("/tags").json()["items"]] == ["parcel late"]
    for wrong in (kept.pk, 2**70, 0):
        refused = ruth.post(f"/tags/{kept.pk}/merges", {"tag": wrong})
        assert refused.status_code == 422, wrong
    assert ruth.post(f"/tags/{other.pk}/merges", {"tag": kept.pk}).status_code == 404  # it was given up


def test_a_tag_that_a_target_asks_for_is_not_merged_away(cast):
    kept, other = Tag.objects.create(name="gold"), Tag.objects.create(name="vip")
    define(PolicyDraft("Ours", {(20, "first_response"): 3600}, conditions={"tags": ["vip"]}), by=cast.ruth.as_actor)
    assert Program(cast.ruth).post(f"/tags/{kept.pk}/merges", {"tag": other.pk}).json()["type"].endswith(":named")
    assert Tag.objects.filter(merged_into=None).count() == 2


def test_a_tag_that_a_target_asks_for_keeps_its_word(cast):
    tag = Tag.objects.create(name="vip")
    define(PolicyDraft("Ours", {(20, "first_response"): 3600}, conditions={"tags": ["vip"]}), by=cast.ruth.as_actor)
    ruth = Program(cast.ruth)
    assert ruth.send("PUT", f"/tags/{tag.pk}", {"name": "gold"}).json()["type"].endswith(":named")
    assert ruth.send("PUT", f"/tags/{tag.pk}", {"name": "VIP", "colour": "red"}).json()["colour"] == "red"
