from datetime import timedelta

import pytest
import time_machine

from keepword.channels.form.linking import mailed_link, shown_link
from keepword.conversations.inbound import File, Thread
from keepword.conversations.models import Attachment, Conversation, Message
from keepword.conversations.noting import note
from keepword.conversations.receiving import receive
from keepword.conversations.replying import conversation_of, reply
from keepword.conversations.resolving import resolve
from keepword.help_center.tests.visiting import fill_in, form_of, link_on, picture, write
from keepword.kit import clock
from tests import cast as stage


@pytest.fixture
def link(cast, visitor) -> str:
    """What Ann was shown after she wrote."""
    return link_on(visitor.get(write(visitor).url))


@pytest.fixture
def conversation(link) -> Conversation:
    return Conversation.objects.with_people().get()


def mailed(conversation: Conversation) -> str:
    return f"/c/{mailed_link(conversation.token, at=clock.now())}"


def by_mail(
    cast, conversation: Conversation, *, text: str, address: str = "ann@customer.example", **changes
) -> Message:
    """A mail that joins the conversation by an answer of ours."""
    ids = tuple(
        Message.objects.filter(conversation=conversation).exclude(message_id="").values_list("message_id", flat=True)
    )
    inbound = stage.written(text=text, address=address, thread=Thread(conversation_of(ids), ids), **changes)
    return receive(inbound, inbox=cast.inbox)


def test_the_customer_reads_the_answer_and_who_gave_it(cast, visitor, link, conversation):
    reply(conversation, text="It is on its way: https://track.example/7", by=cast.mina)
    page = visitor.get(link).content.decode()
    assert "It is on its way" in page
    assert "Mina Park at Leaf &amp; Loom" in page
    assert 'href="https://track.example/7"' in page
    assert "We have answered." in page


def test_an_address_in_a_chinese_sentence_can_be_pressed_and_a_customers_words_stay_words(
    cast, visitor, link, conversation
):
    reply(conversation, text="请看：https://track.example/7。<b>谢谢</b>\n\n再见", by=cast.mina)
    fill_in(visitor, visitor.get(link), message="https://evil.example <b>click</b>")
    page = visitor.get(link).content.decode()
    assert 'href="https://track.example/7"' in page
    assert "&lt;b&gt;谢谢&lt;/b&gt;" in page
    assert 'href="https://evil.example' not in page
    assert "https://evil.example &lt;b&gt;click" in page


def test_no_note_and_nothing_internal_is_shown(cast, visitor, link, conversation):
    reply(conversation, text="Soon.", by=cast.mina)
    note(
        conversation,
        text="She sounds angry",
        by=cast.mina,
        files=[File(name="secret-plan.txt", type="text/plain", content=b"secret")],
    )
    for address in (link, mailed(conversation)):
        page = visitor.get(address).content.decode()
        assert "Soon." in page
        assert "angry" not in page
        assert "secret-plan" not in page
        assert "mina@leafloom.example" not in page
        secret = Attachment.objects.get()
        assert visitor.get(f"{address}/files/{secret.token}").status_code == 404


def test_the_customer_answers_and_the_conversation_opens_again(cast, visitor, link, conversation):
    resolve(conversation, by=cast.mina.as_actor)
    sent = fill_in(visitor, visitor.get(link), message="Still nothing 😕", attachments=[picture()])
    assert sent.status_code == 302
    message = Message.objects.latest("id")
    assert (message.conversation_id, message.text, message.sender_address) == (
        conversation.pk,
        "Still nothing 😕",
        "ann@customer.example",
    )
    assert message.attachments.get().type == "image/png"
    conversation.refresh_from_db()
    assert conversation.status == "open"
    assert "Still nothing" in visitor.get(sent.url).content.decode()


def test_an_answer_pressed_twice_is_stored_once(visitor, link):
    page = visitor.get(link)
    fill_in(visitor, page, message="Hello?")
    fill_in(visitor, page, message="Hello?")
    assert Message.objects.filter(text="Hello?").count() == 1


def test_an_empty_answer_comes_back_with_a_word(visitor, link):
    page = fill_in(visitor, visitor.get(link), message=" ")
    assert page.status_code == 422
    assert "Please write a few words." in page.content.decode()
    assert Message.objects.count() == 1


def test_a_robots_answer_is_dropped(visitor, link):
    assert fill_in(visitor, visitor.get(link), message="Buy", website="x").status_code == 302
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    "forge",
    [
        lambda link: link[:-1] + ("0" if link[-1] != "0" else "1"),
        lambda link: link.replace("-s-", "-m-"),
        lambda link: link.split("-")[0],
        lambda link: link + "0",
        lambda _link: "a" * 32 + "-s-68e00000-" + "b" * 20,
        lambda _link: "x" * 2000,
    ],
)
def test_a_forged_link_leads_nowhere_and_tells_nothing(cast, visitor, link, forge):
    page = visitor.get("/c/" + forge(link.removeprefix("/c/")))
    assert page.status_code == 404
    assert "Leaf" not in page.content.decode()
    assert Conversation.objects.get().reference not in page.content.decode()


def test_an_expired_link_shows_nothing_and_takes_nothing(visitor, link, conversation):
    page = visitor.get(link)
    with time_machine.travel(clock.now() + timedelta(days=31), tick=False):
        late = visitor.get(link)
        assert late.status_code == 410
        assert "Due Monday" not in late.content.decode()
        assert "parcel" not in late.content.decode()
        assert conversation.reference not in late.content.decode()
        assert fill_in(visitor, page, message="More").status_code == 410
        file = Attachment.objects.create(
            message=Message.objects.get(), token="f" * 32, name="a", type="", size=1, path=""
        )
        assert visitor.get(f"{link}/files/{file.token}").status_code == 410
    assert Message.objects.count() == 1


def test_how_long_a_link_works_is_settable(visitor, link, settings):
    settings.LINK_DAYS = 1
    with time_machine.travel(clock.now() + timedelta(days=2), tick=False):
        assert visitor.get(link).status_code == 410


def test_mail_for_an_address_that_a_stranger_claimed_is_not_shown_to_the_stranger(cast, visitor, link, conversation):
    """The ticket trick: a sign-up code that another service mails into the conversation."""
    reply(conversation, text="Which order is it?", by=cast.mina)
    by_mail(cast, conversation, text="Your sign-up code is 4711")
    reply(conversation, text="Thanks, and your street is Elm Road 3?", by=cast.mina)
    fill_in(visitor, visitor.get(link), message="I hold the first link")
    page = visitor.get(link).content.decode()
    assert "Which order is it?" in page
    assert "4711" not in page
    assert "Elm Road" not in page
    assert "goes on by mail" in page
    proved = visitor.get(mailed(conversation)).content.decode()
    assert "4711" in proved
    assert "Elm Road" in proved
    assert "goes on by mail" not in proved


def test_an_answer_by_a_doubtful_link_is_marked_for_the_agent(cast, visitor, link, conversation):
    reply(conversation, text="Which order is it?", by=cast.mina)
    by_mail(cast, conversation, text="I never wrote to you")
    fill_in(visitor, visitor.get(link), message="Send it to another street")
    assert Message.objects.latest("id").warnings == ["unproved-address"]
    fill_in(visitor, visitor.get(mailed(conversation)), message="That was not me")
    assert Message.objects.latest("id").warnings == []


def test_nobody_sees_the_mail_of_somebody_who_does_not_take_part(cast, visitor, link, conversation):
    reply(conversation, text="Which order is it?", by=cast.mina)
    by_mail(cast, conversation, text="I am new here", address="eve@else.example")
    assert "I am new here" not in visitor.get(mailed(conversation)).content.decode()


def test_nobody_sees_a_forged_mail(cast, visitor, link, conversation):
    reply(conversation, text="Which order is it?", by=cast.mina)
    by_mail(cast, conversation, text="I am forged", warnings=("authentication-failed",), is_authenticated=False)
    assert "I am forged" not in visitor.get(mailed(conversation)).content.decode()


def test_answers_can_be_kept_for_the_mailbox_alone(cast, visitor, link, conversation, settings):
    settings.FORM_LINK_SHOWS_ANSWERS = False
    reply(conversation, text="Your street is Elm Road 3", by=cast.mina)
    page = visitor.get(link).content.decode()
    assert "Due Monday." in page
    assert "Elm Road" not in page
    assert "goes on by mail" in page
    assert "Elm Road" in visitor.get(mailed(conversation)).content.decode()


def test_a_link_opens_no_other_conversation(cast, visitor, link):
    other = stage.conversation_of(cast, "ko")
    page = visitor.get(link).content.decode()
    assert other.subject not in page
    assert visitor.get(f"/c/{shown_link('0' * 32, at=clock.now())}").status_code == 404


def test_the_page_is_listed_nowhere_and_its_address_leaks_to_nobody(visitor, link):
    page = visitor.get(link)
    assert "noindex" in page.headers["X-Robots-Tag"]
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["Cache-Control"] == "private, no-cache"


def test_times_are_in_the_shops_zone_until_a_script_knows_better(cast, visitor, link):
    cast.organisation.time_zone = "Asia/Seoul"
    cast.organisation.save()
    Message.objects.update(at="2026-11-21T18:30:00Z")
    page = visitor.get(link).content.decode()
    assert "Nov 22, 2026, 03:30 KST" in page
    assert 'datetime="2026-11-21T18:30:00+00:00"' in page


def test_a_conversation_marked_as_spam_accuses_nobody(visitor, link, conversation):
    conversation.change(status="spam")
    page = visitor.get(link).content.decode().lower()
    assert "spam" not in page
    assert "we have your message" in page


def test_the_page_costs_the_same_however_long_the_conversation(
    cast, visitor, link, conversation, django_assert_num_queries
):
    for number in range(5):
        reply(conversation, text=f"Answer {number}", by=cast.mina)
    # the conversation with its brand, who takes part, whether another customer's was merged into it, the messages,
    # their files, the time zone, whose hours count
    with django_assert_num_queries(7):
        visitor.get(link)


def test_the_form_keeps_what_was_typed(visitor, link):
    page = fill_in(visitor, visitor.get(link), message="Kept", attachments=[picture("run.exe", content=b"MZ")])
    assert page.status_code == 422
    assert form_of(page).fields["message"] == "Kept"
