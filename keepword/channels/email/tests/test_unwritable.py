"""A reply that cannot become a mail fails in words, before any relay is asked."""

import pytest
from django.core.files.storage import default_storage

from keepword.channels.email.sending import send
from keepword.conversations.inbound import File
from keepword.conversations.models import Message
from keepword.conversations.replying import reply
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


def state(message):
    fresh = Message.objects.get(pk=message.pk)
    return fresh.delivery_state, fresh.delivery_reason, fresh.delivery_detail


def test_a_reply_whose_file_is_missing_on_our_disk_fails_and_says_which(cast):
    conversation = stage.conversation_of(cast)
    message = reply(
        conversation, text="Here.", by=cast.mina, files=[File("plan.pdf", "application/pdf", b"%PDF-gone")]
    )
    default_storage.delete(message.attachments.get().path)
    send(message)
    conversation.refresh_from_db()
    assert state(message) == ("failed", "filegone", "plan.pdf")
    assert conversation.status == "open"


def test_a_reply_that_cannot_become_a_mail_is_not_left_as_sending(cast):
    message = reply(stage.conversation_of(cast), text="Here.", by=cast.mina)
    Message.objects.filter(pk=message.pk).update(message_id="a\nb@leafloom.example")
    message.refresh_from_db()
    send(message)
    assert state(message)[:2] == ("failed", "unwritable")
