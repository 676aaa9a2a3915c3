"""Ask, when it is due: one letter in the thread of the conversation, five faces, and peace afterwards."""

from django.db import transaction
from django.utils import translation

from keepword.conversations.announcing import announce
from keepword.conversations.changing import lock, tell
from keepword.conversations.models import Conversation, Message
from keepword.conversations.survey_links import KIND, token_of
from keepword.events.actor import SYSTEM
from keepword.kit import clock
from keepword.kit.languages import code_of, tag_of
from keepword.people.models import Contact
from keepword.surveys.deciding import not_before, why_not
from keepword.surveys.models import ASKED, DROPPED, PLANNED, Asking, Survey
from keepword.surveys.wording import letter

AT_ONCE = 100
WITHHELD = "withheld"  # no robot may write to them, or too much went out


def ask_due() -> int:
    """Run by the schedule; twice at once does no harm. Returns how many were asked."""
    due = Survey.objects.filter(state=PLANNED, due_at__lte=clock.now()).order_by("due_at", "id")
    return sum(_ask(number) for number in due.values_list("id", flat=True)[:AT_ONCE])


@transaction.atomic
def _ask(number: int) -> bool:
    survey = Survey.objects.filter(pk=number).select_related("conversation__inbox__brand", "conversation").first()
    if survey is None:
        return False
    conversation = survey.conversation
    # The person first: two of their conversations that are due at one moment are asked about once.
    contact = Contact.objects.select_for_update(of=("self",)).get(pk=conversation.contact_id)
    lock(conversation)
    survey.refresh_from_db(fields=["state", "due_at"])
    now = clock.now()
    if survey.state != PLANNED or survey.due_at > now:
        return False
    conversation.contact = contact
    asking = Asking.objects.filter(brand=conversation.inbox.brand_id).first()
    reason = why_not(survey, conversation=conversation, asking=asking, at=now)
    if reason:
        return _drop(survey, reason=reason)
    later = not_before(conversation, at=now)
    if later > now:
        Survey.objects.filter(pk=survey.pk).update(due_at=later)
        return False
    return _send(survey, conversation=conversation)


def _drop(survey: Survey, *, reason: str) -> bool:
    Survey.objects.filter(pk=survey.pk).update(state=DROPPED, reason=reason)
    return False


def _send(survey: Survey, *, conversation: Conversation) -> bool:
    language = language_for(conversation)
    message = _letter(survey, conversation=conversation, language=language)
    if message is None:
        return _drop(survey, reason=WITHHELD)
    Survey.objects.filter(pk=survey.pk).update(
        state=ASKED, asked_at=message.at, message=message, token=token_of(message.pk), language=language
    )
    tell(conversation, "survey.asked", by=SYSTEM, cause=survey.cause, survey=survey.pk)
    return True


def _letter(survey: Survey, *, conversation: Conversation, language: str) -> Message | None:
    brand = conversation.inbox.brand
    with translation.override(code_of(language) or "en"):
        text = letter(brand=brand.name)
    return announce(conversation, text=text, sender_name="", kind=KIND, language=language, cause=survey.cause)


def language_for(conversation: Conversation) -> str:
    """The tag of the language that we speak which is nearest to the customer's, else the brand's."""
    wanted = conversation.language or conversation.contact.language
    return tag_of(code_of(wanted) or code_of(conversation.inbox.brand.language) or "en")
