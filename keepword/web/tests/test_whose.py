"""An agent says at the desk whose a conversation is."""

import pytest

from keepword.conversations.models import Conversation, Inbox
from keepword.conversations.receiving import receive
from keepword.events.models import Event
from keepword.people.models import Contact, Team
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def one(cast):
    return stage.conversation_of(cast)


@pytest.fixture
def desk(cast, client):
    client.force_login(cast.mina)
    return client


def page_of(one):
    return f"/conversations/{one.pk}/contact"


def whose(one):
    return Conversation.objects.get(pk=one.pk).contact.name


def carl_in(inbox):
    receive(stage.written(address="carl@elsewhere.example", name="Carl Customer"), inbox=inbox)
    return Contact.objects.get(name="Carl Customer")


def test_chosen_by_name_and_taken_back_with_one_press(cast, desk, one):
    carl = carl_in(cast.inbox)
    assert "Change customer" in desk.get(f"/conversations/{one.pk}").content.decode()
    found = desk.get(page_of(one), {"q": "carl customer"}).content.decode()
    assert f'name="contact" value="{carl.pk}"' in found
    shown = desk.post(page_of(one), {"contact": carl.pk}, follow=True).content.decode()
    assert whose(one) == "Carl Customer"
    assert "carl@elsewhere.example</b> by mail" in shown
    assert "ann@customer.example sent it in and gets no answers" in shown
    change = Event.objects.get(name="conversation.contact_changed")
    assert f'name="change" value="{change.pk}"' in shown
    desk.post(f"{page_of(one)}/undoing", {"change": change.pk})
    assert whose(one) == "Ann Lee"


def test_somebody_new_by_their_address(cast, desk, one):
    found = desk.get(page_of(one), {"q": "New@elsewhere.example"}).content.decode()
    assert 'name="address" value="new@elsewhere.example"' in found
    desk.post(page_of(one), {"address": "new@elsewhere.example", "name": "Nora"})
    assert whose(one) == "Nora"


def hidden(cast):
    closed = Inbox.objects.create(name="Board", address="board@leafloom.example", brand=cast.brand)
    closed.teams.add(Team.objects.create(name="Board"))
    return carl_in(closed)


def test_whom_an_agent_may_not_know_is_nobody(cast, desk, one):
    carl = hidden(cast)
    by_name = desk.get(page_of(one), {"q": "Carl Customer"}).content.decode()
    assert "Nobody is called so" in by_name
    known, new = (
        desk.get(page_of(one), {"q": f"{who}@elsewhere.example"}).content.decode() for who in ("carl", "nobo")
    )
    assert known.replace("carl@", "nobo@") == new or "Carl Customer" not in known
    assert "Carl Customer" not in known and 'value="carl@elsewhere.example"' in known
    assert desk.post(page_of(one), {"contact": carl.pk}).status_code == 422
    assert whose(one) == "Ann Lee"


@pytest.mark.parametrize(
    "form", [{}, {"contact": "x"}, {"contact": "9" * 30}, {"address": "nobody"}, {"address": "help@leafloom.example"}]
)
def test_what_names_nobody_says_so(desk, one, form):
    shown = desk.post(page_of(one), form)
    assert shown.status_code == 422
    assert 'role="alert"' in shown.content.decode()


def test_an_undo_that_comes_twice_or_too_late_says_so(cast, desk, one):
    carl = carl_in(cast.inbox)
    desk.post(page_of(one), {"contact": carl.pk})
    first = Event.objects.get(name="conversation.contact_changed").pk
    for _ in range(2):
        assert desk.post(f"{page_of(one)}/undoing", {"change": first}).status_code == 302
    assert whose(one) == "Ann Lee"
    desk.post(page_of(one), {"contact": carl.pk})
    second = Event.objects.filter(name="conversation.contact_changed").latest("id").pk
    desk.post(page_of(one), {"address": "third@elsewhere.example"})
    refused = desk.post(f"{page_of(one)}/undoing", {"change": second}).content.decode()
    assert "Somebody changed the customer again since." in refused
    assert desk.post(f"{page_of(one)}/undoing", {"change": "0"}).status_code == 404


def test_in_the_bin_it_is_refused_in_words(desk, one):
    Conversation.objects.filter(pk=one.pk).update(status="spam")
    assert "Take the mark away first" in desk.post(page_of(one), {"address": "a@b.example"}).content.decode()


def test_the_palette_has_it(desk, one):
    found = desk.get("/palette", {"q": "change customer", "conversation": one.pk}).content.decode()
    assert f"/conversations/{one.pk}/contact" in found
