"""Which conversation does a message belong to? Look-ups never leave the inbox."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from keepword.conversations.inbound import Arrival
from keepword.conversations.models import Conversation, Inbox, MessageReference, Participant
from keepword.kit.inserting import insert_unless_there
from keepword.people.identifying import fold

KEPT_IDS = 50  # of one message's references: a chain longer than that is a loop or an attack


class Threads:
    """What the database knows about the threads of a group of arrivals, asked at once, and what each of them adds for
    those that come after it in the group: a mail and its answer may arrive in one second.

    A conversation that is not written yet has no id, so all are told apart by their token.
    """

    def __init__(self, arrivals: Iterable[Arrival]) -> None:
        self._by_id: dict[tuple[int, int], Conversation] = {}
        self._by_reference: dict[tuple[int, str], Conversation] = {}
        self._by_digest: dict[tuple[int, str], Conversation] = {}
        self._homes: dict[int, Conversation] = {}
        self._inboxes: defaultdict[str, set[int]] = defaultdict(set)
        self._trusted: set[tuple[str, str]] = set()
        self._known: set[tuple[str, str]] = set()
        self._bystanders: set[tuple[str, str]] = set()
        self.new_participants: list[Participant] = []
        self.new_references: list[MessageReference] = []
        self._load(list(arrivals))

    def find(self, arrival: Arrival) -> Conversation | None:
        """By our own signature; then by the ids that this inbox knows, nearest first, if the sender takes part; then
        by a reference in the subject, if the sender takes part. None when a new conversation begins. What was merged
        is found as what it was: `home` says where it goes on."""
        thread, inbox_id = arrival.inbound.thread, arrival.inbox.pk
        signed = self._by_id.get((inbox_id, thread.conversation_id or 0))
        named = [self._by_digest.get((inbox_id, one)) for one in _digests(thread.message_ids)]
        known = [one for one in named if one and self._takes_part_in(one, address=arrival.inbound.address)]
        if signed:
            # It answers a message that was signed for the whole, and stands in a part that was split off since.
            return next((one for one in known if one.split_from_id == signed.pk), signed)
        spoken = self._by_reference.get((inbox_id, thread.reference))
        if spoken and self._takes_part_in(spoken, address=arrival.inbound.address):
            known.append(spoken)
        return next(iter(known), None)

    def home(self, conversation: Conversation) -> Conversation:
        """Where it goes on: in itself, unless it was merged."""
        return self._homes.get(conversation.merged_into_id or 0, conversation)

    def _takes_part_in(self, conversation: Conversation, *, address: str) -> bool:
        return self.trusts(self.home(conversation), address=address)

    def knows(self, conversation: Conversation, *, address: str) -> bool:
        """Whether this address is a participant, trusted or not."""
        return (conversation.token, fold(address)) in self._known

    def trusts(self, conversation: Conversation, *, address: str) -> bool:
        """Whether this address began the conversation, or an agent vouched for it."""
        return (conversation.token, fold(address)) in self._trusted

    def is_bystander(self, conversation: Conversation, *, address: str) -> bool:
        """Whether this address wrote in for somebody else, see `whose/`."""
        return (conversation.token, fold(address)) in self._bystanders

    def join(self, participant: Participant) -> None:
        """Somebody new takes part."""
        self.new_participants.append(participant)
        self._take_part(participant.conversation.token, participant.address, is_trusted=participant.is_trusted)

    def remember(self, conversation: Conversation, *, arrival: Arrival) -> None:
        """The ids of this message now lead to this conversation, for the inbox that it came to. An id that leads
        somewhere already stays there."""
        inbound, inbox_id = arrival.inbound, arrival.inbox.pk
        for one in _digests([inbound.message_id, *inbound.thread.message_ids]):
            key = (inbox_id, one)
            if key not in self._by_digest:
                self._by_digest[key] = conversation
                self._inboxes[one].add(inbox_id)
                self.new_references.append(MessageReference(inbox_id=inbox_id, digest=one, conversation=conversation))
        self._by_reference[conversation.inbox_id, conversation.reference] = conversation

    def inboxes_that_know(self, message_id: str) -> set[int]:
        """Of all inboxes, not only of those of the group: the one question here that leaves an inbox."""
        return self._inboxes.get(digest(message_id), set())

    def _load(self, arrivals: list[Arrival]) -> None:
        everywhere = _known_references(arrivals)
        for inbox_id, one, _ in everywhere:
            self._inboxes[one].add(inbox_id)
        inboxes = {arrival.inbox.pk for arrival in arrivals}
        known = [row for row in everywhere if row[0] in inboxes]
        found = {one.pk: one for one in _conversations(arrivals, ids=[pk for _, _, pk in known])}
        for conversation in found.values():
            self._by_id[conversation.inbox_id, conversation.pk] = conversation
            self._by_reference[conversation.inbox_id, conversation.reference] = conversation
        for inbox_id, one, pk in known:
            if pk in found:
                self._by_digest[inbox_id, one] = found[pk]
        self._homes = _homes(found)
        everyone = found | self._homes
        for pk, address, is_trusted, is_bystander in _participants(everyone):
            self._take_part(everyone[pk].token, address, is_trusted=is_trusted)
            if is_bystander:
                self._bystanders.add((everyone[pk].token, address))

    def _take_part(self, token: str, address: str, *, is_trusted: bool) -> None:
        self._known.add((token, address))
        if is_trusted:
            self._trusted.add((token, address))


def _known_references(arrivals: list[Arrival]) -> list[tuple[int, str, int]]:
    """Inbox, digest and conversation of the ids that these arrivals name and any inbox knows."""
    wanted = {one for arrival in arrivals for one in _digests([arrival.inbound.message_id, *_ids(arrival)])}
    if not wanted:
        return []
    known = MessageReference.objects.filter(digest__in=wanted, aside__isnull=True)
    return list(known.values_list("inbox_id", "digest", "conversation_id"))


def _ids(arrival: Arrival) -> tuple[str, ...]:
    return arrival.inbound.thread.message_ids


def _conversations(arrivals: list[Arrival], *, ids: list[int]) -> list[Conversation]:
    """Locked, and in one order, so that two workers never wait for each other."""
    threads = [arrival.inbound.thread for arrival in arrivals]
    ids = sorted({*ids, *(one.conversation_id for one in threads if one.conversation_id is not None)})
    references = sorted({one.reference for one in threads if one.reference})
    if not ids and not references:
        return []
    wanted = Conversation.objects.filter(Q(id__in=ids) | Q(reference__in=references))
    return list(wanted.order_by("id").select_for_update())


def _homes(found: dict[int, Conversation]) -> dict[int, Conversation]:
    """Where those that were merged go on. Asked for only where one was."""
    ids = {one.merged_into_id for one in found.values() if one.merged_into_id}
    missing = sorted(ids - found.keys())
    more = Conversation.objects.filter(id__in=missing).order_by("id").select_for_update() if missing else []
    known = found | {one.pk: one for one in more}
    return {number: known[number] for number in ids if number in known}


def _participants(conversation_ids: Iterable[int]) -> Iterable[tuple[int, str, bool, bool]]:
    ids = list(conversation_ids)
    if not ids:
        return []
    columns = ("conversation_id", "address", "is_trusted", "is_bystander")
    return Participant.objects.filter(conversation_id__in=ids).values_list(*columns)


def takes_part(conversation_id: int, *, address: str) -> bool:
    """Whether this address takes part, and was not merely added by somebody unproved."""
    return Participant.objects.filter(conversation_id=conversation_id, address=fold(address), is_trusted=True).exists()


def conversation_with(message_id: str, *, inbox: Inbox) -> int | None:
    """The conversation that this id leads to in this inbox."""
    known = MessageReference.objects.filter(digest=digest(message_id), inbox=inbox) if message_id else []
    return next((one.conversation_id for one in known), None)


def conversations_with(message_ids: Iterable[str]) -> list[int]:
    """The conversations that these ids lead to in any inbox: for what comes from our own providers only."""
    known = MessageReference.objects.filter(digest__in=_digests(message_ids))
    return list(known.values_list("conversation_id", flat=True))


def remember(conversation: Conversation, *, ids: Iterable[str]) -> None:
    """These ids now lead to this conversation. An id that leads somewhere already stays there."""
    rows = [
        MessageReference(inbox_id=conversation.inbox_id, digest=one, conversation=conversation)
        for one in sorted(_digests(ids))
    ]
    insert_unless_there(rows)


def _digests(ids: Iterable[str]) -> list[str]:
    """Of the first ids, each once, in their order."""
    return list(dict.fromkeys(digest(message_id) for message_id in ids if message_id))[:KEPT_IDS]


def digest(message_id: str) -> str:
    return hashlib.sha256(message_id.strip().lower().encode("utf-8", "replace")).hexdigest()[:32]
