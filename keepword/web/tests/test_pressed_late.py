"""Buttons of a page that is not as things are any more: pressed twice, too late, or after a colleague was quicker.
Each does no harm, and says plainly what happened."""

import re
from datetime import timedelta

import pytest
import time_machine

from keepword.conversations.binning import put_in_bin
from keepword.conversations.models import Conversation, Draft, Message
from keepword.events.models import Event
from keepword.events.working import run_due
from keepword.kit import clock
from keepword.web.tests.reading import words


@pytest.fixture
def address(conversation):
    return f"/conversations/{conversation.pk}"


@pytest.fixture
def careful(cast, mina):
    cast.mina.undo_seconds = 10
    cast.mina.save()
    return mina


@pytest.fixture
def dave(cast, at_desk):
    return at_desk(cast.dave)


def answers():
    return list(Message.objects.filter(kind="reply", is_automatic=False).values_list("text", flat=True))


def worked():
    while run_due():
        pass


def undo_on(page):
    return re.search(r'action="(/drafts/\d+)/recall" data-undo', page.content.decode())[1]


def test_undo_after_it_left_says_that_it_left(address, careful, dave, stranger):
    with time_machine.travel(clock.now(), tick=False) as time:
        careful.post(f"{address}/replies", {"text": "Dear Ann"})
        draft = undo_on(careful.get(address))
        time.shift(60)
        worked()
        for act in ("recall", "time"):
            for desk in (careful, dave):
                refused = desk.post(f"{draft}/{act}", {"later": (clock.now() + timedelta(hours=1)).isoformat()})
                assert refused.status_code == 422
                assert "It has left already" in words(refused)
            assert stranger.post(f"{draft}/{act}").status_code == 404
        assert {desk.post(f"{draft}/sending").headers["Location"] for desk in (careful, dave)} == {address}
        assert stranger.post(f"{draft}/sending").status_code == 404
    assert answers() == ["Dear Ann"]


def test_undo_by_a_colleague_after_its_writer_took_it_back(address, careful, dave):
    """The draft is the writer's again, and nobody is told that it left."""
    with time_machine.travel(clock.now(), tick=False):
        careful.post(f"{address}/replies", {"text": "Oops"})
        draft = undo_on(dave.get(address))
        careful.post(f"{draft}/recall")
        before = Event.objects.count()
        assert dave.post(f"{draft}/recall")["Location"] == address
        for desk in (dave, careful):
            refused = desk.post(f"{draft}/sending")
            assert refused.status_code == 422
            assert "It was taken back" in words(refused)
        assert "Oops" not in dave.get(address).content.decode()
    assert Event.objects.count() == before
    assert (answers(), Draft.objects.get().state) == ([], "writing")


def test_send_now_in_two_tabs_is_one_answer(address, careful):
    with time_machine.travel(clock.now(), tick=False):
        careful.post(f"{address}/replies", {"text": "Once"})
        draft = undo_on(careful.get(address))
        assert careful.post(f"{draft}/sending").status_code == 302
        again = careful.post(f"{draft}/sending")
    assert (again.status_code, again.headers["Location"]) == (302, address)
    assert answers() == ["Once"]


def test_what_was_never_there_is_not_there(careful):
    assert careful.post("/drafts/999999/recall").status_code == 404


@pytest.mark.parametrize(
    ("noun", "form"),
    [
        ("resolution", {"resolved": "yes"}),
        ("resolution", {"resolved": "no"}),
        ("snooze", {"until": "they-write"}),
        ("spam", {"spam": "yes"}),
        ("spam", {"spam": "no"}),
    ],
)
def test_what_a_colleague_deleted_does_not_come_back_by_an_old_page(cast, conversation, address, mina, noun, form):
    put_in_bin(conversation, by=cast.ruth)
    before = Event.objects.count()
    refused = mina.post(f"{address}/{noun}", form)
    assert refused.status_code == 422
    assert "It is in the bin" in words(refused)
    assert Conversation.objects.get(pk=conversation.pk).status == "binned"
    assert Event.objects.count() == before
