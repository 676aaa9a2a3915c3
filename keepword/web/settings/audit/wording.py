"""An entry of the audit log in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from keepword.conversations.contacts import contacts_visible_to
from keepword.conversations.models import Conversation, Inbox, OwnField
from keepword.events.models import AuditEntry
from keepword.kit.amounts import say
from keepword.people.models import Agent, Role, Team

WORDS = {
    "conversation.seen": gettext_lazy("Opened a conversation"),
    "contact.seen": gettext_lazy("Opened a contact"),
    "agent.signed_in": gettext_lazy("Signed in"),
    "agent.sign_in_failed": gettext_lazy("A sign-in failed"),
    "agent.password_changed": gettext_lazy("Changed their password"),
    "agent.password_set": gettext_lazy("Set their password by a link"),
    "agent.signed_out": gettext_lazy("Signed out elsewhere"),
    "agent.factor_added": gettext_lazy("Added a second step to their sign-in"),
    "agent.factor_removed": gettext_lazy("Removed a second step from their sign-in"),
    "agent.factors_reset": gettext_lazy("Removed every second step of somebody"),
    "agent.recovery_codes_made": gettext_lazy("Made new recovery codes"),
    "agent.recovery_code_used": gettext_lazy("Used a recovery code"),
    "agent.provider_linked": gettext_lazy("Signed in by another service for the first time"),
    "agent.photo_put": gettext_lazy("Put a photo of themselves"),
    "agent.photo_taken_away": gettext_lazy("Took their photo away"),
    "sign_in.changed": gettext_lazy("Changed how everybody signs in"),
    "principle.written": gettext_lazy("Wrote how we serve"),
    "principle.entrusted": gettext_lazy("Said who looks after how we serve"),
    "mission.written": gettext_lazy("Wrote the mission of a brand"),
    "counter.set": gettext_lazy("Set up a counter"),
    "counter.added": gettext_lazy("Added to a counter"),
    "counter.removed": gettext_lazy("Removed a counter"),
    "goal.set": gettext_lazy("Set a goal"),
    "goal.changed": gettext_lazy("Changed a goal"),
    "goal.dropped": gettext_lazy("Dropped a goal"),
    "list.exported": gettext_lazy("Exported a list"),
    "list.imported": gettext_lazy("Imported a list"),
    "contact.added": gettext_lazy("Added a contact"),
    "contact.corrected": gettext_lazy("Corrected a contact"),
    "contact.noted": gettext_lazy("Changed the note on a contact"),
    "contact.erased": gettext_lazy("Erased a person"),
    "contact.exported": gettext_lazy("Handed out what is kept about a person"),
    "order.written": gettext_lazy("Wrote an order by hand"),
    "order.corrected": gettext_lazy("Corrected an order by hand"),
    "loyalty.written": gettext_lazy("Wrote a place in a loyalty programme by hand"),
    "retention.switched_on": gettext_lazy("Switched a rule on by which things are deleted"),
    "retention.switched_off": gettext_lazy("Stopped a rule by which things are deleted"),
    "retention.ran": gettext_lazy("Deleted what was older than its rule"),
    "conversation.held": gettext_lazy("Held a conversation against deletion"),
    "conversation.released": gettext_lazy("Ended a hold"),
    "conversation.deleted": gettext_lazy("Deleted a conversation"),
    "conversation.brought_back": gettext_lazy("Brought a deleted conversation back"),
    "conversation.emptied": gettext_lazy("The words of a deleted conversation went"),
    "note.corrected": gettext_lazy("Corrected a note"),
    "note.taken_back": gettext_lazy("Took a note back"),
    "note.brought_back": gettext_lazy("Brought a note back"),
    "conversation.contact_changed": gettext_lazy("Changed the customer of a conversation"),
    "gifts.arranged": gettext_lazy("Changed what may be given to customers"),
    "organisation.founded": gettext_lazy("Set up Keepword"),
    "agent.takes_chats": gettext_lazy("Takes chats"),
    "agent.takes_no_chats": gettext_lazy("Takes no chats"),
    "agent.chat_limit_changed": gettext_lazy("Changed how many chats somebody takes at once"),
    "chat.rules_changed": gettext_lazy("Changed how chats ring"),
}
NOUNS = {
    "agent": gettext_lazy("Agent"),
    "team": gettext_lazy("Team"),
    "role": gettext_lazy("Role"),
    "inbox": gettext_lazy("Inbox"),
    "mailbox": gettext_lazy("Mailbox"),
    "brand": gettext_lazy("Brand"),
    "channel": gettext_lazy("Channel"),
    "hours": gettext_lazy("Opening hours"),
    "policy": gettext_lazy("Target"),
    "acknowledgement": gettext_lazy("Acknowledgement"),
    "survey": gettext_lazy("Question how our help was"),
    "emergency": gettext_lazy("Emergencies"),
    "macro": gettext_lazy("Macro"),
    "view": gettext_lazy("View"),
    "tag": gettext_lazy("Tag"),
    "provider": gettext_lazy("Service for signing in"),
    "contact": gettext_lazy("Contact"),
    "company": gettext_lazy("Company"),
    "field": gettext_lazy("Field"),
    "signature": gettext_lazy("Signature"),
    "routing": gettext_lazy("Routing"),
    "retention": gettext_lazy("How long things are kept"),
    "capacity": gettext_lazy("Most conversations at once"),
    "gift": gettext_lazy("Gift"),
    "gift_kind": gettext_lazy("Kind of gift"),
    "sender": gettext_lazy("Sender"),
    "segment": gettext_lazy("Segment"),
    "chat": gettext_lazy("Chat"),
    "spam_filter": gettext_lazy("Spam filter"),
}
ACTS = {
    "added": gettext_lazy("added"),
    "made": gettext_lazy("added"),
    "defined": gettext_lazy("added"),
    "set_up": gettext_lazy("set up"),
    "changed": gettext_lazy("changed"),
    "arranged": gettext_lazy("changed"),
    "renamed": gettext_lazy("renamed"),
    "moved": gettext_lazy("moved"),
    "reworded": gettext_lazy("reworded"),
    "switched": gettext_lazy("switched"),
    "switched_on": gettext_lazy("switched on"),
    "switched_off": gettext_lazy("switched off"),
    "kept": gettext_lazy("given to others"),
    "merged": gettext_lazy("merged"),
    "parted": gettext_lazy("merging undone"),
    "removed": gettext_lazy("removed"),
    "retired": gettext_lazy("removed"),
    "restored": gettext_lazy("brought back"),
    "brought_back": gettext_lazy("brought back"),
    "deactivated": gettext_lazy("left"),
    "reactivated": gettext_lazy("came back"),
    "went_away": gettext_lazy("away"),
    "came_back": gettext_lazy("came back"),
    "link_asked": gettext_lazy("asked for a link"),
    "fields_changed": gettext_lazy("fields changed"),
    "joined_company": gettext_lazy("put to a company"),
    "left_company": gettext_lazy("taken from a company"),
    "told_apart": gettext_lazy("told apart from another"),
    "may_be_same": gettext_lazy("may be one with another"),
    "emergency_refused": gettext_lazy("may not call an emergency"),
    "emergency_allowed": gettext_lazy("may call an emergency again"),
    "given": gettext_lazy("given"),
    "asked": gettext_lazy("asked for"),
    "approved": gettext_lazy("approved"),
    "declined": gettext_lazy("declined"),
    "withdrawn": gettext_lazy("withdrawn"),
    "taken_back": gettext_lazy("taken back"),
    "carried_out": gettext_lazy("carried out"),
    "not_carried_out": gettext_lazy("not carried out"),
    "chosen": gettext_lazy("somebody put in or taken out by hand"),
    "blocked": gettext_lazy("blocked"),
    "unblocked": gettext_lazy("let through again"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One line. `about` is what it was done to, by the name that it has now, "" when it is gone or has none; `fields`
    are names of columns; `number` the conversation, `contact` the person, None without one."""

    at: datetime
    who: str
    what: str
    about: str
    fields: str
    address: str
    number: int | None
    contact: int | None
    name: str


def in_words(entries: Sequence[AuditEntry], *, reader: Agent) -> list[Said]:
    """Eight queries, however many entries. Conversations and inboxes have names for whoever may see them, a person
    only their number: what is taken out as a file must not name who was erased since."""
    names = _names(entries, reader=reader)
    return [_said(entry, names=names) for entry in entries]


def _said(entry: AuditEntry, *, names: dict[tuple[str, int], str]) -> Said:
    return Said(
        at=entry.at,
        who=names.get((entry.actor_kind, entry.actor_id or 0), "") or _("Somebody unknown"),
        what=what_of(entry.name),
        about=_about(entry, names=names),
        fields=", ".join(_field(one, names=names) for one in entry.data.get("fields") or ()),
        address=entry.address,
        number=entry.conversation_id if ("conversation", entry.conversation_id or 0) in names else None,
        contact=person if (person := _contact_of(entry)) and ("contact", person) in names else None,
        name=entry.name,
    )


def _field(one: str | int, *, names: dict[tuple[str, int], str]) -> str:
    """A column by its name; an own field is kept by its number."""
    return names.get(("field", one), f"#{one}") if isinstance(one, int) else str(one).replace("_", " ")


def what_of(name: str) -> str:
    """ "Team: changed"; the noun alone, or the bare name, for what this version has no words for."""
    if name in WORDS:
        return str(WORDS[name])
    noun, _dot, act = name.partition(".")
    if noun not in NOUNS:
        return name
    if act not in ACTS:
        return str(NOUNS[noun])
    return _("%(noun)s: %(act)s") % {"noun": NOUNS[noun], "act": ACTS[act]}


def _about(entry: AuditEntry, *, names: dict[tuple[str, int], str]) -> str:
    if entry.conversation_id:
        reference = names.get(("conversation", entry.conversation_id), "")
        return " · ".join(filter(None, [reference, _amount(entry)]))
    if _contact_of(entry):
        return f"#{_contact_of(entry)}"
    for noun in ("agent", "team", "role"):
        number = entry.data.get(noun)
        if isinstance(number, int):
            return names.get((noun, number), f"#{number}")
    if entry.inbox_id:
        return names.get(("inbox", entry.inbox_id), "")
    if "list" in entry.data:
        return str(entry.data["list"])
    number = entry.data.get(entry.name.partition(".")[0])
    return f"#{number}" if isinstance(number, int) else ""


def _amount(entry: AuditEntry) -> str:
    """Of a gift, "" of all else."""
    amount, currency = entry.data.get("amount"), entry.data.get("currency")
    if not isinstance(amount, int) or not isinstance(currency, str):
        return ""
    return say(amount, currency=currency, language=get_language() or "en")


def _contact_of(entry: AuditEntry) -> int:
    """0 for what is about nobody."""
    number = entry.contact_id or entry.data.get("contact")
    return number if isinstance(number, int) else 0


def _names(entries: Sequence[AuditEntry], *, reader: Agent) -> dict[tuple[str, int], str]:
    """By what it is and its number."""
    agents = {one.actor_id for one in entries if one.actor_kind == "agent"} | _ids("agent", of=entries)
    conversations = {one.conversation_id for one in entries if one.conversation_id}
    inboxes = {one.inbox_id for one in entries if one.inbox_id}
    fields = {field for one in entries for field in one.data.get("fields") or () if isinstance(field, int)}
    found = {
        "field": OwnField.objects.filter(pk__in=fields).values_list("id", "name"),  # house: names of the set-up
        "agent": Agent.objects.filter(pk__in=agents).values_list("id", "name"),
        "team": Team.objects.filter(pk__in=_ids("team", of=entries)).values_list("id", "name"),
        "role": Role.objects.filter(pk__in=_ids("role", of=entries)).values_list("id", "name"),
        "inbox": Inbox.objects.visible_to(reader).filter(pk__in=inboxes).values_list("id", "name"),
        "conversation": Conversation.objects.visible_to(reader)
        .filter(pk__in=conversations)
        .values_list("id", "reference"),
        "contact": contacts_visible_to(reader)
        .filter(pk__in={_contact_of(one) for one in entries} - {0})
        .values_list("id", "id"),
    }
    names = {(noun, number): str(name) for noun, rows in found.items() for number, name in rows}
    return names | {("system", 0): "Keepword"}


def _ids(noun: str, *, of: Iterable[AuditEntry]) -> set[int]:
    return {one.data[noun] for one in of if isinstance(one.data.get(noun), int)}
