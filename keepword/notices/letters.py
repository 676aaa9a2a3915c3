"""Letters to our own people: one notice, or several in one. No customer is told, and no robot answers."""

from collections.abc import Sequence
from email.message import EmailMessage
from email.utils import format_datetime

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from keepword.brands.models import Organisation
from keepword.channels.email.agent_letters import house_inbox
from keepword.channels.email.composing import NoAddress, address_of, encoding_of
from keepword.channels.email.writing import INTERNATIONAL, POLICY, literal
from keepword.conversations.models import Inbox
from keepword.events.models import Event
from keepword.kit.zones import zone_of
from keepword.notices.models import Notice
from keepword.notices.saying import names_for, say
from keepword.people.models import Agent

SETTINGS = "/settings/notices"
LONGEST = 200


def compose(event: Event, *, notices: Sequence[Notice], agent: Agent) -> EmailMessage:
    """The same bytes every time while nothing else happens. Of the customer's words only the subjects. `notices` come
    with their conversation and its inbox and brand. Raises NoAddress."""
    inbox, name = _sender(notices, agent=agent)
    domain = inbox.address.rpartition("@")[2]
    to = address_of(agent.email, name=agent.name)
    mail = EmailMessage(POLICY if to.addr_spec.isascii() else INTERNATIONAL)
    with translation.override(agent.language), timezone.override(zone_of(agent.time_zone)):
        subject, body = _words(notices)
    mail["From"] = address_of(inbox.address, name=name)
    mail["To"] = [to]
    mail["Subject"] = literal(" ".join(subject.split())[:LONGEST])
    mail["Message-ID"] = f"<notice.{event.pk}@{domain}>"
    mail["References"] = f"<notices.{_thread(notices, agent=agent)}@{domain}>"
    mail["Date"] = format_datetime(event.at)
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834
    mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(body, cte=encoding_of(body))
    return mail


def _sender(notices: Sequence[Notice], *, agent: Agent) -> tuple[Inbox, str]:
    """Of one notice the brand that it is about; several come from the house."""
    if len(notices) == 1 and notices[0].conversation:
        inbox = notices[0].conversation.inbox
        return inbox, inbox.brand.name
    first = house_inbox(agent)
    if first is None:
        raise NoAddress
    return first, Organisation.objects.get().name


def _thread(notices: Sequence[Notice], *, agent: Agent) -> str:
    """What a mail program shows together."""
    return str(notices[0].conversation_id or "test") if len(notices) == 1 else f"agent.{agent.pk}"


def _words(notices: Sequence[Notice]) -> tuple[str, str]:
    names = names_for(notices)
    sentences = [say(one, names=names) for one in notices]
    if len(notices) == 1:
        conversation = notices[0].conversation
        subject = f"{sentences[0]} {conversation.subject if conversation else ''}"
    else:
        subject = _("%(count)s notices: %(first)s") % {"count": len(notices), "first": sentences[0]}
    parts = [_part(one, sentence=sentence) for one, sentence in zip(notices, sentences, strict=True)]
    return subject, "\n\n".join([*parts, *_foot(notices)]) + "\n"


def _part(notice: Notice, *, sentence: str) -> str:
    conversation = notice.conversation
    if conversation is None:
        return sentence
    about = f"{conversation.subject or conversation.reference}\n{conversation.inbox.name}"
    link = f"{settings.PUBLIC_ADDRESS}/conversations/{conversation.pk}" if settings.PUBLIC_ADDRESS else ""
    return "\n".join(filter(None, [sentence, about, link]))


def _foot(notices: Sequence[Notice]) -> list[str]:
    lines = ["-- "] if settings.PUBLIC_ADDRESS else []
    if any(one.conversation for one in notices):
        lines = [_("This notice is for you alone. To answer the customer, write in the conversation."), *lines]
    if settings.PUBLIC_ADDRESS:
        said = _("Choose what you hear of, and when: %(address)s")
        lines[-1] += "\n" + said % {"address": settings.PUBLIC_ADDRESS + SETTINGS}
    return lines
