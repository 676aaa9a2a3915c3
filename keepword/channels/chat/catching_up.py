"""What we said to a visitor who had just gone, and left an address, goes to them by mail as well, with a link to it.

Never lost: it is looked for again and again until it was seen or mailed. Never double: the rows of `Posted` and the
mark of the letter are written in one transaction, and what was mailed once is not looked for again.
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from keepword.channels.chat.models import GONE_AFTER, Posted, Visit
from keepword.channels.chat.visiting import conversation_of
from keepword.channels.form.linking import PLACE
from keepword.conversations.announcing import Announcement, queue_all
from keepword.conversations.changing import lock
from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import SPAM
from keepword.conversations.withholding import Way
from keepword.kit import clock
from keepword.kit.languages import code_of, tag_of

KIND = "chat_missed"
AT_ONCE = 100


def mail_missed() -> None:
    """However often and wherever it runs at one moment."""
    now = clock.now()
    late = Posted.objects.filter(seen_at=None, mailed_at=None, at__lte=now - GONE_AFTER)
    left = late.filter(visit__seen_at__lte=now - GONE_AFTER).exclude(visit__email="")
    for number in sorted(set(left.order_by("at").values_list("visit_id", flat=True)[:AT_ONCE])):
        _mail(number, now=now)


@transaction.atomic
def _mail(number: int, *, now: datetime) -> None:
    visit = Visit.objects.get(pk=number)
    conversation = lock(conversation_of(visit))
    if conversation.status == SPAM:
        return
    missed = Posted.objects.filter(visit=visit, seen_at=None, mailed_at=None).select_related("message")
    ours = [posted for posted in missed.order_by("message") if not posted.message.is_automatic]
    Posted.objects.filter(pk__in=[posted.pk for posted in missed]).update(mailed_at=now)
    if ours:
        _write(visit, conversation=conversation, ours=ours)


def _write(visit: Visit, *, conversation: Conversation, ours: list[Posted]) -> None:
    """One letter for all that they missed. It was asked for and a person wrote it, so no limit of robots holds it."""
    language = conversation.language or conversation.inbox.brand.language
    once = f"{KIND}:{visit.pk}:{ours[-1].pk}"
    way = Way(conversation, KIND, None, once, (visit.email,), known=None, reason="")
    with translation.override(code_of(language) or "en"):
        text = _words(ours, language=tag_of(code_of(language) or "en"))
    queue_all([Announcement(way, text, ours[-1].message.sender_name, language)])


def _words(ours: list[Posted], *, language: str) -> str:
    place = reverse("help:conversation", args=["-"]).removesuffix("-")  # the link itself is written on the way out
    page = f"{settings.PUBLIC_ADDRESS}{place}{PLACE}?language={language}"
    here = _("To read all of it and go on:")
    go_on = [f"{here}\n{page}"] if settings.PUBLIC_ADDRESS else []
    files = _("There are files with it: open the conversation to see them.")
    has_files = any(posted.message.attachments.exists() for posted in ours)
    return "\n\n".join(
        [
            pgettext("chat", "Hello,"),
            _("You had gone when we answered you in the chat. This is what we wrote:"),
            *(posted.message.text for posted in ours),
            *([files] if has_files and go_on else []),
            *(go_on or [_("You can answer this mail.")]),
        ]
    )
