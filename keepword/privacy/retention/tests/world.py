"""What the tests of the rules begin with: conversations of some age, and rules that work already."""

from datetime import timedelta

from keepword.conversations.models import Conversation, Message
from keepword.conversations.resolving import resolve
from keepword.kit import clock
from keepword.people.models import Contact
from keepword.privacy.models import RESOLVED, RetentionRule
from keepword.privacy.retention import running
from keepword.privacy.retention.setting import make
from tests import cast as stage

OLD = timedelta(days=400)


def aged(conversation: Conversation, *, by: timedelta = OLD) -> Conversation:
    """As if all of it had been so much earlier."""
    at = clock.now() - by
    Message.everywhere.filter(conversation=conversation).update(at=at)
    Contact.objects.filter(pk=conversation.contact_id).update(created_at=at)
    was = Conversation.objects.filter(pk=conversation.pk)
    was.update(created_at=at, last_activity_at=at)
    was.filter(resolved_at__isnull=False).update(resolved_at=at)
    return was.get()


def resolved(cast, language="en", *, by: timedelta = OLD, **changes) -> Conversation:
    conversation = stage.conversation_of(cast, language, **changes)
    resolve(conversation, by=cast.mina.as_actor)
    return aged(conversation, by=by)


def work() -> None:
    """All goes that it takes, however slow the machine is."""
    while running.run():
        pass


def rule_of(cast, what=RESOLVED, *, after=12, **scope) -> RetentionRule:
    """One that works already."""
    rule = make(what, after=after, by=cast.ruth, **scope)
    RetentionRule.objects.filter(pk=rule.pk).update(starts_at=clock.now())
    return RetentionRule.objects.get(pk=rule.pk)


def words(conversation: Conversation) -> str:
    conversation.refresh_from_db()
    said = Message.everywhere.filter(conversation=conversation).values_list("text", flat=True)
    return "".join([conversation.subject, conversation.preview, *said])
