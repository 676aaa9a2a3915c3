"""What a conversation has to do with others: in the customer's panel. Asked only where something was joined."""

from dataclasses import dataclass, field

from keepword.conversations.joining.gathering import cases_of
from keepword.conversations.joining.relating import related
from keepword.conversations.models import Conversation, Merge
from keepword.conversations.models.conversation import SOLVED
from keepword.kit.reversing import address_of
from keepword.people.models import Agent
from keepword.web.conversations.status import named


@dataclass(frozen=True, slots=True)
class One:
    """`number` is the conversation's, or for what was merged the merge's, "" when it cannot be parted here."""

    address: str
    subject: str
    language: str
    more: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Joined:
    merged: list[One] = field(default_factory=list)
    linked: list[One] = field(default_factory=list)
    problem: One | None = None
    cases: list[One] = field(default_factory=list)
    unfinished: int = 0
    parts: list[One] = field(default_factory=list)

    @property
    def is_any(self) -> bool:
        return bool(self.merged or self.linked or self.problem or self.cases or self.parts)


def joined_of(conversation: Conversation, *, agent: Agent) -> Joined:
    """No query for most conversations. Each of the others only as far as the agent may see it."""
    visible = Conversation.objects.visible_to(agent)
    around = [pk for pk in (conversation.parent_id, conversation.split_from_id) if pk]
    known = {one.pk: one for one in visible.filter(id__in=around)} if around else {}
    problem = _one(known[conversation.parent_id]) if conversation.parent_id in known else None
    whole = [_one(known[conversation.split_from_id])] if conversation.split_from_id in known else []
    if not conversation.is_joined:
        return Joined(problem=problem, parts=whole)
    cases = cases_of(conversation, to=agent)
    return Joined(
        merged=_merged(conversation, agent=agent),
        linked=[_one(one) for one in related(conversation, to=agent)],
        problem=problem,
        cases=[_one(one) for one in cases],
        unfinished=sum(one.status not in SOLVED for one in cases),
        parts=[*whole, *map(_one, visible.filter(split_from=conversation).order_by("id"))],
    )


def _merged(conversation: Conversation, *, agent: Agent) -> list[One]:
    merges = Merge.objects.visible_to(agent).standing().filter(kept=conversation)
    return [
        One("", made.other.subject or made.other.reference, made.other.language, made.other.reference, str(made.pk))
        for made in merges.select_related("other").order_by("-id")
    ]


def _one(conversation: Conversation) -> One:
    return One(
        address=address_of("web:conversation", conversation.pk),
        subject=conversation.subject or conversation.reference,
        language=conversation.language,
        more=f"{conversation.reference} · {named(conversation.status).words}",
        number=str(conversation.pk),
    )
