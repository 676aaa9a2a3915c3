"""What the palette does with the conversation that is open: only what the agent's role includes."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from keepword.conversations.macros.listing import offered_to
from keepword.conversations.models import Conversation, Tag
from keepword.conversations.models.conversation import BINNED, PRIORITIES, RESOLVED, SPAM
from keepword.people.models import Agent
from keepword.people.permissions import ASSIGN, CHANGE, DELETE, GIVE, MARK_SPAM, REPLY, TASK
from keepword.web import times
from keepword.web.conversations import choices
from keepword.web.palette.offers import Offer

MACROS = 8
TAGS = 8


def acts(conversation: Conversation, *, agent: Agent, query: str) -> Iterator[Offer]:
    here = reverse("web:conversation", args=[conversation.pk])
    if conversation.status == BINNED:
        yield from _restoring(here, agent=agent)
        return
    if agent.may(ASSIGN):
        yield from _taking(conversation, agent=agent, here=here)
    if agent.may(CHANGE):
        yield from _changing(conversation, here=here)
        yield from _tagging(here, query=query)
    if agent.may(ASSIGN) and query:  # a long list, for whoever names somebody
        yield from _assigning(conversation, agent=agent, here=here)
    if agent.may(CHANGE) and conversation.status != SPAM:
        yield Offer(_("Change customer"), _("Do"), "user-round", f"{here}/contact", also="change customer whose")
    if agent.may(TASK):
        yield Offer(_("Give a task"), _("Do"), "list-todo", f"{here}/tasks", also="task todo raise")
    if agent.may(REPLY):
        address = f"{reverse('web:new-call')}?conversation={conversation.pk}"
        yield Offer(_("Log a call about this"), _("Do"), "phone", address, also="log a call phone telephone")
    if agent.may(GIVE) and conversation.inbox.brand.has_gifts:
        yield Offer(_("Give something"), _("Do"), "gift", f"{here}/gifts", also="give gift refund discount credit")
    if agent.may(MARK_SPAM):
        is_spam = conversation.status == SPAM
        label = _("Not spam") if is_spam else _("Mark as spam")
        yield Offer(label, _("Do"), "ban", action=f"{here}/spam", name="spam", value="no" if is_spam else "yes")
    if agent.may(REPLY):
        for macro in offered_to(agent, query=_after_word(query, "macro"), most=MACROS):
            yield Offer(macro.name, _("Macro"), "sticky-note", macro=macro.pk, also=f"macro {query}")


def _restoring(here: str, *, agent: Agent) -> Iterator[Offer]:
    """All that is done to what is in the bin."""
    if agent.may(DELETE):
        yield Offer(
            _("Restore"), _("Do"), "undo-2", action=f"{here}/keeping", name="do", value="bring_back", also="bin"
        )


def seat(agent: Agent) -> Iterator[Offer]:
    """On every page: whether chats ring for me."""
    if agent.may(REPLY):
        label, value = (_("Take no chats"), "no") if agent.takes_chats else (_("Take chats"), "yes")
        address = reverse("web:chat-seat")
        yield Offer(
            label, _("Do"), "message-square", action=address, name="takes", value=value, also="chats available"
        )


def _taking(conversation: Conversation, *, agent: Agent, here: str) -> Iterator[Offer]:
    action, me = f"{here}/assignment", str(agent.pk)
    if conversation.assignee_id != agent.pk:
        yield Offer(_("Assign to me"), _("Do"), "user-round", action=action, name="assignee", value=me, also="take")


def _assigning(conversation: Conversation, *, agent: Agent, here: str) -> Iterator[Offer]:
    do, action = _("Do"), f"{here}/assignment"
    if conversation.assignee_id:
        yield Offer(_("Assign to nobody"), do, "user-round", action=action, name="assignee", also="unassign")
    for number, name, _photo in choices.AGENTS():
        if number not in (agent.pk, conversation.assignee_id):
            label = _("Assign to %(name)s") % {"name": name}
            yield Offer(label, do, "user-round", action=action, name="assignee", value=str(number), also="assign")
    for number, name in choices.TEAMS():
        label = _("Give to the team %(name)s") % {"name": name}
        yield Offer(label, do, "users-round", action=f"{here}/team", name="team", value=str(number), also="team")


def _changing(conversation: Conversation, *, here: str) -> Iterator[Offer]:
    do, is_resolved = _("Do"), conversation.status == RESOLVED
    label = _("Reopen") if is_resolved else _("Resolve")
    value = "no" if is_resolved else "yes"
    yield Offer(label, do, "check", action=f"{here}/resolution", name="resolved", value=value, also="resolve reopen")
    for moment in choices.snooze_choices(times.reader()):
        label = _("Snooze: %(when)s") % {"when": moment.words}
        yield Offer(label, do, "moon", action=f"{here}/snooze", name="until", value=moment.until, also="snooze")
    yield Offer(_("Snooze until they write"), do, "moon", action=f"{here}/snooze", name="until", value="they-write")
    for name in PRIORITIES:
        if name != conversation.priority_name:
            label = _("Priority: %(name)s") % {"name": choices.priority_name(name)}
            yield Offer(label, do, "flag", action=f"{here}/priority", name="priority", value=name, also="priority")


def _tagging(here: str, *, query: str) -> Iterator[Offer]:
    """Known tags that the words fit, and after the word "tag" also a new one."""
    typed = _after_word(query, "tag").strip()[:60]
    known = Tag.objects.filter(name__contains=typed.casefold()).order_by("name")  # house: words of the whole house
    names = list(known.values_list("name", flat=True)[:TAGS]) if typed else []
    if typed != query.strip() and typed and typed.casefold() not in names:
        names.append(typed.casefold())
    for name in names:
        label = _("Tag: %(name)s") % {"name": name}
        yield Offer(label, _("Do"), "tag", action=f"{here}/tags", name="add", value=name, also=f"tag {query}")


def _after_word(query: str, word: str) -> str:
    """What follows the word with which the query begins; the whole of another query."""
    return query[len(word) :].strip() if query.casefold().startswith(f"{word} ") else query
