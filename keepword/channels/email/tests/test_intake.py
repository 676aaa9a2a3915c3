"""A stored mail becomes a message, or changes one of ours: through the front door of the channel."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keepword.channels.email import intake
from keepword.channels.email.composing import NoAddress, compose
from keepword.channels.email.intake import read_again, take_in
from keepword.channels.email.models import StoredMail
from keepword.channels.email.storing import Letter, store
from keepword.conversations.models import Conversation, Message
from keepword.conversations.receiving import receive_all
from keepword.conversations.replying import reply
from keepword.conversations.resolving import resolve
from keepword.events import working
from keepword.events.models import Event
from keepword.people.models import Contact, Identity
from tests import cast as stage

pytestmark = pytest.mark.django_db

FORWARDED = """From: {sender}
To: help@leafloom.example
Subject: Fwd: Broken cup
Message-ID: <{number}@mail.example>
{headers}
Please take this one.

---------- Forwarded message ---------
From: Otto Kunde <otto@customer.example>
Date: Mon, 4 May 2026
Subject: Broken cup
To: <mina@leafloom.example>

The cup is broken.
"""


@pytest.fixture
def cast():
    return stage.gather()


def arrive(cast, mail: str) -> StoredMail:
    (stored,) = store([Letter(cast.inbox.pk, mail.encode(), "smtp")])
    take_in(Event.objects.filter(name="mail.stored").latest("id"))
    stored.refresh_from_db()
    return stored


def test_the_customer_whose_mail_an_agent_forwards_becomes_the_requester(cast):
    stored = arrive(cast, FORWARDED.format(sender="Mina Park <mina@leafloom.example>", number=1, headers=""))
    assert (stored.message.sender_address, stored.message.sender_name) == ("otto@customer.example", "Otto Kunde")
    assert "The cup is broken." in stored.message.text
    assert stored.message.conversation.contact.name == "Otto Kunde"


def test_a_customer_who_forwards_stays_the_requester(cast):
    stored = arrive(cast, FORWARDED.format(sender="Ann Lee <ann@customer.example>", number=2, headers=""))
    assert stored.message.sender_address == "ann@customer.example"


def test_a_mail_that_failed_its_check_shows_a_warning_and_speaks_for_nobody(cast, settings):
    settings.TRUSTED_RECEIVER = "mx.leafloom.example"
    failed = "Authentication-Results: mx.leafloom.example; dmarc=fail header.from=leafloom.example"
    stored = arrive(cast, FORWARDED.format(sender="Mina Park <mina@leafloom.example>", number=3, headers=failed))
    assert stored.message.sender_address == "mina@leafloom.example"
    assert "authentication-failed: DMARC" in stored.message.warnings


def test_somebody_with_an_agents_name_shows_a_warning(cast):
    mail = (
        "From: Mina Park <mina@elsewhere.example>\nTo: help@leafloom.example\nSubject: Hi\nMessage-ID: <4@x>\n\nHi\n"
    )
    assert "imitates-agent: Mina Park" in arrive(cast, mail).message.warnings


def bounce_of(message: Message, *, said: str, action: str = "failed") -> str:
    return (
        "From: MAILER-DAEMON@relay.example\nTo: help@leafloom.example\nSubject: Undelivered Mail\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\n\nIt came back.\n'
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; relay.example\n\n"
        f"Final-Recipient: rfc822; ann@customer.example\nAction: {action}\nDiagnostic-Code: smtp; {said}\n\n"
        f"--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <{message.message_id}>\n\n--b--\n"
    )


def test_a_bounce_turns_our_reply_to_failed_and_marks_a_dead_address(cast):
    sent = reply(stage.conversation_of(cast), text="On its way.", by=cast.mina)
    arrive(cast, bounce_of(sent, said="550 5.1.1 User unknown").replace("ann@customer", "Ann@Customer"))
    sent.refresh_from_db()
    assert sent.delivery_state == "failed"
    assert "5.1.1" in sent.delivery_detail
    assert Message.objects.filter(kind="inbound").count() == 1
    assert Identity.objects.get(value="ann@customer.example").died_at is not None


def test_a_dead_address_that_somebody_writes_from_lives_again(cast):
    sent = reply(stage.conversation_of(cast), text="On its way.", by=cast.mina)
    arrive(cast, bounce_of(sent, said="550 5.1.1 User unknown"))
    arrive(cast, "From: ann@customer.example\nSubject: Automatic reply: Hi\nMessage-ID: <away@x>\n\nAway.\n")
    assert Identity.objects.get(value="ann@customer.example").died_at is not None
    arrive(cast, "From: Ann@Customer.example\nSubject: Hi\nMessage-ID: <back@x>\n\nIt works again.\n")
    assert Identity.objects.get(value="ann@customer.example").died_at is None


def test_a_bounce_is_looked_up_in_one_conversation_and_not_in_all_messages_of_all_years(cast, settings):
    sent = reply(stage.conversation_of(cast), text="On its way.", by=cast.mina)
    settings.SECRET_KEY = "another secret, which proves none of the ids that went out under the old one"
    with CaptureQueriesContext(connection) as queries:
        arrive(cast, bounce_of(sent, said="550 5.1.1 User unknown"))
    asked = [one["sql"] for one in queries if sent.message_id in one["sql"] and one["sql"].startswith("SELECT")]
    assert len(asked) == 1
    assert f'"conversation_id" = {sent.conversation_id}' in asked[0]
    sent.refresh_from_db()
    assert sent.delivery_state == "failed"


def test_a_full_mailbox_is_a_failure_and_the_address_lives_on(cast):
    sent = reply(stage.conversation_of(cast), text="On its way.", by=cast.mina)
    arrive(cast, bounce_of(sent, said="552 5.2.2 Mailbox full"))
    sent.refresh_from_db()
    assert sent.delivery_state == "failed"
    assert Identity.objects.get(value="ann@customer.example").died_at is None


def test_a_bounce_of_somebody_elses_mail_is_set_aside(cast):
    sent = reply(stage.conversation_of(cast), text="On its way.", by=cast.mina)
    forged = bounce_of(sent, said="550 5.1.1 User unknown").replace(sent.message_id, "made-up@evil.example")
    assert arrive(cast, forged).state == "set_aside"
    sent.refresh_from_db()
    assert sent.delivery_state != "failed"


def test_a_delay_is_no_failure(cast):
    sent = reply(stage.conversation_of(cast), text="On its way.", by=cast.mina)
    arrive(cast, bounce_of(sent, said="451 4.4.1 timed out", action="delayed"))
    sent.refresh_from_db()
    assert sent.delivery_state != "failed"


def test_an_out_of_office_reply_is_kept_and_reopens_nothing(cast):
    conversation = stage.conversation_of(cast)
    sent = reply(conversation, text="On its way.", by=cast.mina)
    resolve(conversation, by=cast.mina.as_actor)
    stored = arrive(
        cast,
        "From: ann@customer.example\nTo: help@leafloom.example\nSubject: Automatic reply: Where is my parcel?\n"
        f"Message-ID: <away@customer.example>\nIn-Reply-To: <{sent.message_id}>\n\nBack on Monday.\n",
    )
    conversation.refresh_from_db()
    assert stored.message.conversation == conversation
    assert (stored.message.is_automatic, conversation.status) == (True, "resolved")
    assert (Conversation.objects.count(), Contact.objects.count()) == (1, 1)


def test_our_own_mail_that_comes_back_is_set_aside(cast):
    sent = reply(stage.conversation_of(cast), text="On its way.", by=cast.mina)
    stored = arrive(cast, f"From: ann@customer.example\nMessage-ID: <{sent.message_id}>\n\nOn its way.\n")
    assert (stored.state, stored.reason) == ("set_aside", "A mail that we sent came back to us.")
    assert Message.objects.filter(kind="inbound").count() == 1


def test_a_mail_from_our_own_inbox_is_set_aside(cast):
    stored = arrive(cast, "From: Help <HELP@leafloom.example>\nMessage-ID: <x@y.example>\n\nHello\n")
    assert stored.state == "set_aside"
    assert not Conversation.objects.exists()


def test_a_shops_form_that_writes_as_the_shop_speaks_for_the_customer(cast):
    mail = "From: help@leafloom.example\nReply-To: Ann <ann@customer.example>\nMessage-ID: <x@y.example>\n\nHello\n"
    assert arrive(cast, mail).message.sender_address == "ann@customer.example"


def test_the_language_of_a_mail_is_that_of_its_conversation_and_contact(cast):
    mail = "From: juan@customer.example\nMessage-ID: <x@y.example>\n\nHola, el pedido no está en la tienda.\n"
    conversation = arrive(cast, mail).message.conversation
    assert (conversation.language, conversation.contact.language) == ("es", "es")


def test_what_a_reply_quotes_is_kept_apart_from_what_it_says(cast):
    mail = (
        "From: ann@customer.example\nSubject: Re: Cup\nMessage-ID: <quote@x>\n\n"
        "Yes, please.\n\nOn Mon, 4 May 2026 at 10:00, Mina <help@leafloom.example> wrote:\n> Shall we send another?\n"
    )
    message = arrive(cast, mail).message
    assert message.text.strip() == "Yes, please."
    assert "Shall we send another?" in message.quoted
    assert "Yes, please." not in message.quoted


ROBOTS = {
    "nobody in the envelope": ("", ""),
    "nobody in what the mailbox's server wrote": (None, "Return-Path: <>\n"),
    "a list": ("ann@customer.example", "List-Id: <tea.lists.example>\n"),
    "a machine": ("ann@customer.example", "Auto-Submitted: auto-generated\n"),
}


@pytest.mark.parametrize("robot", ROBOTS)
def test_a_robots_mail_may_not_be_answered_by_a_robot(cast, robot):
    envelope, headers = ROBOTS[robot]
    assert not _arrive_from(cast, envelope, headers=headers).may_be_answered


@pytest.mark.parametrize("envelope", ["ann@customer.example", None])
def test_a_person_may_be_answered_by_a_robot(cast, envelope):
    assert _arrive_from(cast, envelope, headers="").may_be_answered


def test_whoever_was_forged_is_not_sent_our_answers(cast, settings):
    settings.TRUSTED_RECEIVER = "mx.leafloom.example"
    headers = "Authentication-Results: mx.leafloom.example; dmarc=fail header.from=customer.example\n"
    assert not _arrive_from(cast, "ann@customer.example", headers=headers).may_be_answered


def test_a_robot_that_an_agent_forwards_is_not_answered(cast):
    mail = FORWARDED.format(sender="Mina Park <mina@leafloom.example>", number=9, headers="")
    assert arrive(cast, mail).message.may_be_answered
    mail = FORWARDED.format(sender="Mina Park <mina@leafloom.example>", number=10, headers="")
    assert not arrive(cast, mail.replace("otto@", "no-reply@")).message.may_be_answered


def _arrive_from(cast, envelope, *, headers):
    mail = f"{headers}From: Ann Lee <ann@customer.example>\nMessage-ID: <7@mail.example>\nSubject: Tea\n\nHello?\n"
    store([Letter(cast.inbox.pk, mail.encode(), "imap", envelope)])
    take_in(Event.objects.filter(name="mail.stored").latest("id"))
    return Message.objects.latest("id")


@pytest.mark.parametrize("sender", ["", "From: root\n", "From: <>\n", "From: undisclosed-recipients:;\n"])
def test_two_mails_of_nobody_are_not_of_one_person(cast, sender):
    first, second = (arrive(cast, f"{sender}Message-ID: <{n}@x>\nSubject: {n}\n\n{n}\n").message for n in (1, 2))
    assert first.contact != second.contact
    assert first.conversation != second.conversation
    assert not first.may_be_answered
    with pytest.raises(NoAddress):
        compose(reply(first.conversation, text="Who are you?", by=cast.mina))


def test_a_mail_that_the_database_can_never_take_is_set_aside_and_holds_up_nobody(cast, monkeypatch):
    """No such mail is known. Should there be one, it must not stand in the way of all others."""

    def poisoned(arrivals):
        if any(one.inbound.subject == "poison" for one in arrivals):
            with connection.cursor() as cursor:
                cursor.execute("SELECT " + ", ".join(["1"] * 2100))
        return receive_all(arrivals)

    monkeypatch.setattr(intake, "receive_all", poisoned)
    mails = [f"From: a@b.example\nMessage-ID: <{n}@x>\nSubject: {n}\n\nHello\n" for n in ("one", "poison", "two")]
    store([Letter(cast.inbox.pk, mail.encode(), "smtp") for mail in mails])
    working.run_due()
    assert list(StoredMail.objects.order_by("id").values_list("state", flat=True)) == ["done", "unreadable", "done"]
    assert "OperationalError" in StoredMail.objects.get(state="unreadable").reason
    monkeypatch.undo()
    read_again(StoredMail.objects.get(state="unreadable"))
    working.run_due()
    assert Message.objects.filter(kind="inbound").count() == 3


@pytest.mark.parametrize(
    ("subject", "text", "language"),
    [
        ("Refund of my order LL-2931: the oak stool and the lamp", "还没有到。", "zh-Hans"),
        ("배송 문의", "Where is my parcel? When will it come?", "en"),
        ("¿Dónde está mi pedido?", "LL-2931", "es"),
        ("Order", "?", ""),
    ],
)
def test_the_language_is_that_of_what_they_wrote_before_that_of_the_subject(cast, subject, text, language):
    head = "From: Mei <mei@customer.example>\nTo: help@leafloom.example\nMessage-ID: <l@customer.example>"
    arrive(cast, f"{head}\nSubject: {subject}\nContent-Type: text/plain; charset=utf-8\n\n{text}\n")
    assert Conversation.objects.get().language == language
