"""Mails to our own people: something is late, look at it. No customer is told, and no robot answers it."""

from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from keepword.channels.email.composing import NoAddress, address_of, encoding_of
from keepword.channels.email.models import HeldNotice
from keepword.channels.email.relays.outcomes import NotNow, Refused
from keepword.channels.email.sending import hand_over
from keepword.channels.email.writing import INTERNATIONAL, POLICY, literal
from keepword.conversations import clock_history
from keepword.conversations.models import Conversation, Inbox
from keepword.events import log
from keepword.events.actor import Actor
from keepword.events.models import Event
from keepword.events.reacting import Finish, TryLater
from keepword.kit import clock
from keepword.people.models import Agent

STALE = timedelta(hours=12)  # nobody needs to hear of yesterday's alarm
SENTENCES = {"clock.warned": clock_history.warned, "clock.breached": clock_history.breached}


def notify(event: Event) -> Finish | None:
    """Reaction to `notice.queued`. An address that is one of our inboxes is passed over: that mail would come back as
    a customer's."""
    agent = Agent.objects.active().filter(pk=event.data["to"]).first()
    # house: whoever queued it asked whether the agent may see it
    conversation = Conversation.objects.select_related("inbox__brand").filter(pk=event.conversation_id or 0).first()
    if agent is None or conversation is None or _is_ours(agent.email):
        return None
    try:
        mail = compose(event, conversation=conversation, agent=agent)
        if not settings.RELAY.backend:
            return partial(_hold, event, agent=agent, mail=mail)
        hand_over(mail, to=[agent.email])
    except (Refused, NoAddress) as refused:
        return partial(_failed, event, reason=getattr(refused, "reason", "noaddress"))
    except NotNow as later:
        if clock.now() - event.at > STALE:
            return partial(_failed, event, reason="expired")
        raise TryLater(str(later)) from later
    return None


def compose(event: Event, *, conversation: Conversation, agent: Agent) -> EmailMessage:
    """The same bytes every time. Of the customer's words only the subject. Raises NoAddress."""
    inbox, domain = conversation.inbox, conversation.inbox.address.rpartition("@")[2]
    to = address_of(agent.email, name=agent.name)
    mail = EmailMessage(POLICY if to.addr_spec.isascii() else INTERNATIONAL)
    with translation.override(agent.language):
        sentence, body = _sentence(event), _body(event, conversation=conversation)
    mail["From"] = address_of(inbox.address, name=inbox.brand.name)
    mail["To"] = [to]
    mail["Subject"] = literal(" ".join(f"{sentence} {conversation.subject}".split())[:200])
    mail["Message-ID"] = f"<notice.{event.pk}@{domain}>"
    mail["References"] = f"<notices.{conversation.pk}@{domain}>"
    mail["Date"] = format_datetime(event.at)
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834
    mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(body, cte=encoding_of(body))
    return mail


@transaction.atomic
def send_held() -> int:
    """Queue those that waited for a relay and are news still. Returns how many; the others are dropped."""
    held = list(HeldNotice.objects.select_related("event").defer("raw").select_for_update(of=("self",)).order_by("id"))
    news = [one.event for one in held if clock.now() - one.event.at <= STALE]
    for event in news:
        log.record(
            event.name,
            actor=Actor(event.actor_kind, event.actor_id),
            conversation_id=event.conversation_id,
            inbox_id=event.inbox_id,
            cause=event.cause,
            **event.data,
        )
    HeldNotice.objects.filter(pk__in=[one.pk for one in held]).delete()
    return len(news)


def _is_ours(address: str) -> bool:
    return Inbox.objects.filter(address__iexact=address).exists()  # house: compared, not shown


def _sentence(event: Event) -> str:
    cause = event.cause
    say = SENTENCES.get(cause.name) if cause else None
    return say(cause.data) if say and cause else _("Something needs you.")


def _body(event: Event, *, conversation: Conversation) -> str:
    lines = [
        _sentence(event),
        f"{conversation.subject or conversation.reference}\n{conversation.inbox.name}",
        f"{settings.PUBLIC_ADDRESS}/conversations/{conversation.pk}" if settings.PUBLIC_ADDRESS else "",
        _("This notice is for you alone. To answer the customer, write in the conversation."),
    ]
    return "\n\n".join(filter(None, lines)) + "\n"


@transaction.atomic
def _hold(event: Event, *, agent: Agent, mail: EmailMessage) -> None:
    kept = {"agent": agent, "raw": mail.as_bytes(), "held_at": clock.now()}
    HeldNotice.objects.get_or_create(event=event, defaults=kept)


@transaction.atomic
def _failed(event: Event, *, reason: str) -> None:
    log.record(
        "notice.failed",
        conversation_id=event.conversation_id,
        inbox_id=event.inbox_id,
        cause=event,
        to=event.data["to"],
        reason=reason,
    )
