"""The side conversations of a conversation: /conversations/<id>/asides, asked for when they are looked at."""

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from keepword.conversations.asides.placing import drafts_beside, place_of
from keepword.conversations.models import Aside, Attachment, Conversation, Draft, Message
from keepword.conversations.models.aside import ANSWERED, ASKED, DONE
from keepword.conversations.models.message import INBOUND, INTERNAL, INWARD, NOTE, OUTWARD, REPLY
from keepword.conversations.teamwork.reading import read_beside
from keepword.events.auditing import saw
from keepword.kit import tokens
from keepword.kit.once_sent import once_sent
from keepword.people.models import Agent
from keepword.people.permissions import NOTE as MAY_NOTE
from keepword.people.permissions import REPLY as MAY_REPLY
from keepword.web import times
from keepword.web.conversations.finding import conversation_for
from keepword.web.conversations.letters import Letter, letter_of
from keepword.web.conversations.said import READ, Kept, Said
from keepword.web.desk import surroundings
from keepword.web.notes.marks import Marks, marks_of
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.rendering import answer, wants_part, wants_refresh

MOST = 200  # words of one conversation's asides that a page shows, the newest
STATES: dict[str, tuple[str, Promise]] = {
    ANSWERED: ("attention", gettext_lazy("Answered")),
    ASKED: ("waiting", gettext_lazy("Waiting for them")),
    DONE: ("done", gettext_lazy("Done")),
}
# A word beside the thread looks like the one within it that it is most like.
LOOKS_LIKE = {OUTWARD: REPLY, INWARD: INBOUND, INTERNAL: NOTE}


@dataclass(frozen=True, slots=True)
class Word:
    """`recall_address` is where it is taken back, "" once it left."""

    letter: Letter
    recall_address: str


@dataclass(frozen=True, slots=True)
class Beside:
    """One side conversation. `may_write`: whether this agent may say something in it. `typed` is
    what they are writing, `version` how often it was kept, and `files` go along."""

    number: int
    subject: str
    whom: str
    is_internal: bool
    state: str
    meaning: str
    state_words: str
    words: list[Word]
    may_write: bool
    typed: str
    version: int
    files: list[str]


@dataclass(frozen=True, slots=True)
class Refused:
    """What was typed in one and could not be taken, with why."""

    number: int = 0
    text: str = ""
    why: str = ""


NOT_REFUSED = Refused()


@for_agents
@require_safe
def show(request: AgentRequest, number: int) -> HttpResponse:
    """Who asks for them has them before their eyes: their mentions there are read."""
    conversation = conversation_for(request, number)
    if not wants_refresh(request):
        read_beside(conversation, by=request.user)
    who_and_what = {"agent": request.user.pk, "conversation": conversation.pk, "inbox": conversation.inbox_id}
    return once_sent(shown(request, conversation), partial(saw, **who_and_what))


def shown(
    request: AgentRequest, conversation: Conversation, *, refused: Refused = NOT_REFUSED, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "conversation": conversation,
        "subject": conversation.subject or _("Without a subject"),
        "address": reverse("web:conversation", args=[conversation.pk]),
        "live_name": f"conversation-{conversation.pk}",
        "besides": besides_of(conversation, agent=request.user, refused=refused),
        "refused": refused,
        "mark": tokens.unguessable(),
    }
    if not wants_part(request):
        context |= surroundings(request)
    return answer(request, page="web/asides/page.html", part="web/asides/_all.html", context=context, status=status)


def besides_of(conversation: Conversation, *, agent: Agent, refused: Refused = NOT_REFUSED) -> list[Beside]:
    """What waits for us first, what is done last. Four queries, and the files of drafts."""
    asides = Aside.objects.visible_to(agent).filter(conversation=conversation).select_related("team")
    words = _words(conversation, agent=agent)
    drafts = drafts_beside(agent, conversation_id=conversation.pk)
    order = list(STATES)
    rows = sorted(asides, key=lambda one: (order.index(one.state), -one.last_activity_at.timestamp(), -one.pk))
    besides = [_beside(one, words=words[one.pk], agent=agent, draft=drafts.get(place_of(one.pk))) for one in rows]
    return [replace(one, typed=refused.text) if one.number == refused.number else one for one in besides]


def _beside(aside: Aside, *, words: list[Word], agent: Agent, draft: Draft | None) -> Beside:
    meaning, state_words = STATES[aside.state]
    return Beside(
        number=aside.pk,
        subject=aside.subject or _("Without a subject"),
        whom=(aside.team.name if aside.team else "") if aside.is_internal else ", ".join(aside.addresses),
        is_internal=aside.is_internal,
        state=aside.state,
        meaning=meaning,
        state_words=str(state_words),
        words=[_named(word, within=aside.subject, place=place) for place, word in enumerate(words, start=1)],
        may_write=agent.may(MAY_NOTE if aside.is_internal else MAY_REPLY),
        typed=draft.text if draft else "",
        version=draft.version if draft else 0,
        files=[file.name for file in draft.files.all()] if draft else [],
    )


def _named(word: Word, *, within: str, place: int) -> Word:
    """Whoever hears the page is told which side conversation a word is of: each has a name of its own."""
    label = " · ".join(filter(None, [word.letter.label, within, str(place)]))
    return replace(word, letter=replace(word.letter, label=label))


def _words(conversation: Conversation, *, agent: Agent) -> dict[int, list[Word]]:
    rows = Message.everywhere.visible_to(agent).filter(conversation=conversation, aside__isnull=False)
    newest = list(rows.order_by("-at", "-id").values_list("aside_id", "html", *READ)[:MOST])
    files: dict[int, list[Kept]] = defaultdict(list)
    ids = [row[2] for row in newest]
    kept = Attachment.objects.visible_to(agent).filter(message_id__in=ids).order_by("id")
    for file in map(Kept._make, kept.values_list(*Kept._fields)):
        files[file.message_id].append(file)
    reader = times.reader()
    found: dict[int, list[Word]] = defaultdict(list)
    notes = marks_of((Said(*values) for _aside, _html, *values in newest), agent=agent, reader=reader)
    for aside, html, *values in reversed(newest):
        said = Said(*values)
        note = notes.get(said.pk)
        if note is None or not note.is_gone or note.until:
            word = _word(said, html=html, files=files[said.pk], conversation=conversation, reader=reader, note=note)
            found[aside].append(word)
    return found


def _word(
    said: Said,
    *,
    html: str,
    files: list[Kept],
    conversation: Conversation,
    reader: times.Reader,
    note: Marks | None,
) -> Word:
    is_pausing = said.kind == OUTWARD and not said.delivery_state
    looks = said._replace(kind=LOOKS_LIKE[said.kind], html=html if said.kind == OUTWARD else "")
    letter = letter_of(looks, files, conversation=conversation, reader=reader, note=note)
    # It may be in another language than the customer's, and is passed on to nobody from here.
    letter = replace(letter, forward_address="", language="")
    if not is_pausing:
        return Word(letter, "")
    # It has no state of delivery yet.
    return Word(replace(letter, delivery=None), reverse("web:aside-recall", args=[said.pk]))
