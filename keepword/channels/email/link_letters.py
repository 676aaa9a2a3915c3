"""Letters to our own people that bring a link to set a password. The link is made as it is sent: nothing that is kept
here opens a door."""

from datetime import timedelta
from email.message import EmailMessage
from functools import partial

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from keepword.channels.email import agent_letters
from keepword.conversations.models import Inbox
from keepword.events.models import Event
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
    if agent is None or not can_be_sent() or clock.now() - event.at > STALE:
        return
    agent_letters.send(event, agent=agent, words=partial(_words, event, agent))


def compose(event: Event, *, agent: Agent, inbox: Inbox) -> EmailMessage:
    """Raises NoAddress."""
    return agent_letters.compose(event, agent=agent, inbox=inbox, words=partial(_words, event, agent))


def _words(event: Event, agent: Agent, organisation: str) -> tuple[str, str]:
    purpose = event.data["purpose"]
    link = settings.PUBLIC_ADDRESS + reverse(f"web:{purpose}", args=[key_for(agent, purpose=purpose)])
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
