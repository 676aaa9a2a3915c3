"""Open a conversation by the link in the address, or say kindly why not."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from keepword.channels.form import linking
from keepword.channels.form.linking import Link
from keepword.channels.form.reading import conversation_of
from keepword.conversations.models import Conversation
from keepword.help_center import rendering
from keepword.help_center.addresses import own_address
from keepword.help_center.languages import language_of
from keepword.kit import clock


@dataclass(frozen=True, slots=True)
class Opened:
    """`text` is the link as it stood in the address."""

    link: Link
    text: str
    conversation: Conversation


def open_link(text: str) -> Opened:
    """Raises linking.NoSuchLink, also where the conversation is gone, and linking.LinkExpired."""
    link = linking.read(text, now=clock.now())
    conversation = conversation_of(link)
    if conversation is None:
        raise linking.NoSuchLink
    return Opened(link, text, conversation)


def unknown(request: HttpRequest) -> HttpResponse:
    """Says nothing about what there is: no brand, no reference."""
    with translation.override(language_of(request, otherwise="en")):
        return rendering.keep_private(rendering.show(request, "link_unknown.html", brand=None, status=404))


def expired(request: HttpRequest, *, text: str) -> HttpResponse:
    """Shows nothing of the conversation either, only the way to a fresh link."""
    with translation.override(language_of(request, otherwise="en")):
        page = rendering.show(
            request,
            "link_expired.html",
            brand=None,
            status=410,
            link=text,
            can_mail=bool(own_address(request)),
        )
    return rendering.keep_private(page)
