"""Ask for a fresh link by mail: /c/<link>/link. The page says the same whatever comes of it."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from keepword.channels.form import linking
from keepword.channels.form.limiting import count, may_send
from keepword.channels.form.linking import Link, LinkExpired, NoSuchLink
from keepword.channels.form.mailing_links import mail_link
from keepword.channels.form.reading import conversation_of
from keepword.help_center import opening
from keepword.help_center.addresses import own_address
from keepword.help_center.languages import language_of
from keepword.help_center.rendering import keep_private, show
from keepword.kit import clock


@csrf_exempt  # whoever holds the link may ask, and nothing else is needed: no cookie gives more
@require_POST
def send(request: HttpRequest, link: str) -> HttpResponse:
    try:
        known = _known(link)
    except NoSuchLink:
        return opening.unknown(request)
    sender = str(request.META.get("REMOTE_ADDR", ""))
    is_too_often = not may_send(sender)
    if not is_too_often:
        count(sender)
        _mail(request, link=known)
    with translation.override(language_of(request, otherwise="en")):
        page = show(
            request, "link_sent.html", brand=None, status=429 if is_too_often else 200, is_too_often=is_too_often
        )
    return keep_private(page)


def _known(text: str) -> Link:
    """Also one that expired: it still names its conversation."""
    try:
        return linking.read(text, now=clock.now())
    except LinkExpired as expired:
        return expired.link


def _mail(request: HttpRequest, *, link: Link) -> None:
    base, conversation = own_address(request), conversation_of(link)
    if base and conversation:
        page = reverse("help:conversation", args=["LINK"]).replace("LINK", linking.PLACE)
        mail_link(conversation, address=base + page)
