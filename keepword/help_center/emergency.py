"""This cannot wait: /emergency/<token>. The link only shows the button; somebody is called when it is pressed, so that
a program that follows links in mails wakes nobody."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from keepword.channels.form.limiting import count, may_send
from keepword.channels.form.linking import Link
from keepword.channels.form.reading import conversation_of
from keepword.conversations import emergency_links
from keepword.conversations.models import Conversation
from keepword.conversations.opening_hours import hours_of
from keepword.help_center import opening
from keepword.help_center.expectations import wait_of
from keepword.help_center.hours.now import hours_now
from keepword.help_center.languages import language_of, language_within
from keepword.help_center.rendering import keep_private, show
from keepword.kit import clock
from keepword.kit.languages import tag_of
from keepword.promises.emergencies.arranging import route_of
from keepword.promises.emergencies.declaring import NotOffered, declare
from keepword.promises.emergencies.offering import ANSWERED, CALLED, HERE, Standing, standing_of
from keepword.promises.emergencies.wording import said_within

MANY = 429


@dataclass(frozen=True, slots=True)
class Way:
    """What the customer's own pages show while it is offered. `token` is the link's."""

    sentence: str
    within: str
    token: str


def way_from(conversation: Conversation, *, link: Link) -> Way | None:
    """For a page behind `link`, with which it ends. None where nothing is offered."""
    standing = standing_of(conversation)
    if not standing.is_offered:
        return None
    token = emergency_links.token_for(conversation.token, at=link.issued_at)
    return Way(*_said(standing), token)


@csrf_exempt  # whoever holds the link may call, and nothing else is needed: a mail program's browser keeps no cookie
@require_http_methods(["GET", "HEAD", "POST"])
def of_link(request: HttpRequest, token: str) -> HttpResponse:
    try:
        named = emergency_links.read(token, now=clock.now())
    except emergency_links.NotOurs:
        return opening.unknown(request)
    except emergency_links.TooOld:
        return _too_old(request)
    conversation = conversation_of(Link(named, is_proved=False, issued_at=clock.now()))
    if conversation is None:
        return opening.unknown(request)
    with translation.override(language_within(request, spoken=conversation.language)):
        if request.method == "POST":
            return _take(request, conversation=conversation, token=token)
        return _page(request, conversation=conversation, standing=standing_of(conversation), token=token)


def _take(request: HttpRequest, *, conversation: Conversation, token: str) -> HttpResponse:
    sender = str(request.META.get("REMOTE_ADDR", ""))
    standing = standing_of(conversation)
    if standing.is_offered and not may_send(sender):
        return _page(request, conversation=conversation, standing=standing, token=token, status=MANY)
    language = tag_of(get_language() or "")
    try:
        declare(conversation, language=language)
    except NotOffered as refused:
        return _page(request, conversation=conversation, standing=refused.standing, token=token)
    if standing.is_offered:
        count(sender)
    return redirect(f"{reverse('help:emergency', args=[token])}?language={language}")


def _page(
    request: HttpRequest, *, conversation: Conversation, standing: Standing, token: str, status: int = 200
) -> HttpResponse:
    brand = conversation.inbox.brand
    sentence, within = _said(standing)
    response = show(
        request,
        "emergency.html",
        brand=brand,
        status=status,
        reference=conversation.reference,
        is_offered=standing.is_offered,
        is_called=standing.state == CALLED,
        is_too_often=status == MANY,
        sentence=sentence,
        within=within,
        why_not=_why_not(standing),
        phone=route_of(brand).phone if standing.is_offered or standing.state == CALLED else "",
        waited=wait_of(conversation),
        hours_now=hours_now(request, kept=hours_of(conversation)),
        address=reverse("help:emergency", args=[token]),
    )
    return keep_private(response)


def _said(standing: Standing) -> tuple[str, str]:
    """What an emergency is, and how soon somebody answers; in the active language."""
    if standing.route is None:
        return "", ""
    language = tag_of(get_language() or "")
    return standing.route.sentence(language), said_within(standing.route.target_minutes, language=language)


def _why_not(standing: Standing) -> str:
    if standing.state == HERE:
        return _("We are here now: a person reads your message. You need not call anybody.")
    if standing.state == ANSWERED:
        return _("We have answered. If something is missing, just answer our mail.")
    return _("We are sorry: nobody can be called right now. Your message is here, and a person will read it.")


def _too_old(request: HttpRequest) -> HttpResponse:
    with translation.override(language_of(request, otherwise="en")):
        return keep_private(show(request, "link_expired.html", brand=None, status=410, link="", can_mail=False))
