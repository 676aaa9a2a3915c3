"""One conversation: /conversations/<id>."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import SPAM
from keepword.conversations.replying import answered_first
from keepword.conversations.seeing import newest_in
from keepword.events.auditing import saw
from keepword.kit import tokens
from keepword.kit.once_sent import once_sent
from keepword.kit.pages import BadCursor
from keepword.kit.reversing import address_of
from keepword.notices.reading import read_in
from keepword.promises.ledger.apologising import apology
from keepword.promises.models import Promise
from keepword.segments.listing import segments_of
from keepword.web import times
from keepword.web.chats import facing
from keepword.web.conversations import choices, composer, contact, copies, status, timeline
from keepword.web.conversations.around import Found, around
from keepword.web.conversations.binned import binned
from keepword.web.conversations.finding import conversation_for
from keepword.web.conversations.stretches import Place, place_of
from keepword.web.conversations.why_spam import why_spam
from keepword.web.desk import known_view, list_address, surroundings
from keepword.web.drafts import cards
from keepword.web.drafts.away import put_away
from keepword.web.drafts.loading import Drafts, drafts_in
from keepword.web.own_fields import showing as own_fields
from keepword.web.panels import beforehand, clocks, joined, ledger, orders, survey
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.rendering import answer, wants_part, wants_refresh
from keepword.web.tasks.beside import tasks_beside
from keepword.web.whose.offering import offer_in

LONGEST_ID = 18  # digits


@for_agents
@require_safe
def show(request: AgentRequest, number: int) -> HttpResponse:
    conversation = conversation_for(request, number)
    if conversation.pk != number:  # it was merged: the old address leads on
        return redirect("web:conversation", conversation.pk)
    facing.read(conversation, by=request.user)
    if not wants_refresh(request):  # an open page that looks again by itself proves nothing
        read_in(conversation.pk, by=request.user)
    shown = page(request, conversation, composed=_begun(request, conversation))
    who_and_what = {"agent": request.user.pk, "conversation": conversation.pk, "inbox": conversation.inbox_id}
    return once_sent(shown, partial(saw, **who_and_what))


def _begun(request: AgentRequest, conversation: Conversation) -> composer.Composed:
    """Nothing written yet; `apology` names a broken promise for which honest words stand there to go on from."""
    number = request.GET.get("apology", "")
    if not number.isdecimal() or len(number) > LONGEST_ID:
        return composer.empty()
    promise = Promise.objects.visible_to(request.user).filter(pk=int(number), conversation=conversation).first()
    return composer.Composed(reply_text=apology(promise)) if promise else composer.empty()


def page(
    request: AgentRequest, conversation: Conversation, *, composed: composer.Composed, status_code: int = 200
) -> HttpResponse:
    """The whole conversation, with what was being written when it could not be taken."""
    context = context_of(request, conversation, composed=composed)
    view = known_view(request.GET.get("view", ""))
    if not wants_part(request):
        context |= surroundings(request, view=view)
    return answer(
        request,
        page="web/conversations/show.html",
        part="web/conversations/_part.html",
        context=context,
        status=status_code,
    )


def context_of(request: AgentRequest, conversation: Conversation, *, composed: composer.Composed) -> dict[str, Any]:
    """What the parts of the page show, without what surrounds them."""
    drafts = drafts_in(conversation, agent=request.user)
    found = around(conversation)  # first: whoever is told how far it was said has all that before them
    to = answered_first(conversation, writer=found["last_writer"])
    shown = _shown(request, conversation, found=found)
    return shown | _written(request, conversation, composed=composed, drafts=drafts, to=to)


def _written(
    request: AgentRequest,
    conversation: Conversation,
    *,
    composed: composer.Composed,
    drafts: Drafts,
    to: list[str],
) -> dict[str, Any]:
    reader = times.reader()
    return {
        "composer": composer.of(conversation, by=request.user, has=composed, drafts=drafts, to=to),
        "put_away": put_away(request, conversation),
        "leaving": cards.cards(drafts, conversation=conversation, agent=request.user, reader=reader),
        "later_choices": choices.later_choices(reader),
        "their_place": cards.their_place(conversation, reader=reader),
    }


def _shown(request: AgentRequest, conversation: Conversation, *, found: Found) -> dict[str, Any]:
    reader = times.reader()
    view = known_view(request.GET.get("view", ""))
    before = _place(request, conversation)
    tasks = tasks_beside(conversation, agent=request.user)
    promised = [number for (number,) in found["promises"]]
    names, photos = choices.names_and_photos(found["agents"])
    thread = timeline.of(conversation, to=request.user, reader=reader, agents=names, photos=photos, before=before)
    return {
        "conversation": conversation,
        "chat": facing.of(conversation, agent=request.user),
        "subject": conversation.subject or _("Without a subject"),
        "address": address_of("web:conversation", conversation.pk),
        "suffix": f"?view={view}" if view else "",
        "live_name": f"conversation-{conversation.pk}",
        "back_address": list_address(view),
        "thread": thread,
        "earlier_address": _address(conversation, view=view, before=thread.earlier) if thread.earlier else "",
        "newest_address": _address(conversation, view=view) if before else "",
        # Who looks at an earlier part has not read the newest words.
        "seen": 0 if before else newest_in(found["newest"]),
        "copies": copies.of(found["copies"], agent=request.user),
        "promises": ledger.of(promised, agent=request.user, reader=reader),
        "needs_word": ledger.needs_word(conversation, tasks=tasks, ids=promised),
        "status": status.of(conversation, reader=reader),
        "answers": survey.answers_of(conversation, agent=request.user, reader=reader),
        "clocks": clocks.clocks_of(conversation, reader=reader),
        "segments": segments_of(conversation.contact),
        "own_fields": own_fields.groups_of(conversation),
        "tasks": tasks,
        "about_order": orders.about(conversation, agent=request.user),
        "joined": joined.joined_of(conversation, agent=request.user),
        "binned": binned(conversation, reader=reader),
        "spam": why_spam(conversation, agent=request.user),
        "spam_form": tokens.unguessable() if conversation.status == SPAM else "",
        "opens_asides": _aside_in(request),
        "just_merged": conversation.is_joined and request.GET.get("merged", ""),
        **_of_person(request, conversation, found=found, thread=thread),
        **choices.of(conversation, agent=request.user, reader=reader, found=found),
    }


def _of_person(
    request: AgentRequest, conversation: Conversation, *, found: Found, thread: timeline.Thread
) -> dict[str, Any]:
    """Who writes, what else they wrote about, and what is good to know of them."""
    agent, reader = request.user, times.reader()
    others = contact.others(conversation, agent=agent, reader=reader)
    begun = [conversation.created_at, *(one.begun for one in others)]
    remembers = bool(found["remembers"])
    return {
        "contact": contact.of(conversation, reader=reader, found=found),
        "forwarded": offer_in(thread.passed_on, conversation=conversation, agent=agent),
        "just_changed": request.GET.get("changed", "")[:LONGEST_ID],
        "other_conversations": others,
        "beforehand": beforehand.of(
            conversation,
            agent=agent,
            reader=reader,
            remembers=remembers,
            loyalty=found["loyalty"],
            begun=begun,
            said=thread.theirs,
        ),
    }


def _aside_in(request: AgentRequest) -> str:
    """The side conversation that the reader came for: its number, "all" for no certain one, "" for none."""
    asked = request.GET.get("aside", "")
    return asked if asked.isascii() and asked.isdigit() and len(asked) <= LONGEST_ID else asked and "all"


def _place(request: AgentRequest, conversation: Conversation) -> Place | None:
    """Where the shown part ends: `before` is the cursor of an earlier part, `message` one that must be on the page.
    None for the newest part."""
    try:
        if request.GET.get("before"):
            return Place.decode(request.GET["before"])
    except BadCursor as error:
        raise Http404 from error
    wanted = request.GET.get("message", "")
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 19):
        return None
    return place_of(conversation, number=int(wanted))


def _address(conversation: Conversation, *, view: str, before: str = "") -> str:
    query = ({"view": view} if view else {}) | ({"before": before} if before else {})
    address = address_of("web:conversation", conversation.pk)
    return f"{address}?{urlencode(query)}" if query else address
