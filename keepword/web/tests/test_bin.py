"""What was deleted by hand, on screen: for whoever may delete, with the way back."""

import pytest
from django.test import Client

from keepword.conversations.binning import put_in_bin
from keepword.conversations.models import Conversation
from keepword.events.actor import SYSTEM
from keepword.people.models.agent import OWN
from keepword.people.permissions import DELETE
from keepword.people.roles.defining import make
from tests import cast as stage

pytestmark = pytest.mark.django_db
BIN = "/bin"


@pytest.fixture
def cast():
    return stage.gather()


def client_of(agent) -> Client:
    client = Client()
    client.force_login(agent)
    return client


@pytest.fixture
def ruth(cast):
    return client_of(cast.ruth)


@pytest.fixture
def gone(cast) -> Conversation:
    one = stage.conversation_of(cast, "zh-Hans")
    put_in_bin(one, by=cast.ruth)
    return one


def text_of(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def status_of(one) -> str:
    return Conversation.objects.values_list("status", flat=True).get(pk=one.pk)


def test_the_bin_says_what_by_whom_and_until_when(ruth, gone):
    page = text_of(ruth.get(BIN))
    assert "订单还没有到" in page
    assert "Deleted by Ruth Adler" in page
    assert "Gone for good on" in page
    assert f"/conversations/{gone.pk}?view=bin" in page


def test_one_is_restored_by_its_row_and_all_that_are_chosen_by_one_press(cast, ruth, gone):
    others = [stage.conversation_of(cast, language) for language in ("en", "ko")]
    for one in others:
        put_in_bin(one, by=cast.ruth)
    said = ruth.post(BIN, {"one": gone.pk, "chosen": [one.pk for one in others]}, follow=True)
    assert "Restored: 1" in text_of(said)
    assert [status_of(one) for one in (gone, *others)] == ["open", "binned", "binned"]
    said = ruth.post(BIN, {"chosen": [one.pk for one in others]}, follow=True)
    assert "Restored: 2" in text_of(said)
    assert "The bin is empty." in text_of(said)
    assert "Restored: 0" in text_of(ruth.post(BIN, {"one": gone.pk}, follow=True))
    assert ruth.post(BIN, {"one": "x"}).status_code == 404


def test_the_page_of_one_says_so_and_restores_it(ruth, gone):
    here = f"/conversations/{gone.pk}"
    page = text_of(ruth.get(f"{here}?view=bin"))
    assert "Ruth Adler put this conversation in the bin." in page
    assert 'id="composer' not in page
    assert f'action="{here}/resolution' not in page
    assert "Restore" in text_of(ruth.get("/palette", {"conversation": gone.pk, "q": "restore"}))
    back = ruth.post(f"{here}/keeping", {"do": "bring_back"})
    assert back["Location"] == here
    assert "put this conversation in the bin" not in text_of(ruth.get(here))


def test_beside_a_conversation_it_is_a_list_like_any_other(ruth, gone):
    part = text_of(ruth.get(BIN, HTTP_HX_REQUEST="true"))
    assert f'id="row-{gone.pk}"' in part
    assert "/views/new" not in part


def test_it_is_in_no_other_list(ruth, gone):
    for view in ("unassigned", "mine", "team", "open", "waiting", "resolved", "all"):
        assert "订单还没有到" not in text_of(ruth.get(f"/inbox/{view}"))
    assert f'id="row-{gone.pk}"' not in text_of(ruth.get("/search?q=订单"))
    assert f'id="row-{gone.pk}"' in text_of(ruth.get("/search?q=in:bin 订单"))


def test_the_customers_other_conversations_are_without_it(cast, ruth, gone):
    other = stage.conversation_of(cast, "zh-Hans")
    assert f"/conversations/{gone.pk}" not in text_of(ruth.get(f"/conversations/{other.pk}"))


def test_only_who_may_delete_has_a_bin(cast, ruth, gone):
    assert 'href="/bin"' in text_of(ruth.get("/inbox/open"))
    mina = client_of(cast.mina)
    assert 'href="/bin"' not in text_of(mina.get("/inbox/open"))
    for address in (BIN, "/inbox/bin"):
        assert mina.get(address).status_code == 403
    assert mina.post(BIN, {"one": gone.pk}).status_code == 403
    page = text_of(mina.get(f"/conversations/{gone.pk}"))
    assert "Ruth Adler put this conversation in the bin." in page
    assert "bring_back" not in page


def test_a_stranger_who_may_delete_sees_and_restores_nothing_of_other_inboxes(cast, gone):
    role = make("Cleaner", permissions=[DELETE], by=SYSTEM)
    cast.stranger.role, cast.stranger.own_role = OWN, role
    cast.stranger.save()
    stranger = client_of(cast.stranger)
    assert "订单" not in text_of(stranger.get(BIN))
    stranger.post(BIN, {"one": gone.pk})
    assert status_of(gone) == "binned"


def test_pages_cost_the_same_however_much_lies_there(cast, ruth, django_assert_num_queries):
    def fill(count):
        for _ in range(count):
            put_in_bin(stage.conversation_of(cast), by=cast.ruth)

    fill(2)
    ruth.get(BIN)
    with django_assert_num_queries(5):  # who asks, what surrounds the page, the bell, the rows, who deleted them
        ruth.get(BIN)
    fill(30)
    with django_assert_num_queries(5):
        page = text_of(ruth.get(BIN))
    assert page.count('name="chosen"') == 30
    _, _, rest = page.partition("/bin?before=")
    assert text_of(ruth.get(f"/bin?before={rest.partition(chr(34))[0]}")).count('name="chosen"') == 2
    assert ruth.get("/bin?before=x").status_code == 404
