"""Who is kept out, what went to spam by itself, and the way back: /settings/spam."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keepword.conversations.bulk.acts import ACTS
from keepword.conversations.models import BlockedSender, Bulk, Conversation, SpamMark, SpamMemory
from keepword.conversations.models.bulk import CANCELLED, DONE
from keepword.conversations.models.spam import BY_SOMEBODY
from keepword.conversations.spam.blocking import CannotBlock, block, switch, unblock
from keepword.kit import clock
from keepword.people.permissions import MARK_SPAM
from keepword.web import times
from keepword.web.bulk.wording import act_in_words
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.settings.shell import settings_page

SHOWN = 500
LATELY = timedelta(days=30)
LONGEST = 320


@for_agents(may=MARK_SPAM)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest) -> HttpResponse:
    """A form either blocks `who` or says whether the filter is `on`."""
    problem = ""
    if request.method == "POST":
        if "who" not in request.POST:
            switch(is_on=request.POST.get("on") == "yes", by=request.user)
            return _saved()
        problem = _block(request, who=request.POST["who"][:LONGEST])
        if not problem:
            return _saved()
    context = _blocked(request) | _filter(request) | {"problem": problem, "who": request.POST.get("who", "")[:LONGEST]}
    status = 422 if problem else 200
    return settings_page(request, "web/settings/spam.html", tab="spam-settings", context=context, status=status)


def _block(request: AgentRequest, *, who: str) -> str:
    """What was wrong with it, "" when nothing was."""
    try:
        block(who, by=request.user)
    except CannotBlock as error:
        return {
            "form": _("Write an address, as eve@example.com, or a domain, as example.com."),
            "shared": _("Very many people have an address there. Block the one address instead."),
            "own": _("This is one of your own."),
        }[error.why]
    return ""


def _blocked(request: AgentRequest) -> dict[str, object]:
    query = request.GET.get("q", "").strip().casefold()[:LONGEST]
    everybody = BlockedSender.objects.select_related("by").order_by("-id")  # house: for who may mark spam
    reader = times.reader()
    lines = [
        {"sender": one, "at": reader.long_date(one.at), "last": reader.long_date(one.last_at) if one.last_at else ""}
        for one in everybody.filter(value__contains=query)[:SHOWN]
    ]
    return {"blocked": lines, "query": query, "has_blocked": bool(lines) or everybody.exists()}


def _filter(request: AgentRequest) -> dict[str, object]:
    memory = SpamMemory.objects.first() or SpamMemory()  # house: numbers of the whole house
    visible = Conversation.objects.visible_to(request.user)
    marks = SpamMark.objects.filter(conversation__in=visible)  # house: of what they see
    caught = marks.filter(at__gte=clock.now() - LATELY).exclude(why=BY_SOMEBODY)
    return {
        "is_on": memory.is_on,
        "lessons": sum(sum(pair) for pair in memory.lessons.values()),
        "caught": caught.count(),
        "wrongly": caught.filter(ended_at__isnull=False).count(),
        "cleaned": _cleaned(request),
    }


def _cleaned(request: AgentRequest) -> list[dict[str, object]]:
    """Their own latest acts that filled or emptied spam, each with its way back."""
    acts = Bulk.objects.visible_to(request.user).filter(do__in=["spam", "not_spam"], undoes=None)
    over = acts.filter(state__in=[DONE, CANCELLED], at__gte=clock.now() - LATELY).order_by("-id")[:10]
    undone = set(Bulk.objects.visible_to(request.user).filter(undoes__in=list(over)).values_list("undoes", flat=True))
    reader = times.reader()
    return [
        {
            "bulk": one,
            "words": act_in_words(one),
            "at": reader.moment(one.at),
            "count": one.rows.filter(state=DONE).count(),
            "may_undo": ACTS[one.do].back is not None and one.pk not in undone,
        }
        for one in over
    ]


@for_agents(may=MARK_SPAM)
@require_POST
def letting_in(request: AgentRequest, number: int) -> HttpResponse:
    """Not blocked any more. Twice is once."""
    blocked = BlockedSender.objects.filter(pk=number).first()  # house: for who may mark spam
    if blocked is not None:
        unblock(blocked, by=request.user)
    return _saved()


def _saved() -> HttpResponse:
    return redirect(f"{reverse('web:spam-settings')}?saved=yes")
