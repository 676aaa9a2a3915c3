"""The visitor is told who goes on with them, in their language."""

from django.utils import translation
from django.utils.translation import gettext as _

from keepword.conversations.announcing import Announcement, queue_all
from keepword.conversations.models import Conversation
from keepword.conversations.replying import answer_addresses
from keepword.conversations.withholding import Way, ways
from keepword.events.models import Event
from keepword.kit.languages import code_of
from keepword.people.models import Agent

KIND = "chat_hand_over"  # an automatic word that belongs on the visitor's page


def say_who_goes_on(conversation: Conversation, *, who: Agent, cause: Event) -> None:
    """Once for each `cause`. On the page of a visitor who told no address as well: there is no robot behind a page.
    The caller holds the conversation."""
    [way] = ways([(conversation, cause)], kind=KIND)
    to = tuple(answer_addresses(conversation))
    if way.known is not None or not to:
        return
    language = conversation.language or conversation.inbox.brand.language
    with translation.override(code_of(language) or "en"):
        text = _("%(name)s will go on from here.") % {"name": who.shown_name}
    here = Way(conversation, KIND, cause, way.once, to, None, "")
    queue_all([Announcement(here, text, who.shown_name, language)])
