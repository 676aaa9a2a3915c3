"""What the customer said stands beside their conversation, and costs nothing where they said nothing."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from keepword.conversations.rating import set_rating
from keepword.kit import clock
from keepword.surveys.models import Survey
from keepword.web.tests.reading import words
from tests import cast as stage


def said(conversation, *, score, text):
    moments = dict.fromkeys(["resolved_at", "due_at", "asked_at", "answered_at"], clock.now())
    where = {"conversation": conversation, "inbox": conversation.inbox, "channel": "email"}
    Survey.objects.create(**where, **moments, state="answered", score=score, words=text)
    set_rating(conversation.pk, score=score)


def test_an_answer_stands_beside_the_conversation(cast, ruth):
    conversation = stage.conversation_of(cast)
    page = f"/conversations/{conversation.pk}"
    assert "How our help was" not in words(ruth.get(page))
    with CaptureQueriesContext(connection) as before:
        ruth.get(page)
    assert not any("surveys_survey" in one["sql"] for one in before.captured_queries)
    said(conversation, score=2, text="Too slow, sorry")
    shown = words(ruth.get(page))
    assert "How our help was" in shown
    assert "Too slow, sorry" in shown
