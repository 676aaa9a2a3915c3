"""Write to a brand: /contact and /contact/<brand>. Nobody needs an account, a script or an application for it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from keepword.brands.models import Brand
from keepword.channels.form.stamping import Stamp
from keepword.channels.form.submitting import Written, submit
from keepword.conversations.models import Inbox
from keepword.conversations.opening_hours import hours_of_inbox
from keepword.help_center import opening, received, writing
from keepword.help_center.asking import ContactForm, questions_of
from keepword.help_center.hours.now import hours_now
from keepword.help_center.languages import language_of
from keepword.help_center.rendering import show
from keepword.help_center.writing import CannotTake, OfARobot
from keepword.kit.languages import tag_of
from keepword.people.placing import known_zone
from keepword.promises.acknowledging import acknowledge_now


@csrf_exempt  # `writing.check` does it, and keeps what was typed
@require_http_methods(["GET", "HEAD", "POST"])
def of_first_brand(request: HttpRequest) -> HttpResponse:
    brand = Brand.objects.order_by("id").first()
    if brand is None:
        raise Http404
    return _of(request, brand=brand)


@csrf_exempt  # as above
@require_http_methods(["GET", "HEAD", "POST"])
def of_brand(request: HttpRequest, slug: str) -> HttpResponse:
    brand = Brand.objects.filter(slug=slug).first()
    return opening.unknown(request) if brand is None else _of(request, brand=brand)


def _of(request: HttpRequest, *, brand: Brand) -> HttpResponse:
    inbox = Inbox.objects.filter(brand=brand).order_by("id").first()  # house: they only write
    if inbox is None:
        return opening.unknown(request)
    with translation.override(language_of(request, otherwise=brand.language)):
        if request.method == "POST":
            return _take(request, brand=brand, inbox=inbox)
        return _page(request, brand=brand, inbox=inbox, form=ContactForm())


def _take(request: HttpRequest, *, brand: Brand, inbox: Inbox) -> HttpResponse:
    form = ContactForm()
    try:
        writing.read(request)
        form = ContactForm(request.POST, request.FILES)
        stamp = writing.check(request, form=form)
        written = _written(form, stamp=stamp, zone=known_zone(request.POST.get("zone", "")))
        message = writing.store_once(
            request, written=written, stamp=stamp, inbox=inbox, store=lambda: submit(written, inbox=inbox)
        )
    except CannotTake as trouble:
        return _page(request, brand=brand, inbox=inbox, form=form, trouble=trouble)
    except OfARobot:
        return redirect(received.address_for_a_robot(brand))
    acknowledge_now(message)
    return redirect(received.address_of(message))


def _written(form: ContactForm, *, stamp: Stamp, zone: str) -> Written:
    said = form.cleaned_data
    return Written(
        number=stamp.number,
        address=said["email"],
        name=" ".join(said["name"].split()),
        subject=" ".join(said["subject"].split()),
        text=said["message"].replace("\r\n", "\n"),
        language=tag_of(get_language() or ""),
        time_zone=zone,
        files=said["attachments"],
    )


def _page(
    request: HttpRequest, *, brand: Brand, inbox: Inbox, form: ContactForm, trouble: CannotTake | None = None
) -> HttpResponse:
    response = show(
        request,
        "contact.html",
        brand=brand,
        status=trouble.status if trouble else 200,
        questions=questions_of(form),
        advice=writing.advice(trouble, request=request),
        stamp=writing.stamp_for(request),
        address=reverse("help:brand-contact", args=[brand.slug]),
        hours_now=hours_now(request, kept=hours_of_inbox(inbox)),
    )
    if trouble and trouble.status == 429:
        response.headers["Retry-After"] = "600"
    return response
