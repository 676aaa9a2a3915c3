"""What a customer may want to buy, on the screens."""

import pytest

from keepword.conversations.models import InternalTask
from keepword.conversations.opportunities.deciding import decide
from keepword.conversations.opportunities.handing import Wanted, hand_to_sales
from keepword.people.models import Contact


def words(page):
    return page.content.decode()


@pytest.fixture
def handed(cast, conversation):
    return hand_to_sales(conversation, wanted=Wanted("next", "새 선반 🪴", cast.team, "agreed"), by=cast.mina)


def test_an_agent_hands_over_what_the_customer_asked_for(cast, mina, conversation):
    assert "Hand to sales" in words(mina.get(f"/conversations/{conversation.pk}"))
    address = f"/conversations/{conversation.pk}/opportunity"
    assert "Do they want to hear about it?" in words(mina.get(address))
    sent = {"kind": "upgrade", "words": "Wants a larger one", "team": cast.team.pk, "form": "x"}
    refused = mina.post(address, sent | {"ground": "not_asked"})
    assert refused.status_code == 422
    assert "Ask them first" in words(refused)
    assert "Wants a larger one" in words(refused)  # nothing is typed again
    page = words(mina.post(address, sent | {"ground": "asked"}, follow=True))
    assert "Wants a larger one" in page
    assert "You handed to Shop what the customer wants to hear about." in page or "handed to Shop" in page
    mina.post(address, sent | {"ground": "asked"})
    assert InternalTask.objects.count() == 1


def test_it_stands_with_its_team_until_somebody_says_what_came_of_it(cast, mina, conversation, handed):
    page = words(mina.get("/opportunities"))
    assert "새 선반 🪴" in page and "They agreed" in page and "0 days" in page
    done = mina.post(f"/tasks/{handed.pk}/completion", {"done": "yes"})
    assert done["Location"] == f"/tasks/{handed.pk}/outcome"
    assert mina.post(f"/tasks/{handed.pk}/outcome", {"outcome": "sold"}).status_code == 422
    page = words(mina.post(f"/tasks/{handed.pk}/outcome", {"outcome": "bought", "words": "Two"}, follow=True))
    assert "Nothing is open." in page
    assert "Bought" in words(mina.get(f"/contacts/{conversation.contact_id}"))
    assert "what came of the opportunity: Bought" in words(mina.get(f"/conversations/{conversation.pk}"))


def test_whoever_said_never_again_is_shown_so_and_handed_to_nobody(cast, mina, conversation, handed):
    decide(handed, outcome="never", by=cast.dave)
    for address in (f"/conversations/{conversation.pk}", f"/contacts/{conversation.contact_id}"):
        assert "Do not offer" in words(mina.get(address)), address
    assert "Hand to sales" not in words(mina.get(f"/conversations/{conversation.pk}"))
    address = f"/conversations/{conversation.pk}/opportunity"
    assert "They want to be offered nothing." in words(mina.get(address))
    sent = {"kind": "upgrade", "words": "x", "team": cast.team.pk, "ground": "asked"}
    assert mina.post(address, sent).status_code == 422
    assert InternalTask.objects.count() == 1
    mina.post(f"/contacts/{conversation.contact_id}/offers", {"offers": "yes"})
    assert Contact.objects.get(pk=conversation.contact_id).no_offers_since is None
    mina.post(f"/contacts/{conversation.contact_id}/offers", {"offers": "no"})
    assert "Do not offer" in words(mina.get(f"/contacts/{conversation.contact_id}"))


def test_a_stranger_finds_nothing(stranger, conversation, handed):
    assert "새 선반" not in words(stranger.get("/opportunities"))
    for address in (f"/conversations/{conversation.pk}/opportunity", f"/tasks/{handed.pk}/outcome"):
        assert stranger.get(address).status_code == 404


def test_another_task_has_no_outcome(mina, cast, conversation, handed):
    InternalTask.objects.filter(pk=handed.pk).update(opportunity="", ground="", outcome="")
    assert mina.get(f"/tasks/{handed.pk}/outcome").status_code == 404
