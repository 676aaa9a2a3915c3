"""Write the mail of a reply: the same bytes every time that it is sent."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from django.core.files.storage import default_storage

from keepword.brands.naming import sender_name
from keepword.channels.form.linking import with_link
from keepword.conversations.models import Attachment, Conversation, Message
from keepword.kit import html

REFERENCES_KEPT = 20


def compose(message: Message) -> EmailMessage:
    """The reply as a mail: a person at the brand writes, and it joins the customer's thread."""
    conversation = Conversation.objects.select_related("inbox__brand").get(pk=message.conversation_id)
    mail = EmailMessage()
    mail["From"] = _from(conversation, person=message.sender_name)
    mail["To"] = ", ".join(message.recipients.get("to", []))
    mail["Subject"] = _subject(conversation)
    mail["Message-ID"] = f"<{message.message_id}>"
    mail["Date"] = format_datetime(message.at)
    chain = _chain(message)
    if chain:
        mail["In-Reply-To"] = f"<{chain[-1]}>"
        mail["References"] = " ".join(f"<{one}>" for one in chain[-REFERENCES_KEPT:])
    text = message.text
    if message.is_automatic:
        mail["Auto-Submitted"] = "auto-replied"  # RFC 3834: no robot answers it
        mail["X-Auto-Response-Suppress"] = "All"
        text = with_link(text, conversation=conversation, at=message.at)
    mail.set_content(text + "\n", cte="quoted-printable")
    mail.add_alternative(html.from_text(text), subtype="html", cte="quoted-printable")
    for file in Attachment.objects.filter(message=message).order_by("id"):
        _attach(mail, file=file)
    return mail


def _from(conversation: Conversation, *, person: str) -> Address:
    inbox = conversation.inbox
    name = sender_name(inbox.brand, person=person, language=conversation.language)
    return Address(" ".join(name.split()), addr_spec=inbox.address)


def _subject(conversation: Conversation) -> str:
    subject = " ".join(conversation.subject.split()) or conversation.reference
    return subject if subject[:3].lower() == "re:" else f"Re: {subject}"


def _chain(message: Message) -> list[str]:
    """The Message-IDs that went before in this conversation, oldest first."""
    before = Message.objects.filter(conversation_id=message.conversation_id, at__lte=message.at)
    ids = before.exclude(pk=message.pk).exclude(message_id="").exclude(kind="note").order_by("at", "id")
    return list(ids.values_list("message_id", flat=True))


def _attach(mail: EmailMessage, *, file: Attachment) -> None:
    maintype, _, subtype = file.type.partition("/")
    with default_storage.open(file.path) as content:
        mail.add_attachment(content.read(), maintype=maintype, subtype=subtype or "octet-stream", filename=file.name)
