"""A house to which nobody has written yet says how they could."""

import pytest

from keepword.conversations.models import Conversation
from tests import cast as stage

STEPS = ("/settings/mailboxes", "/settings/inboxes", "/contact")


@pytest.fixture
def ruth(cast, at_desk):
    return at_desk(cast.ruth)


def steps_in(page):
    page = page.content.decode()
    return [address for address in STEPS if f'<a class="link" href="{address}"' in page]


@pytest.mark.parametrize("view", ["unassigned", "open", "all"])
def test_who_can_let_mail_in_reads_how(ruth, view):
    page = ruth.get(f"/inbox/{view}")
    assert steps_in(page) == list(STEPS)
    assert [ruth.get(address).status_code for address in STEPS] == [200, 200, 200]


def test_who_cannot_reads_of_no_page_that_is_closed_to_them(mina):
    page = mina.get("/inbox/unassigned")
    assert steps_in(page) == []
    assert "Everything has somebody who takes care of it." in page.content.decode()


def test_after_the_first_word_an_empty_list_is_a_good_one(cast, ruth):
    stage.conversation_of(cast)
    Conversation.objects.update(assignee=cast.mina)
    page = ruth.get("/inbox/unassigned")
    assert steps_in(page) == []
    assert "Everything has somebody who takes care of it." in page.content.decode()


SAID = {
    "organisation": "Willow",
    "language": "zh-hans",
    "time_zone": "UTC",
    "inbox": "help@willow.example",
    "admin_name": "Eve",
    "admin_email": "eve@willow.example",
    "password": "sh9rt-qx",
}


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "words"), [("zh-CN", "至少 10 个字符。"), ("de", "Mindestens 10 Zeichen.")])
def test_a_short_password_is_refused_in_the_language_of_the_page(client, language, words):
    page = client.post("/setup", SAID, headers={"Accept-Language": language})
    assert page.status_code == 422
    assert page.content.decode().count(words) == 2  # before it is typed, and as what is wrong
    assert "too short" not in page.content.decode()
