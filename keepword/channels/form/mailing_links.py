"""Send a fresh link to the address that owns a conversation: reading that mail proves the address."""

from datetime import timedelta

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from keepword.channels.form.submitting import owner_address
from keepword.conversations.informing import inform
from keepword.conversations.models import Conversation, Message
from keepword.conversations.models.conversation import SPAM
from keepword.conversations.survey_links import KIND as SURVEY
from keepword.kit import clock
from keepword.kit.languages import code_of

MARK = "link:"
PAUSE_SECONDS = 600  # one mail a conversation in this time, however often somebody asks


def mail_link(conversation: Conversation, *, address: str) -> Message | None:
    """Queue the mail. `address` is the whole address of the conversation's page with `linking.PLACE` for the link.
    None when there is nobody to write to, one went just now, or many went to them: a stranger who fills in the form
    in another's name must not fill their mailbox with our mails."""
    to = owner_address(conversation)
    if not to or conversation.status == SPAM:
        return None
    brand = conversation.inbox.brand
    with translation.override(code_of(conversation.language) or code_of(brand.language) or settings.LANGUAGE_CODE):
        text = _words(brand=brand.name, address=address)
    window = int(clock.now().timestamp()) // PAUSE_SECONDS
    return inform(conversation, text=text, to=to, once=f"{MARK}{conversation.token}:{window}", kind="link")


def is_link_mail(message: Message) -> bool:
    """Whether this is a mail of this kind, or one that asks how our help was: both carry a secret, and must never be
    shown to anybody who reads by a link."""
    return (message.external_id or "").startswith(MARK) or message.automatic_kind == SURVEY


def _words(*, brand: str, address: str) -> str:
    hello = gettext("Hello, somebody (you, we hope) asked for a link to your conversation with %(brand)s.")
    here = gettext("Here you can read it and write to us:")
    till = gettext("The link works until %(day)s. If you did not ask for it, you need do nothing.")
    day = date_format(clock.now() + timedelta(days=settings.LINK_DAYS))
    return f"{hello % {'brand': brand}}\n\n{here}\n{address}\n\n{till % {'day': day}}"
