"""How was our help? /survey/<token>: a customer's answer. The link in the mail only chooses a face; it counts when the
form is sent, so that a program that follows links in mails answers for nobody."""

import re
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from keepword.help_center import opening
from keepword.help_center.languages import language_within
from keepword.help_center.rendering import keep_private, show
from keepword.kit import clock
from keepword.kit.languages import tag_of
from keepword.surveys.answering import LONGEST, NoScore, TooLate, answer, is_closed, survey_of
from keepword.surveys.models import SCORES, Survey
from keepword.surveys.wording import FACES, label

_SHAPE = re.compile(r"[0-9a-f]{20}")


@dataclass(frozen=True, slots=True)
class Face:
    score: int
    sign: str
    label: str
    is_chosen: bool


@csrf_exempt  # whoever holds the link may answer, and nothing else is needed: a mail program's browser keeps no cookie
@require_http_methods(["GET", "HEAD", "POST"])
def of_link(request: HttpRequest, token: str, score: int = 0) -> HttpResponse:
    survey = survey_of(token) if _SHAPE.fullmatch(token) else None
    if survey is None:
        return opening.unknown(request)
    with translation.override(language_within(request, spoken=survey.language)):
        if request.method == "POST":
            return _take(request, survey=survey)
        return _page(request, survey=survey, chosen=score if score in SCORES else survey.score or 0)


def _take(request: HttpRequest, *, survey: Survey) -> HttpResponse:
    given, words = request.POST.get("score", ""), request.POST.get("words", "")
    score = int(given) if given in map(str, SCORES) else 0
    try:
        answer(survey, score=score, words=words)
    except NoScore:
        return _page(request, survey=survey, chosen=0, words=words, status=422)
    except TooLate:
        return _page(request, survey=survey, chosen=score)
    page = reverse("help:survey", args=[survey.token])
    return redirect(f"{page}?thanks=yes&language={tag_of(get_language() or '')}")


def _page(
    request: HttpRequest, *, survey: Survey, chosen: int, words: str | None = None, status: int = 200
) -> HttpResponse:
    closed = is_closed(survey, at=clock.now())
    response = show(
        request,
        "survey.html",
        brand=survey.conversation.inbox.brand,
        status=410 if closed else status,
        reference=survey.conversation.reference,
        faces=[Face(score, sign, label(score), score == chosen) for score, sign in FACES.items()],
        answered=label(survey.score) if survey.score else "",
        words=survey.words if words is None else words,
        longest=LONGEST,
        is_closed=closed,
        is_wrong=status == 422,
        thanks=request.GET.get("thanks") == "yes" and bool(survey.score),
        address=reverse("help:survey", args=[survey.token]),
    )
    return keep_private(response)
