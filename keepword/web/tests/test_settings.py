"""Where the work is arranged, and where one sees what went wrong."""

import pytest

from keepword.channels.email.models import Mailbox, StoredMail
from keepword.conversations.delivering import mark_held
from keepword.conversations.models import Inbox
from keepword.conversations.replying import reply
from keepword.events.models import Bundle, Event, Task
from keepword.kit import clock
from keepword.people.models import Agent, Team
from tests.cast import PASSWORD

HOUSE = ["inboxes", "mailboxes", "agents", "teams", "brands", "outbox", "failures", "unread-mail"]


@pytest.mark.parametrize("page", HOUSE)
def test_only_administrators_arrange_the_house(mina, ruth, client, page):
    assert ruth.get(f"/settings/{page}").status_code == 200
    assert mina.get(f"/settings/{page}").status_code == 403
    assert client.get(f"/settings/{page}").status_code == 302


def test_an_agent_chooses_name_language_time_zone_and_light(cast, mina):
    answers = {"name": "Mina P.", "public_name": "Mina", "language": "ko", "time_zone": "Asia/Seoul", "theme": "dark"}
    answers |= {"undo_seconds": "20"}
    assert mina.post("/settings", answers | {"languages": ["ko", "en"]}).status_code == 302
    assert Agent.objects.get(pk=cast.mina.pk).languages == ["ko", "en"]
    page = mina.get("/settings").content.decode()
    assert '<html lang="ko"' in page
    assert 'data-theme="dark"' in page
    assert 'data-time-zone="Asia/Seoul"' in page


def test_a_new_password_keeps_this_session_and_ends_the_others(cast, mina, at_desk):
    elsewhere = at_desk(cast.mina)
    new = "three quiet libraries"
    answers = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert mina.post("/settings/password", answers).status_code == 302
    assert mina.get("/inbox/mine").status_code == 200
    assert elsewhere.get("/inbox/mine").status_code == 302


def test_what_a_password_needs_is_said_in_words(mina):
    page = mina.get("/settings/password").content.decode()
    assert "at least 10 characters. " in page
    assert "&lt;" not in page


def test_a_new_password_needs_the_old_one(mina):
    answers = {
        "old_password": "wrong",
        "new_password1": "three quiet libraries",
        "new_password2": "three quiet libraries",
    }
    assert mina.post("/settings/password", answers).status_code == 422


def test_an_administrator_adds_an_agent_who_can_sign_in(cast, ruth, client):
    answers = {
        "name": "Yuki Mori",
        "email": "yuki@leafloom.example",
        "password": "three quiet libraries",
        "role": "agent",
        "teams": [cast.team.pk],
    }
    assert ruth.post("/settings/agents", answers).status_code == 302
    assert list(Agent.objects.get(email="yuki@leafloom.example").teams.all()) == [cast.team]
    answer = client.post("/sign-in", {"username": "yuki@leafloom.example", "password": "three quiet libraries"})
    assert answer.status_code == 302


@pytest.mark.parametrize("change", [{"email": "MINA@leafloom.example"}, {"password": "1234567890"}, {"name": ""}])
def test_an_agent_that_cannot_be_added_says_why(cast, ruth, change):
    answers = {"name": "Y", "email": "y@leafloom.example", "password": "three quiet libraries", "role": "agent"}
    before = Agent.objects.count()
    assert ruth.post("/settings/agents", answers | change).status_code == 422
    assert Agent.objects.count() == before


def test_an_administrator_adds_a_team_and_an_inbox_for_it(cast, ruth):
    ruth.post("/settings/teams", {"name": "Wholesale"})
    team = Team.objects.get(name="Wholesale")
    answers = {"name": "Trade", "address": "trade@leafloom.example", "brand": cast.brand.pk, "teams": [team.pk]}
    ruth.post("/settings/inboxes", answers)
    assert list(Inbox.objects.get(address="trade@leafloom.example").teams.all()) == [team]


def test_an_address_belongs_to_one_inbox(cast, ruth):
    answers = {"name": "Again", "address": "HELP@leafloom.example", "brand": cast.brand.pk}
    assert ruth.post("/settings/inboxes", answers).status_code == 422


def test_answers_carry_addresses_of_their_own_when_an_administrator_says_so(cast, ruth, client):
    address = f"/settings/inboxes/{cast.inbox.pk}/reply-addresses"
    ruth.post(address, {"takes_tags": "yes"})
    assert Inbox.objects.get(pk=cast.inbox.pk).takes_tags
    ruth.post(address, {"takes_tags": "no"})
    assert not Inbox.objects.get(pk=cast.inbox.pk).takes_tags


def test_an_unsent_reply_waits_in_the_outbox_and_can_be_sent(cast, conversation, ruth):
    message = reply(conversation, text="Hello", by=cast.mina)
    mark_held(message)
    page = ruth.get("/settings/outbox").content.decode()
    assert "ann@customer.example" in page
    assert "Answers are not sent yet" in page
    ruth.post(f"/settings/outbox/{message.pk}")
    message.refresh_from_db()
    assert message.delivery_state == "queued"


def test_work_that_was_given_up_is_shown_with_its_reason_and_runs_again(cast, conversation, ruth):
    reply(conversation, text="Hello", by=cast.mina)
    Task.objects.update(dead_at=clock.now(), attempts=8, last_error="OSError: the disk is full")
    assert "the disk is full" in ruth.get("/settings/failures").content.decode()
    task = Task.objects.get(reaction="channels.delivery.deliver")
    ruth.post(f"/settings/failures/{task.pk}")
    task.refresh_from_db()
    assert (task.dead_at, task.attempts) == (None, 0)


def test_mail_that_could_not_be_read_is_shown_and_read_again(cast, ruth):
    mail = StoredMail.objects.create(
        inbox=cast.inbox, received_at=clock.now(), way="smtp", raw=b"?", state="unreadable", reason="no boundary"
    )
    assert "no boundary" in ruth.get("/settings/unread-mail").content.decode()
    ruth.post(f"/settings/unread-mail/{mail.pk}")
    mail.refresh_from_db()
    assert mail.state == "stored"
    again = Event.objects.get(name="mail.stored")
    assert Bundle.objects.get().work == [["channels.email.intake.take_in", [again.pk]]]


@pytest.mark.services
def test_a_mailbox_is_tried_before_it_is_saved(ruth, cast, dovecot):
    answers = {
        "inbox": cast.inbox.pk,
        "host": dovecot.host,
        "port": dovecot.imap_port,
        "security": "none",
        "username": dovecot.user,
        "password": "wrong",
        "folder": "INBOX",
    }
    refused = ruth.post("/settings/mailboxes", answers)
    assert refused.status_code == 422
    assert "did not accept the name and password" in refused.content.decode()
    assert "wrong" not in refused.content.decode()
    ruth.post("/settings/mailboxes", answers | {"password": dovecot.password})
    mailbox = Mailbox.objects.get()
    assert dovecot.password not in mailbox.sealed_password
    Mailbox.objects.update(last_uid=7, trouble="It was away.")
    assert "It was away." in ruth.get("/settings/mailboxes").content.decode()
    ruth.post("/settings/mailboxes", answers | {"password": dovecot.password})
    assert (Mailbox.objects.get().last_uid, Mailbox.objects.get().trouble) == (7, "")
    trial = f"/settings/mailboxes/{mailbox.pk}/trial"
    assert "It opens: server, name, password and folder are right." in ruth.post(trial).content.decode()
    Mailbox.objects.filter(pk=mailbox.pk).update(folder="Nowhere")
    assert "There is no folder “Nowhere”" in ruth.post(trial).content.decode()
    Mailbox.objects.filter(pk=mailbox.pk).update(folder="INBOX")
    for _ in range(2):  # a double click does not switch it on again
        ruth.post(f"/settings/mailboxes/{mailbox.pk}/activity", {"active": "no"})
        assert not Mailbox.objects.get().is_active
