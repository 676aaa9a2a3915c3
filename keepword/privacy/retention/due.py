"""Which rows a rule would delete now. Nothing that is younger than the rule, nothing that is held, and nothing with
which somebody is not done yet."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.functions import Length

from keepword.channels.email.models import STORED as UNREAD
from keepword.channels.email.models import StoredMail
from keepword.commerce.models import Order
from keepword.conversations.models import Attachment, Conversation, Draft, Inbox, InternalTask, Message, Participant
from keepword.conversations.models import conversation as statuses
from keepword.events.models import AuditEntry
from keepword.kit import clock
from keepword.people.models import Contact, ContactNote
from keepword.privacy.models import AUDIT, FILES, MAILS, PEOPLE, RESOLVED, SPAM, RetentionRule
from keepword.privacy.retention.ages import cut
from keepword.privacy.retention.reaching import Place, Scope, inboxes_of
from keepword.promises.models import Promise
from keepword.surveys.models import Survey

DONE_WITH = [statuses.RESOLVED, statuses.SPAM, statuses.BINNED, statuses.DELETED]


def due(rule: RetentionRule) -> QuerySet[Any]:
    """Rows of the rule's kind: conversations, messages with files, contacts, mails or entries of the audit log."""
    return DUE[rule.what](rule, cut(rule.what, after=rule.after, now=clock.now()))


def deleted_by_hand() -> QuerySet[Conversation]:
    """Somebody deleted them, and the time to think again is over. What was opened again in between is in no bin."""
    return Conversation.objects.filter(_unheld(), status=statuses.BINNED, delete_at__lte=clock.now())


def _resolved(rule: RetentionRule, until: datetime) -> QuerySet[Conversation]:
    return _conversations(rule, until).filter(status=statuses.RESOLVED, resolved_at__lt=until)


def _spam(rule: RetentionRule, until: datetime) -> QuerySet[Conversation]:
    return _conversations(rule, until).filter(status=statuses.SPAM)


def _conversations(rule: RetentionRule, until: datetime) -> QuerySet[Conversation]:
    """Those that were merged into others go with them."""
    # By a rule, not for a reader: see `due`.
    rows = Conversation.objects.filter(inbox_id__in=_inboxes(rule), created_at__lt=until, last_activity_at__lt=until)
    rows = rows.filter(Q(emptied_at=None) | Q(emptied_at__lt=F("last_activity_at")), _unheld(), *_quiet(until))
    kept = list(rule.kept_tags.values_list("id", flat=True))
    return rows.exclude(Exists(_tagged(kept))) if kept else rows


def _tagged(tags: list[int]) -> QuerySet[Any]:
    return Conversation.tags.through.objects.filter(conversation_id=OuterRef("pk"), tag_id__in=tags)


def _unheld() -> Combinable | Q:
    """Neither it nor what was merged into it."""
    return Q(is_held=False) & ~Exists(Conversation.objects.filter(merged_into=OuterRef("pk"), is_held=True))


def _quiet(until: datetime) -> list[Any]:
    """Nothing in it is younger, and nothing is still owed: tasks, promises, cases of a problem that are still open."""
    here = OuterRef("pk")
    owed = Promise.objects.filter(Q(due_at__gte=until) | Q(settled_at__gte=until) | Q(state="open"))
    cases = Conversation.objects.filter(parent=here).exclude(status=statuses.MERGED)
    return [
        ~Exists(Message.everywhere.filter(conversation=here, at__gte=until)),
        ~Exists(Draft.objects.filter(conversation=here, changed_at__gte=until)),
        ~Exists(InternalTask.objects.filter(Q(done_at=None) | Q(done_at__gte=until), conversation=here)),
        ~Exists(owed.filter(conversation=here)),
        ~Exists(Survey.objects.filter(conversation=here, answered_at__gte=until)),
        ~Exists(cases.exclude(status__in=DONE_WITH, last_activity_at__lt=until)),
    ]


def _files(rule: RetentionRule, until: datetime) -> QuerySet[Message]:
    """Messages of conversations that are done with."""
    rows = Message.everywhere.filter(at__lt=until, inbox_id__in=_inboxes(rule))  # house: by a rule, not for a reader
    with_files = Exists(Attachment.objects.filter(message=OuterRef("pk")))
    rows = rows.filter(with_files, conversation__status__in=DONE_WITH)
    kept = list(rule.kept_tags.values_list("id", flat=True))
    wearing = Conversation.tags.through.objects.filter(conversation_id=OuterRef("conversation_id"), tag_id__in=kept)
    return rows.filter(_in_unheld("conversation")).exclude(Exists(wearing))


def _in_unheld(path: str) -> Combinable | Q:
    merged = Conversation.objects.filter(merged_into=OuterRef(f"{path}_id"), is_held=True)
    return Q(**{f"{path}__is_held": False}) & ~Exists(merged)


def _mails(rule: RetentionRule, until: datetime) -> QuerySet[StoredMail]:
    """As they travelled. What nobody has read yet waits for it."""
    rows = StoredMail.objects.filter(received_at__lt=until, inbox_id__in=_inboxes(rule)).exclude(state=UNREAD)
    held = Q(message__conversation__is_held=True) | Exists(
        Conversation.objects.filter(merged_into=OuterRef("message__conversation_id"), is_held=True)
    )
    return rows.alias(kept_bytes=Length("raw")).filter(kept_bytes__gt=0).exclude(held)


def _people(rule: RetentionRule, until: datetime) -> QuerySet[Contact]:
    """Who has no conversation any more with words in it, and nothing as young as the rule: an order neither."""
    them = OuterRef("pk")
    young = Q(last_activity_at__gte=until) | Q(is_held=True)
    alive = Conversation.objects.filter(Q(emptied_at=None) | Q(emptied_at__lt=F("last_activity_at")) | young)
    owed = Promise.objects.filter(Q(state="open") | Q(made_at__gte=until) | Q(due_at__gte=until))
    rows = Contact.objects.filter(merged_into=None, erased_at=None, created_at__lt=until)
    return rows.exclude(
        Exists(alive.filter(contact=them))
        | Exists(alive.filter(contact__merged_into=them))
        | Exists(Participant.objects.filter(contact=them))
        | Exists(owed.filter(contact=them))
        | Exists(Order.objects.filter(contact=them, told_at__gte=until))
        | Exists(ContactNote.objects.filter(contact=them, at__gte=until))
    )


def _audit(rule: RetentionRule, until: datetime) -> QuerySet[AuditEntry]:
    """What tells who looked at a held conversation is kept with it."""
    held = Conversation.objects.filter(is_held=True)
    return AuditEntry.objects.filter(at__lt=until).exclude(conversation_id__in=held.values("id"))


DUE: dict[str, Callable[[RetentionRule, datetime], QuerySet[Any]]] = {
    RESOLVED: _resolved,
    SPAM: _spam,
    FILES: _files,
    PEOPLE: _people,
    MAILS: _mails,
    AUDIT: _audit,
}


def _inboxes(rule: RetentionRule) -> list[int]:
    others = RetentionRule.objects.filter(what=rule.what, starts_at__isnull=False).exclude(pk=rule.pk)
    return inboxes_of(
        Scope(rule.brand_id, rule.inbox_id),
        others=[Scope(*one) for one in others.values_list("brand_id", "inbox_id")],
        # For the house, not for a person: every inbox counts.
        places=[Place(*one) for one in Inbox.objects.values_list("id", "brand_id")],
    )
