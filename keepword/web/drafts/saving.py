"""Keep what is being written: /conversations/<id>/draft, and its files: /conversations/<id>/draft/files."""

from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keepword.conversations.drafting.enclosing import TooMuch, enclose, take_out
from keepword.conversations.drafting.keeping import ChangedElsewhere, discard, draft_of, empty_draft
from keepword.conversations.inbound import File
from keepword.conversations.models import Draft
from keepword.conversations.models.draft import TO_CUSTOMER, TO_TEAM
from keepword.conversations.repeating import form_was_used
from keepword.kit import tokens
from keepword.web.conversations.acting import back_to
from keepword.web.conversations.finding import conversation_for
from keepword.web.conversations.uploads import TooLarge, files_of
from keepword.web.drafts.away import back_from
from keepword.web.drafts.enclosed import enclosed
from keepword.web.drafts.reading import saved, too_large
from keepword.web.messages.files import is_picture
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.people.pressing import once_a_page

KINDS = (TO_CUSTOMER, TO_TEAM)


@for_agents
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: AgentRequest, number: int) -> HttpResponse:
    """What is kept, as JSON with its version; posted, it is kept. 409 with what is kept there when another device
    wrote since. A page without a script comes back as a page."""
    conversation = conversation_for(request, number)
    kind = kind_in(request)
    if request.method != "POST":
        return told(draft_of(conversation, agent=request.user, kind=kind))
    if is_script(request) and form_was_used(conversation, mark=request.POST.get("form", "")):
        return told(None)  # it was on its way when the same words were sent
    try:
        draft = saved(request, conversation, kind=kind)
    except ChangedElsewhere as error:
        return told(error.draft, status=409) if is_script(request) else back_to(request, conversation)
    except TooLarge:
        draft = draft_of(conversation, agent=request.user, kind=kind)
    return told(draft) if is_script(request) else back_to(request, conversation)


@for_agents
@require_POST
def removal(request: AgentRequest, number: int) -> HttpResponse:
    """What stands in the form is put away, and can be brought back."""
    conversation = conversation_for(request, number)
    try:
        draft = saved(request, conversation, kind=kind_in(request))
    except (ChangedElsewhere, TooLarge):
        draft = draft_of(conversation, agent=request.user, kind=kind_in(request))
    if draft is None:
        return back_to(request, conversation)
    discard(draft)
    return back_from(request, draft)


@for_agents
@require_POST
def files(request: AgentRequest, number: int) -> HttpResponseBase:
    """`files` come to those that are there, `drop` names one that goes. Answers with the list. A page without a script
    that sends its form twice encloses them once; a script sends each file by itself, and may send it again later."""
    return _files(request, number) if is_script(request) else once_a_page(_files)(request, number)


def _files(request: AgentRequest, number: int) -> HttpResponse:
    conversation = conversation_for(request, number)
    kind, refusal = kind_in(request), ""
    draft = draft_of(conversation, agent=request.user, kind=kind)
    try:
        chosen = files_of(request, limit=settings.UPLOAD_SIZE_LIMIT)
        if chosen:
            draft = draft or empty_draft(conversation, agent=request.user, kind=kind)
            enclose(draft, files=_placed(chosen, request), limit=settings.UPLOAD_SIZE_LIMIT)
    except TooLarge as error:
        refusal = str(error)
    except TooMuch:
        refusal = str(too_large())
    if draft is not None and request.POST.get("drop"):
        take_out(draft, token=request.POST["drop"])
    if not is_script(request):
        return back_to(request, conversation)
    context = {"files": enclosed(draft), "kind": kind, "address": request.path, "refusal": refusal}
    return render(request, "web/drafts/_files.html", context, status=422 if refusal else 200)


def _placed(files: list[File], request: AgentRequest) -> list[File]:
    """With `inline`, pictures stand in the words: each has a name that the words point to."""
    if "inline" not in request.POST:
        return files
    return [
        replace(file, is_inline=True, cid=f"{tokens.unguessable()}@keepword") if is_picture(file.type) else file
        for file in files
    ]


def kind_in(request: HttpRequest) -> str:
    asked = request.POST.get("kind") or request.GET.get("kind", "")
    return asked if asked in KINDS else TO_CUSTOMER


def is_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Draft") == "yes"


def told(draft: Draft | None, *, status: int = 200) -> JsonResponse:
    kept = {"version": draft.version, "text": draft.text} if draft else {"version": 0, "text": ""}
    said = {"words": _("You wrote other words here on another device.")} if status == 409 else {}
    response = JsonResponse(kept | said, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
