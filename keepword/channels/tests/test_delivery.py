"""A reply leaves the house once."""

import pytest
from django.core import mail

from keepword.channels.delivery import deliver
from keepword.conversations.delivering import mark_failed, send_again
from keepword.conversations.replying import reply
from keepword.events.models import Event
from keepword.wiring import environment
from tests import cast as stage

pytestmark = pytest.mark.django_db


def test_what_bounced_while_it_waited_and_is_sent_again_is_sent_by_the_newer_task_alone(settings):
    settings.RELAY = environment.Relay("anymail.backends.test.EmailBackend", {}, {}, "test")
    cast = stage.gather()
    message = reply(stage.conversation_of(cast), text="On its way.", by=cast.mina)
    mark_failed(message, reason="mailboxfull", detail="a bounce that was quicker than the next try")
    send_again(message)
    older, newer = Event.objects.filter(name="message.queued").order_by("id")
    assert deliver(older) is None
    assert mail.outbox == []
    deliver(newer)()
    assert deliver(newer) is None
    assert len(mail.outbox) == 1
