"""Mails of somebody who is asked in a side conversation, as their programs write them."""

from keepword.channels.email.intake import take_in
from keepword.channels.email.models import StoredMail
from keepword.channels.email.storing import Letter, store
from keepword.events.models import Event
from tests.cast import Cast

ANSWER = """From: {sender}
To: Leaf & Loom <{to}>
Subject: {subject}
Message-ID: <{number}@mill.example>
In-Reply-To: <{answers}>
References: <{answers}>
{headers}
{text}
"""


def answer_to(
    message_id: str,
    *,
    text: str = "On Friday.",
    sender: str = "Otto Mill <sales@mill.example>",
    to: str = "help@leafloom.example",
    subject: str = "AW: Walnut trays",
    number: str = "1",
    headers: str = "MIME-Version: 1.0\n",
) -> str:
    return ANSWER.format(
        answers=message_id, text=text, sender=sender, to=to, subject=subject, number=number, headers=headers
    )


def arrive(cast: Cast, mail: str) -> StoredMail:
    """Through the front door of the channel, as far as the conversations."""
    (stored,) = store([Letter(cast.inbox.pk, mail.encode(), "smtp")])
    take_in(Event.objects.filter(name="mail.stored").latest("id"))
    stored.refresh_from_db()
    return stored
