"""Letters to our own people, from the house: about a link, or what became of their account."""

from collections.abc import Callable
from email.message import EmailMessage
from email.utils import format_datetime

from django.utils import translation

from keepword.brands.models import Organisation
from keepword.channels.email.composing import NoAddress, address_of, encoding_of
from keepword.channels.email.relays.outcomes import NotNow, Refused
from keepword.channels.email.sending import hand_over
from keepword.channels.email.writing import INTERNATIONAL, POLICY, literal
from keepword.conversations.models import Inbox
from keepword.events.models import Event
from keepword.events.reacting import TryLater
from keepword.people.models import Agent

Words = Callable[[str], tuple[str, str]]


def send(event: Event, *, agent: Agent, words: Words) -> None:
    """To their own mailbox, once. `words` gives subject and body from the name of the organisation, in the language
    of the agent. Raises TryLater."""
    inbox = house_inbox(agent)
    if inbox is None or Inbox.objects.filter(address__iexact=agent.email).exists():  # house: no conversation of it
        return
    try:
        hand_over(compose(event, agent=agent, inbox=inbox, words=words), to=[agent.email])
    except (Refused, NoAddress):
        return
    except NotNow as later:
        raise TryLater(str(later)) from later


def house_inbox(agent: Agent) -> Inbox | None:
    """From whose address the house writes to them: the first that they may see, so that no letter names one that is
    closed to them. Whoever sees none must still come in: then it is the first of all. None while there is none."""
    first = Inbox.objects.order_by("id")  # house: an address that customers know, and nothing that is in it
    return Inbox.objects.visible_to(agent).order_by("id").first() or first.first()


def compose(event: Event, *, agent: Agent, inbox: Inbox, words: Words) -> EmailMessage:
    """Raises NoAddress."""
    organisation = Organisation.objects.get()
    with translation.override(agent.language):
        subject, body = words(organisation.name)
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
