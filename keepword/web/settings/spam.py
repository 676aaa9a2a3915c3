"""Who is kept out, what went to spam by itself, and the way back: /settings/spam."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keepword.conversations.bulk.acts import ACTS
from keepword.conversations.models import BlockedSender, Bulk, Conversation, Inbox, SpamLesson, SpamMark, SpamMemory
from keepword.conversations.models.bulk import CANCELLED, DONE
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.conversations.models.spam import BY_SOMEBODY
from keepword.conversations.spam.blocking import CannotBlock, block, switch, unblock
from keepword.kit import clock
from keepword.people.permissions import MARK_SPAM
from keepword.web import times
from keepword.web.bulk.wording import act_in_words
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.picking.menus import menu
from keepword.web.settings.paging import paged
from keepword.web.settings.shell import settings_page

LATELY = timedelta(days=30)
LONGEST = 320


@for_agents(may=MARK_SPAM)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest) -> HttpResponse:
    """A form either blocks `who` in `inbox` ("" for wherever the agent looks) or says whether the filter is `on`."""
    problem = ""
    if request.method == "POST":
        if "who" not in request.POST:
            switch(is_on=request.POST.get("on") == "yes", by=request.user)
            return _saved()
        problem = _block(request, who=request.POST["who"][:LONGEST])
        if not problem:
            return _saved()
    said = {"who": request.POST.get("who", "")[:LONGEST], "problem": problem}
    context = _blocked(request) | _filter(request) | _places(request) | said
    status = 422 if problem else 200
    return settings_page(request, "web/settings/spam.html", tab="spam-settings", context=context, status=status)


def _block(request: AgentRequest, *, who: str) -> str:
    """What was wrong with it, "" when nothing was."""
    places = visible_inbox_ids(request.user)
    if chosen := request.POST.get("inbox", ""):
        known = Inbox.objects.visible_to(request.user).values_list("id", flat=True)
        places = [number for number in known if str(number) == chosen]
    if places == []:
        return _("You see no such inbox.")
    try:
        block(who, by=request.user, inboxes=places)
    except CannotBlock as error:
        return {
            "form": _("Write an address, as eve@example.com, or a domain, as example.com."),
            "shared": _("Very many people have an address there. Block the one address instead."),
            "own": _("This is one of your own."),
        }[error.why]
    return ""


def _places(request: AgentRequest) -> dict[str, object]:
    """Where somebody can be blocked: a menu, "" where there is one inbox at most."""
    every = _("Every inbox") if visible_inbox_ids(request.user) is None else _("Every inbox that you see")
    rows = Inbox.objects.visible_to(request.user).order_by("name", "id").values_list("id", "name")
    inboxes = [(str(number), name) for number, name in rows]
    attrs = {"class": "input", "id": "spam-inbox"}
    chosen = request.POST.get("inbox", "")
    choices = [("", every), *inboxes]
    sources = {"": "inboxes"}
    found = menu(
        "inbox", choices=choices, chosen=chosen, sources=sources, attrs=attrs, data=request.GET, form="finds-inbox"
    )
    return {"inboxes": found if len(inboxes) > 1 else ""}


def _blocked(request: AgentRequest) -> dict[str, object]:
    """One line for each address or domain, the one that was blocked last first."""
    query = request.GET.get("q", "").strip().casefold()[:LONGEST]
    rows = BlockedSender.objects.visible_to(request.user).select_related("by", "inbox").order_by("-id")
    of_each: dict[str, list[BlockedSender]] = {}
    pager = paged(request, rows.filter(value__contains=query))
    for row in pager.rows:
        of_each.setdefault(row.value, []).append(row)
    lines = [_line(found) for found in of_each.values()]
    return {"blocked": lines, "pager": pager, "query": query, "has_blocked": bool(lines) or rows.exists()}


def _line(rows: list[BlockedSender]) -> dict[str, object]:
    """`places` are the names of inboxes, none for the whole house, whose count has theirs in it."""
    reader = times.reader()
    house = [one for one in rows if one.inbox_id is None]
    last = max((one.last_at for one in rows if one.last_at), default=None)
    return {
        "sender": rows[0],
        "places": [] if house else sorted(one.inbox.name for one in rows if one.inbox),
        "at": reader.long_date(rows[0].at),
        "times": sum(one.times for one in house or rows),
        "last": reader.long_date(last) if last else "",
    }


def _filter(request: AgentRequest) -> dict[str, object]:
    """Of what is learnt the whole house has the use; of the numbers each has those of what they see."""
    memory = SpamMemory.objects.first() or SpamMemory()  # house: only whether it is on
    visible = Conversation.objects.visible_to(request.user)
    marks = SpamMark.objects.filter(conversation__in=visible)  # house: of what they see
    caught = marks.filter(at__gte=clock.now() - LATELY).exclude(why=BY_SOMEBODY)
    return {
        "is_on": memory.is_on,
        # What was marked: the good examples beside it are taken from any inbox, whoever marked in whichever.
        "lessons": SpamLesson.objects.filter(is_spam=True, conversation__in=visible).count(),  # house: as above
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
    """This address or domain is not blocked any more, wherever the agent sees that it is. Twice is once."""
    visible = BlockedSender.objects.visible_to(request.user)
    for blocked in visible.filter(value__in=visible.filter(pk=number).values("value")):
        unblock(blocked, by=request.user)
    return _saved()


def _saved() -> HttpResponse:
    return redirect(f"{reverse('web:spam-settings')}?saved=yes")
