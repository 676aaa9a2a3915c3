"""The receipt after a form was sent: the reference, and the link to what was written."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from keepword.brands.models import Brand
from keepword.channels.form import linking
from keepword.channels.form.reading import conversation_of
from keepword.conversations.models import Message
from keepword.help_center import opening, rendering
from keepword.help_center.emergency import way_from
from keepword.help_center.expectations import expectation_after
from keepword.help_center.languages import language_of
from keepword.kit import clock, tokens
from keepword.kit.full_dates import full_date
from keepword.kit.languages import tag_of

PURPOSE = "receipt"
_SHAPE = re.compile(r"([0-9]{1,18})\.([2-9A-Z]{7})\.([0-9a-z-]{60,90})\.([0-9a-f]{20})")


def address_of(message: Message) -> str:
    """Holds what the page says of the conversation, signed; only when they will hear from us is looked up."""
    conversation = message.conversation
    link = linking.shown_link(conversation.token, at=message.at)
    return _address(brand_id=conversation.inbox.brand_id, reference=conversation.reference, link=link)


def address_for_a_robot(brand: Brand) -> str:
    """The same page about nothing: a robot that can tell the difference tries again."""
    link = linking.shown_link(tokens.unguessable(), at=clock.now())
    return _address(brand_id=brand.pk, reference=tokens.reference(), link=link)


@require_safe
def show(request: HttpRequest, receipt: str) -> HttpResponse:
    found = _SHAPE.fullmatch(receipt)
    if found is None or not _is_ours(*found.groups()):
        return opening.unknown(request)
    brand_id, reference, link, _signature = found.groups()
    brand = Brand.objects.filter(pk=int(brand_id)).first()
    if brand is None:
        return opening.unknown(request)
    try:
        behind = linking.read(link, now=clock.now())
    except linking.LinkExpired:
        return opening.expired(request, text=link)
    conversation = conversation_of(behind)
    with translation.override(language_of(request, otherwise=brand.language)):
        page = rendering.show(
            request,
            "received.html",
            brand=brand,
            reference=reference,
            expectation=expectation_after(conversation, brand=brand),
            emergency=way_from(conversation, link=behind) if conversation else None,
            link=request.build_absolute_uri(reverse("help:conversation", args=[link])),
            last_day=full_date(linking.last_day(link)),
        )
    return rendering.keep_private(page)


def _is_ours(brand_id: str, reference: str, link: str, signature: str) -> bool:
    named = f"{brand_id}.{reference}.{link}"
    return tokens.is_signed(settings.SECRET_KEY, purpose=PURPOSE, text=named, by=signature)


def _address(*, brand_id: int, reference: str, link: str) -> str:
    named = f"{brand_id}.{reference}.{link}"
    signature = tokens.signature(settings.SECRET_KEY, purpose=PURPOSE, text=named)
    path = reverse("help:received", args=[f"{named}.{signature}"])
    return f"{path}?language={tag_of(get_language() or '')}"
