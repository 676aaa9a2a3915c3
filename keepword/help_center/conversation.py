"""A customer's own conversation: /c/<link>. Reading it, and answering in it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from keepword.brands.models import Organisation
from keepword.channels.form.linking import LinkExpired, NoSuchLink
from keepword.channels.form.reading import read_with
from keepword.channels.form.stamping import Stamp
from keepword.channels.form.submitting import Written, answer, owner_address
from keepword.conversations.opening_hours import hours_of
from keepword.conversations.signing.faces import know_writers
from keepword.help_center import opening, writing
from keepword.help_center.addresses import own_address
from keepword.help_center.asking import AnswerForm, questions_of
from keepword.help_center.emergency import way_from
from keepword.help_center.expectations import wait_of
from keepword.help_center.hours.now import hours_now
from keepword.help_center.languages import language_within
from keepword.help_center.letters import letter_of
from keepword.help_center.opening import Opened
from keepword.help_center.rendering import keep_private, show
from keepword.help_center.states import state_of
from keepword.help_center.writing import CannotTake, OfARobot
from keepword.kit.languages import tag_of
from keepword.people.placing import known_zone


@csrf_exempt  # `writing.check` does it, and keeps what was typed
@require_http_methods(["GET", "HEAD", "POST"])
def of_link(request: HttpRequest, link: str) -> HttpResponse:
    try:
        opened = opening.open_link(link)
    except NoSuchLink:
        return opening.unknown(request)
    except LinkExpired:
        return opening.expired(request, text=link)
    with translation.override(language_within(request, spoken=opened.conversation.language)):
        if request.method == "POST":
            return _take(request, opened=opened)
        return _page(request, opened=opened, form=AnswerForm())


def _take(request: HttpRequest, *, opened: Opened) -> HttpResponse:
    form, conversation = AnswerForm(), opened.conversation
    try:
        writing.read(request)
        form = AnswerForm(request.POST, request.FILES)
        stamp = writing.check(request, form=form)
        zone = known_zone(request.POST.get("zone", ""))
        written = _written(form, stamp=stamp, opened=opened, zone=zone)
        message = writing.store_once(
            request,
            written=written,
            stamp=stamp,
            inbox=conversation.inbox,
            store=lambda: answer(written, conversation=conversation, link=opened.link),
        )
    except CannotTake as trouble:
        return _page(request, opened=opened, form=form, trouble=trouble)
    except OfARobot:
        return redirect("help:conversation", link=opened.text)
    page = reverse("help:conversation", args=[opened.text])
    return redirect(f"{page}?language={tag_of(get_language() or '')}#m{message.pk}")


def _written(form: AnswerForm, *, stamp: Stamp, opened: Opened, zone: str) -> Written:
    said, conversation = form.cleaned_data, opened.conversation
    return Written(
        number=stamp.number,
        address=owner_address(conversation),
        name=conversation.contact.name,
        subject="",
        text=said["message"].replace("\r\n", "\n"),
        language=tag_of(get_language() or ""),
        time_zone=zone,
        files=said["attachments"],
    )


def _page(
    request: HttpRequest, *, opened: Opened, form: AnswerForm, trouble: CannotTake | None = None
) -> HttpResponse:
    conversation = opened.conversation
    reading = read_with(opened.link, conversation=conversation)
    know_writers(reading.messages, brand=conversation.inbox.brand)
    zone = Organisation.objects.values_list("time_zone", flat=True).first() or "UTC"
    response = show(
        request,
        "conversation.html",
        brand=conversation.inbox.brand,
        status=trouble.status if trouble else 200,
        conversation=conversation,
        state=state_of(conversation),
        waited=wait_of(conversation),
        letters=[
            letter_of(message, conversation=conversation, link=opened.text, zone=zone) for message in reading.messages
        ],
        goes_on_by_mail=reading.goes_on_by_mail,
        questions=questions_of(form),
        advice=writing.advice(trouble, request=request),
        stamp=writing.stamp_for(request),
        address=reverse("help:conversation", args=[opened.text]),
        link=opened.text,
        emergency=way_from(conversation, link=opened.link),
        can_mail=bool(own_address(request)),
        hours_now=hours_now(request, kept=hours_of(conversation)),
    )
    return keep_private(response)
