"""Who is blocked belongs to where they were met: a list of a closed inbox is told to nobody outside, by no way."""

import pytest
from django.test import Client

from keepword.conversations.marking_spam import mark_spam
from keepword.conversations.models import BlockedSender, Conversation, Inbox
from keepword.conversations.spam.blocking import block, may_be_told
from keepword.people import tokens
from keepword.people.models import Agent, Team
from tests import cast as stage
from tests.safety.conftest import Sit

EVE = "eve@whisper.example"
pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> stage.Cast:
    return stage.gather()


@pytest.fixture
def counter(cast: stage.Cast) -> Inbox:
    """Open to everybody."""
    return Inbox.objects.create(name="Counter", address="counter@leafloom.example", brand=cast.brand)


@pytest.fixture
def back_office(cast: stage.Cast) -> Inbox:
    """For a part of those who see the shop's: Mina."""
    inbox = Inbox.objects.create(name="Back office", address="back@leafloom.example", brand=cast.brand)
    few = Team.objects.create(name="Few")
    cast.mina.teams.add(few)
    inbox.teams.add(few)
    return inbox


def program(agent: Agent) -> dict[str, str]:
    return {"authorization": f"Bearer {tokens.give(agent)}"}


def writes(cast: stage.Cast, inbox: Inbox, **changes: object) -> Conversation:
    return stage.conversation_of(stage.Cast(**(vars(cast) | {"inbox": inbox})), **({"address": EVE} | changes))


def places() -> set[str]:
    return {one.inbox.name if one.inbox else "" for one in BlockedSender.objects.filter(value=EVE)}


def test_what_is_blocked_from_a_closed_inbox_is_blocked_there_and_told_to_nobody_outside(
    cast: stage.Cast, counter: Inbox, at_desk: Sit
):
    met = stage.conversation_of(cast, address=EVE)
    mark_spam(met, by=cast.mina.as_actor)
    at_desk(cast.mina).post(f"/conversations/{met.pk}/spam/sender", {"whom": "address"})
    assert places() == {"Help"}
    assert stage.conversation_of(cast, address=EVE).status == "spam"
    assert writes(cast, counter).status == "open"
    for colleague, knows in ((cast.dave, True), (cast.ruth, True), (cast.stranger, False)):
        told = (
            at_desk(colleague).get("/settings/spam", {"q": "whisper"}).content.decode().replace('value="whisper"', "")
        )
        listed = Client().get("/api/v1/blocked-senders", headers=program(colleague)).json()["items"]
        assert ("whisper" in told, [one["value"] for one in listed] == [EVE]) == (knows, knows)


def test_who_blocks_the_same_one_again_does_not_learn_that_somebody_had(
    cast: stage.Cast, counter: Inbox, at_desk: Sit
):
    """Neither by what is offered, nor by what is answered, nor by a count, nor by the id."""
    desk, said = at_desk(cast.stranger), []
    for blocks in (False, True):
        BlockedSender.objects.all().delete()
        if blocks:
            block(EVE, by=cast.mina, inboxes=[cast.inbox.pk])
            block(EVE, by=cast.ruth)
            assert stage.conversation_of(cast, address=EVE).status == "spam"
        met = writes(cast, counter, address=EVE, channel="api")  # a program is believed: it is not in spam already
        mark_spam(met, by=cast.stranger.as_actor)
        page = desk.get(f"/conversations/{met.pk}").content.decode()
        answered = Client().post(
            "/api/v1/blocked-senders", {"who": EVE}, headers=program(cast.stranger), content_type="application/json"
        )
        one = answered.json()
        listed = desk.get("/settings/spam").content.decode()
        assert (f"Block {EVE}" in page, "Block everybody at whisper.example" in page) == (True, True)
        assert (one["by"], one["inbox"], one["times"]) == (cast.stranger.pk, counter.pk, 0)
        said.append((answered.status_code, listed.count(EVE), "Mina Park" in listed, "Ruth Adler" in listed))
        assert BlockedSender.objects.get(pk=one["id"]).inbox == counter
    assert said == [(201, 1, False, False)] * 2


def test_nobody_lifts_a_block_that_they_do_not_see(cast: stage.Cast, counter: Inbox, at_desk: Sit):
    [closed] = block(EVE, by=cast.mina, inboxes=[cast.inbox.pk])
    [house] = block(EVE, by=cast.ruth)
    [own] = block(EVE, by=cast.stranger, inboxes=[counter.pk])
    desk = at_desk(cast.stranger)
    for one in (closed, house):
        assert desk.post(f"/settings/spam/{one.pk}/unblocking").status_code == 302
        gone = Client().delete(f"/api/v1/blocked-senders/{one.pk}", headers=program(cast.stranger))
        assert gone.status_code == 404
    assert places() == {"", "Help", "Counter"}
    desk.post(f"/settings/spam/{own.pk}/unblocking")
    assert places() == {"", "Help"}
    at_desk(cast.ruth).post(f"/settings/spam/{house.pk}/unblocking")
    assert places() == set()


def test_an_administrators_block_protects_the_house_and_each_counts_their_own(cast: stage.Cast, counter: Inbox):
    [house] = block(EVE, by=cast.ruth)
    [here] = block(EVE, by=cast.stranger, inboxes=[counter.pk])
    assert [writes(cast, inbox).status for inbox in (cast.inbox, cast.inbox, counter)] == ["spam"] * 3
    for one in (house, here):
        one.refresh_from_db()
    assert (house.times, here.times) == (3, 1)


def test_an_inbox_that_one_does_not_see_cannot_be_named(cast: stage.Cast, counter: Inbox, at_desk: Sit):
    refused = at_desk(cast.stranger).post("/settings/spam", {"who": EVE, "inbox": cast.inbox.pk})
    body = {"who": EVE, "inbox": cast.inbox.pk}
    asked = Client().post(
        "/api/v1/blocked-senders", body, headers=program(cast.stranger), content_type="application/json"
    )
    assert (refused.status_code, asked.status_code, places()) == (422, 422, set())
    # Nor is an address of ours told by being refused.
    Inbox.objects.filter(pk=cast.inbox.pk).update(address="secret@quiet.example")
    assert at_desk(cast.stranger).post("/settings/spam", {"who": "quiet.example"}).status_code == 302


def test_in_settings_it_is_every_inbox_that_one_sees_or_the_one_that_is_chosen(
    cast: stage.Cast, counter: Inbox, back_office: Inbox, at_desk: Sit
):
    at_desk(cast.dave).post("/settings/spam", {"who": EVE})
    assert places() == {"Help", "Counter"}
    at_desk(cast.mina).post("/settings/spam", {"who": EVE, "inbox": back_office.pk})
    assert places() == {"Help", "Counter", "Back office"}
    page = at_desk(cast.mina).get("/settings/spam").content.decode()
    assert "<bdi>Back office</bdi>, <bdi>Counter</bdi>, <bdi>Help</bdi>" in page
    assert at_desk(cast.stranger).get("/settings/spam").content.decode().count("Back office") == 0


def test_what_was_met_may_stand_where_all_could_have_met_it(cast: stage.Cast, counter: Inbox, back_office: Inbox):
    mina = Agent.objects.get(pk=cast.mina.pk)
    assert set(may_be_told(counter, to=mina) or ()) == {cast.inbox.pk, counter.pk, back_office.pk}
    assert may_be_told(cast.inbox, to=mina) == [cast.inbox.pk]
    back_office.teams.set([cast.team])
    assert set(may_be_told(cast.inbox, to=mina) or ()) == {cast.inbox.pk, back_office.pk}
    assert may_be_told(cast.inbox, to=cast.ruth) is None


def test_in_an_open_house_a_block_is_everybodys(cast: stage.Cast, at_desk: Sit):
    cast.inbox.teams.clear()
    met = stage.conversation_of(cast, address=EVE)
    mark_spam(met, by=cast.dave.as_actor)
    at_desk(cast.dave).post(f"/conversations/{met.pk}/spam/sender", {"whom": "domain"})
    assert "whisper.example" in at_desk(cast.stranger).get("/settings/spam").content.decode()
    later = Inbox.objects.create(name="Later", address="later@leafloom.example", brand=cast.brand)
    assert writes(cast, later).status == "spam"
