"""What the receipt says of emergencies."""

import pytest

from keepword.channels.email.composing import compose
from keepword.conversations import emergency_links
from keepword.conversations.models import Conversation, Message
from keepword.promises.emergencies.tests.conftest import NIGHT, work
from keepword.promises.emergencies.wording import said_within
from keepword.promises.wording.rewording import reword
from tests import cast as stage


def receipt(conversation: Conversation) -> Message:
    work()
    return Message.objects.get(conversation=conversation, automatic_kind="acknowledgement")


def test_the_receipt_offers_it_and_only_the_mail_has_the_address(cast):
    conversation = stage.conversation_of(cast)
    letter = receipt(conversation)
    within = "We are closed now. In an emergency somebody answers you within 30 minutes all the same."
    assert f"{within}\nOnly if your order must be stopped tonight.\nThis cannot wait ⟨!⟩\n" in letter.text
    token = emergency_links.token_for(conversation.token, at=NIGHT)
    assert token not in letter.text
    mail = compose(letter)
    address = f"https://desk.leafloom.example/emergency/{token}"
    plain, page = (mail.get_body([kind]).get_content() for kind in ("plain", "html"))
    assert f"This cannot wait:\n{address}\n" in plain
    assert f'<a href="{address}"' in page
    assert ">This cannot wait</a>" in page
    assert "⟨" not in plain + page
    assert compose(letter).as_bytes() == mail.as_bytes()


def test_in_the_language_of_the_customer(cast):
    letter = receipt(stage.conversation_of(cast, "ko"))
    assert "오늘 밤에 주문을 멈춰야 할 때만." in letter.text
    assert "30분" in letter.text


def test_a_language_without_a_sentence_reads_that_of_the_brand(cast):
    assert "Only if your order must be stopped tonight." in receipt(stage.conversation_of(cast, "ar")).text


@pytest.mark.parametrize("to", [{"is_on": False}, {"team": None, "people": []}])
def test_nothing_is_said_where_nobody_can_be_called(cast, arranged, to):
    arranged(**to)
    assert "emergency" not in receipt(stage.conversation_of(cast)).text


def test_nothing_is_said_without_an_address_of_ours(cast, settings):
    settings.PUBLIC_ADDRESS = ""
    assert "emergency" not in receipt(stage.conversation_of(cast)).text


def test_a_brands_own_words_say_it_last_or_where_they_want(cast):
    reword(cast.inbox, language="en", text="We have it.", by=cast.ruth.as_actor)
    assert receipt(stage.conversation_of(cast)).text.endswith("This cannot wait ⟨!⟩")
    reword(cast.inbox, language="ko", text="{emergency}\n감사합니다", by=cast.ruth.as_actor)
    assert receipt(stage.conversation_of(cast, "ko")).text.endswith("⟨!⟩\n감사합니다")


def test_a_customer_cannot_write_the_mark(cast):
    """Their words stand in no letter of ours; a name that would be the mark is no name."""
    letter = receipt(stage.conversation_of(cast, name="Ann ⟨!⟩"))
    assert letter.text.count("⟨!⟩") == 1


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(5, "5 minutes"), (60, "1 hour"), (90, "90 minutes"), (239, "239 minutes"), (240, "4 hours")],
)
def test_a_time_is_said_as_it_is(minutes, words):
    assert said_within(minutes, language="en") == words
