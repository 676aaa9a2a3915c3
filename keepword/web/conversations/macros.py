"""Choose a macro while writing: /conversations/<id>/macros."""

from contextlib import suppress
from dataclasses import dataclass, replace

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from keepword.conversations.catalogue import entry_for
from keepword.conversations.drafting.keeping import ChangedElsewhere
from keepword.conversations.macros import filling
from keepword.conversations.macros.listing import offered_to
from keepword.conversations.models import Conversation, Macro
from keepword.conversations.models.draft import TO_CUSTOMER
from keepword.conversations.opening_hours import hours_of
from keepword.kit import clock
from keepword.people.models import Agent
from keepword.people.permissions import REPLY
from keepword.promises.expecting import expected
from keepword.promises.receipts.phrasing import said_time, zone_for
from keepword.web.commerce.quoting import values_for
from keepword.web.conversations.composer import Composed
from keepword.web.conversations.conversation import page
from keepword.web.conversations.finding import conversation_for
from keepword.web.conversations.uploads import TooLarge
from keepword.web.conversations.used import LONGEST_ID, Used, used, used_in
from keepword.web.drafts.reading import saved
from keepword.web.people.admitting import AgentRequest, for_agents

SHOWN = 30


@dataclass(frozen=True, slots=True)
class Offered:
    """A macro in the list of the picker; `text` as it would read to this customer, raw."""

    number: int
    name: str
    folder: str
    text: str
    language: str


@for_agents(may=REPLY)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest, number: int) -> HttpResponse:
    """The list that fits `q`; with `insert`, one as it reads to this customer. Posted by whoever has no script: the
    page again, with a list to choose from, or with the words of the chosen one after what was written."""
    conversation = conversation_for(request, number)
    if request.method == "POST":
        return _without_script(request, conversation)
    if "insert" in request.GET:
        one = _chosen(request.GET["insert"], conversation=conversation, by=request.user)
        if one is None:
            raise Http404
        return render(request, "web/conversations/_macro_used.html", {"one": one})
    offered = _offered(conversation, by=request.user, query=request.GET.get("q", ""))
    return render(request, "web/conversations/_macros.html", {"macros": offered})


def _without_script(request: AgentRequest, conversation: Conversation) -> HttpResponse:
    data = request.POST
    with suppress(TooLarge, ChangedElsewhere):
        saved(request, conversation, kind=TO_CUSTOMER)
    text, macros = data.get("text", ""), used_in(data, by=request.user)
    one = _chosen(data.get("insert", ""), conversation=conversation, by=request.user)
    if one is None:
        offered = _offered(conversation, by=request.user, query="", most=None)
        written = Composed(reply_text=text, macros=macros, offered=offered)
    else:
        text = f"{text.rstrip()}\n\n{one.text}" if text.strip() else one.text
        macros = [*(other for other in macros if other.number != one.number), replace(one, text="")]
        written = Composed(reply_text=text, macros=macros)
    return page(request, conversation, composed=written)


def _chosen(number: str, *, conversation: Conversation, by: Agent) -> Used | None:
    """Filled in for this customer. None for what is not theirs."""
    if not number.isdecimal() or len(number) > LONGEST_ID:
        return None
    macros = Macro.objects.visible_to(by).in_use().prefetch_related("texts", "files")
    macro = macros.filter(pk=int(number)).first()
    return None if macro is None else used(macro, by=by, text=filled(macro, conversation=conversation, by=by))


def filled(macro: Macro, *, conversation: Conversation, by: Agent) -> str:
    """As it reads to this customer, "" when it has no words."""
    text = filling.chosen(list(macro.texts.all()), conversation=conversation)
    if text is None:
        return ""
    more = {
        "wait.answer_by": lambda: _answer_by(conversation, language=text.language),
        **values_for(conversation, agent=by, language=text.language),
    }
    return filling.fill(text, conversation=conversation, by=by, more=more)


def _answer_by(conversation: Conversation, *, language: str) -> str:
    """When whoever writes now would hear from us; "" when nothing can be said."""
    now, in_force, inbox = clock.now(), hours_of(conversation), conversation.inbox
    expectation = expected(
        inbox,
        entry=entry_for(inbox, channel=conversation.channel),
        hours=in_force.hours,
        at=now,
        channel=conversation.channel,
        priority=conversation.priority_name,
        language=conversation.language,
    )
    return said_time(expectation, now=now, language=language, zone=zone_for(conversation, in_force=in_force))


def _offered(conversation: Conversation, *, by: Agent, query: str, most: int | None = SHOWN) -> list[Offered]:
    return [_row(macro, conversation=conversation) for macro in offered_to(by, query=query, most=most)]


def _row(macro: Macro, *, conversation: Conversation) -> Offered:
    text = filling.chosen(list(macro.texts.all()), conversation=conversation)
    shown = " ".join(text.text.split())[:140] if text else ""
    return Offered(macro.pk, macro.name, macro.folder, shown, text.language if text else "")
