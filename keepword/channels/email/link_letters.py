"""Letters to our own people that bring a link to set a password. The link is made as it is sent: nothing that is kept
here opens a door."""

from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from keepword.brands.models import Organisation
from keepword.channels.email.composing import NoAddress, address_of, encoding_of
from keepword.channels.email.relays.outcomes import NotNow, Refused
from keepword.channels.email.sending import hand_over
from keepword.channels.email.writing import INTERNATIONAL, POLICY, literal
from keepword.conversations.models import Inbox
from keepword.events.models import Event
from keepword.events.reacting import TryLater
from keepword.kit import clock
from keepword.people.keys import INVITATION, key_for
from keepword.people.models import Agent

STALE = timedelta(hours=1)


def can_be_sent() -> bool:
    """A link needs the address of this installation, and a relay that takes it out of the house."""
    return bool(settings.RELAY.backend and settings.PUBLIC_ADDRESS)


def send_link(event: Event) -> None:
    """Reaction to `agent.link_asked`. Whoever could not be reached asks again: the link would be too old anyway."""
    agent = Agent.objects.active().filter(pk=event.data["agent"]).first()
    inbox = Inbox.objects.order_by("id").first()  # house: our own address, for nobody to see
    if agent is None or inbox is None or not can_be_sent() or clock.now() - event.at > STALE:
        return
    if Inbox.objects.filter(address__iexact=agent.email).exists():  # house: a link must not become a conversation
        return
    try:
        hand_over(compose(event, agent=agent, inbox=inbox), to=[agent.email])
    except (Refused, NoAddress):
        return
    except NotNow as later:
        raise TryLater(str(later)) from later


def compose(event: Event, *, agent: Agent, inbox: Inbox) -> EmailMessage:
    """Raises NoAddress."""
    organisation = Organisation.objects.get()
    purpose = event.data["purpose"]
    link = settings.PUBLIC_ADDRESS + reverse(f"web:{purpose}", args=[key_for(agent, purpose=purpose)])
    with translation.override(agent.language):
        subject, body = _words(agent, purpose=purpose, organisation=organisation.name, link=link)
    to = address_of(agent.email, name=agent.name)
    mail = EmailMessage(POLICY if to.addr_spec.isascii() else INTERNATIONAL)
    mail["From"] = address_of(inbox.address, name=organisation.name)
    mail["To"] = [to]
    mail["Subject"] = literal(subject)
    mail["Message-ID"] = f"<link.{event.pk}@{inbox.address.rpartition('@')[2]}>"
    mail["Date"] = format_datetime(event.at)
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834
    mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(body, cte=encoding_of(body))
    return mail


def _words(agent: Agent, *, purpose: str, organisation: str, link: str) -> tuple[str, str]:
    hello = _("Hello %(name)s,") % {"name": agent.name}
    if purpose == INVITATION:
        subject = _("Come in: %(organisation)s answers its customers with Keepword") % {"organisation": organisation}
        lines = [
            hello,
            _("%(organisation)s invites you to answer customers together.") % {"organisation": organisation},
            _("Set your password here. The link is good for seven days, and once:"),
            link,
        ]
    else:
        subject = _("A new password for Keepword")
        lines = [
            hello,
            _("Set a new password here. The link is good for one hour, and once:"),
            link,
            _("If you did not ask for it, do nothing: your password stays as it is."),
        ]
    return subject, "\n\n".join(lines) + "\n"
