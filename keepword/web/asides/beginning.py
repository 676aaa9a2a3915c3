"""Ask somebody outside, ask a team, or pass on what was said: /conversations/<id>/asides/new."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keepword.conversations.addressing import MOST, BadAddress, TooMany, pieces
from keepword.conversations.asides.beginning import Wanted, begin
from keepword.conversations.asides.passing_on import NOTHING, PassedOn, passed_on
from keepword.conversations.asides.people import NobodyToAsk, NotOutside
from keepword.conversations.asides.placing import draft_for
from keepword.conversations.drafting.enclosing import kept_in
from keepword.conversations.drafting.keeping import remove
from keepword.conversations.filing import KeptFile, as_kept
from keepword.conversations.macros.marks import Unfilled
from keepword.conversations.models import Conversation, Draft
from keepword.conversations.replying import NothingToSay
from keepword.conversations.teamwork.mentioning import NotForThem
from keepword.kit import tokens
from keepword.people.models import Agent
from keepword.people.permissions import NOTE, REPLY
from keepword.web.asides.form import WAYS, AsideForm
from keepword.web.asides.going_on import back_to_it
from keepword.web.conversations.finding import conversation_for
from keepword.web.conversations.uploads import TooLarge, files_of
from keepword.web.desk import surroundings
from keepword.web.people.admitting import AgentRequest, demand, for_agents
from keepword.web.rendering import answer

LONGEST_ID = 18


@for_agents(may=NOTE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: AgentRequest, number: int) -> HttpResponse:
    """`way` as in `AsideForm`; `message` is the one that is forwarded, the whole conversation without. To write to
    outside takes the permission to reply."""
    conversation = conversation_for(request, number)
    taken_back = draft_for(conversation, agent=request.user, aside=None)
    way = _way(request, taken_back=taken_back)
    if way != "team":
        demand(request, REPLY)
    words = _passed_on(request, conversation, way=way, taken_back=taken_back)
    form = AsideForm(request.POST or None, way=way, initial=_initial(conversation, way=way, taken_back=taken_back))
    if request.method == "POST" and form.is_valid():
        aside = _begun(request, conversation, form=form, words=words, taken_back=taken_back)
        if aside is not None:
            return back_to_it(request, conversation, number=aside)
    return _page(request, conversation, form=form, way=way, words=words, taken_back=taken_back)


def _way(request: AgentRequest, *, taken_back: Draft | None) -> str:
    asked = request.POST.get("way") or request.GET.get("way", "")
    if asked in WAYS:
        return asked
    kept = taken_back.outside if taken_back is not None else {}
    way = str(kept.get("way", "forward" if "forward" in kept else "mail"))
    return way if request.user.may(REPLY) else "team"


def _initial(conversation: Conversation, *, way: str, taken_back: Draft | None) -> dict[str, Any]:
    usual = {"subject": f"Fwd: {conversation.customers_subject}"[:300] if way == "forward" else "", "with_files": True}
    if taken_back is None:
        return usual
    kept = taken_back.outside
    said = {name: kept[name] for name in ("subject", "team", "with_files") if kept.get(name) not in ("", None)}
    return usual | said | {"to": ", ".join(kept.get("to", [])), "text": taken_back.text}


def _passed_on(request: AgentRequest, conversation: Conversation, *, way: str, taken_back: Draft | None) -> PassedOn:
    if way != "forward":
        return NOTHING
    asked = request.POST.get("message") or request.GET.get("message", "")
    ids = [int(asked)] if asked.isdecimal() and asked.isascii() and len(asked) <= LONGEST_ID else []
    if taken_back is not None and not asked and request.method != "POST":
        ids = taken_back.outside.get("forward", [])
    with_files = request.method != "POST" or "with_files" in request.POST
    zone, language = request.user.time_zone, get_language() or "en"
    return passed_on(conversation, ids=ids, with_files=with_files, language=language, zone=zone)


def _begun(
    request: AgentRequest,
    conversation: Conversation,
    *,
    form: AsideForm,
    words: PassedOn,
    taken_back: Draft | None,
) -> int | None:
    """The side conversation, None where the form says why not."""
    data = form.cleaned_data
    try:
        wanted = Wanted(
            data["subject"],
            text=data["text"],
            addresses=pieces(data.get("to", "")),
            team=data.get("team"),
            passed_on=words,
            kept=_kept(request, taken_back=taken_back),
            form=request.POST.get("form", ""),
            pause=timedelta(seconds=request.user.undo_seconds),
        )
        message = begin(conversation, wanted=wanted, by=request.user)
    except tuple(WHY) as error:
        form.add_error(*WHY[type(error)](error))
        return None
    if taken_back is not None:
        remove(taken_back)
    return message.aside_id


def _kept(request: AgentRequest, *, taken_back: Draft | None) -> Sequence[KeptFile]:
    files = [as_kept(one) for one in files_of(request, limit=settings.UPLOAD_SIZE_LIMIT)]
    return [*(kept_in(taken_back.files.all()) if taken_back else ()), *files]


WHY: dict[type[Exception], Any] = {
    NothingToSay: lambda error: ("text", _("Write something, or attach a file.")),
    NobodyToAsk: lambda error: ("to", _("Write the address of somebody outside.")),
    NotOutside: lambda error: (
        "to",
        _("“%(address)s” is the customer's or one of ours. Write them a reply or a note instead.")
        % {"address": error.address},
    ),
    BadAddress: lambda error: (
        "to", _("“%(written)s” is no mail address. Nothing was sent.") % {"written": error.written}
    ),
    TooMany: lambda error: ("to", _("At most %(most)s addresses. Nothing was sent.") % {"most": MOST}),
    NotForThem: lambda error: ("team", _("Nobody of this team may see this conversation.")),
    Unfilled: lambda error: ("text", _("Something in it still has to be filled in.")),
    TooLarge: lambda error: (None, str(error)),
}  # fmt: skip


def _page(
    request: AgentRequest,
    conversation: Conversation,
    *,
    form: AsideForm,
    way: str,
    words: PassedOn,
    taken_back: Draft | None,
) -> HttpResponse:
    address = reverse("web:new-aside", args=[conversation.pk])
    context = surroundings(request) | {
        "conversation": conversation,
        "subject": conversation.subject or _("Without a subject"),
        "form": form,
        "way": way,
        "ways": _ways(request.user, address=address, way=way),
        "passed_on": words,
        "message": words.ids[0] if words.ids else "",
        "files": [one.name for one in taken_back.files.all()] if taken_back else [],
        "version": taken_back.version if taken_back else 0,
        "draft_address": reverse("web:new-aside-draft", args=[conversation.pk]),
        "mark": tokens.unguessable(),
    }
    status = 422 if form.is_bound else 200
    return answer(request, page="web/asides/new.html", part="web/asides/new.html", context=context, status=status)


def _ways(agent: Agent, *, address: str, way: str) -> list[tuple[str, str, bool]]:
    """(words, address, whether it is the chosen one)"""
    names = {"mail": _("Ask somebody outside"), "team": _("Ask a team"), "forward": _("Forward")}
    mine = WAYS if agent.may(REPLY) else ("team",)
    return [(names[one], f"{address}?way={one}", one == way) for one in mine]
