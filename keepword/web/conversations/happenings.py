"""What happened between the letters: an event as one quiet line, many of them as one fold, and the days."""

from dataclasses import dataclass, field

from django.utils.safestring import SafeString

BEGINNING = "mail"
ICONS = {
    "conversation.created": BEGINNING,
    "conversation.assigned": "user-round-plus",
    "conversation.team_assigned": "users-round",
    "conversation.reopened": "undo-2",
    "conversation.resolved": "circle-check",
    "conversation.waiting": "hourglass",
    "conversation.snoozed": "moon",
    "conversation.woken": "bell",
    "conversation.tagged": "tag",
    "conversation.untagged": "tag",
    "conversation.fields_changed": "pencil",
    "conversation.prioritised": "flag",
    "conversation.about_order": "package",
    "conversation.contact_changed": "user-round",
    "conversation.retitled": "pencil",
    **dict.fromkeys(["complaint.marked", "complaint.taken_back"], "triangle-alert"),
    "conversation.marked_spam": "ban",
    **dict.fromkeys(["conversation.held", "conversation.released"], "lock"),
    **dict.fromkeys(["conversation.deleted", "conversation.emptied"], "trash-2"),
    "conversation.brought_back": "undo-2",
    "message.failed": "mail-x",
    **dict.fromkeys(["emergency.declared", "emergency.unanswered"], "triangle-alert"),
    **dict.fromkeys(["conversation.merged", "conversation.took_in"], "merge"),
    **dict.fromkeys(["conversation.unmerged", "conversation.gave_back"], "split"),
    **dict.fromkeys(["conversation.split", "conversation.split_off"], "split"),
    **dict.fromkeys(["conversation.linked", "conversation.unlinked"], "link"),
    "reply.scheduled": "clock",
    "reply.cancelled": "undo-2",
    "reply.held": "mail-warning",
    "macro.used": "layers",
    "mention.made": "at-sign",
    "note.corrected": "pencil",
    "note.taken_back": "undo-2",
    "note.brought_back": "sticky-note",
    "chat.handed_on": "forward",
    "chat.came_back": "undo-2",
    "chat.unanswered": "hourglass",
    "aside.begun": "forward",
    "aside.answered": "reply",
    "aside.finished": "circle-check",
    "aside.reopened": "undo-2",
    "aside.recalled": "undo-2",
    "aside.failed": "mail-x",
    "promise.made": "clock",
    "promise.kept": "circle-check",
    "promise.broken": "triangle-alert",
    "promise.not_kept": "triangle-alert",
    "promise.renewed": "rotate-cw",
    "clock.warned": "clock",
    "clock.breached": "triangle-alert",
    "notice.given": "bell",
    "notice.failed": "mail-x",
    "announcement.withheld": "ban",
    **dict.fromkeys(["gift.given", "gift.asked", "gift.approved", "gift.waiting"], "gift"),
    **dict.fromkeys(["gift.declined", "gift.withdrawn", "gift.taken_back"], "undo-2"),
    "gift.carried_out": "circle-check",
    "task.given": "list-todo",
    "task.changed": "list-todo",
    "task.due": "list-todo",
    "task.done": "check-check",
}
TROUBLE = frozenset(
    {
        "message.failed",
        "aside.failed",
        "promise.broken",
        "promise.not_kept",
        "clock.breached",
        "notice.failed",
        "emergency.declared",
        "emergency.unanswered",
    }
)

# What nobody has to act upon. All else stays in sight, also what is not known here yet: a letter that came back, an
# answer that was held, a broken promise, a missed target, a customer who was told nothing.
QUIET = frozenset(
    {
        "conversation.assigned",
        "conversation.routed",
        "conversation.team_assigned",
        "conversation.reopened",
        "conversation.resolved",
        "conversation.waiting",
        "conversation.no_reply_needed",
        "conversation.snoozed",
        "conversation.woken",
        "conversation.tagged",
        "conversation.untagged",
        "conversation.fields_changed",
        "conversation.prioritised",
        "conversation.about_order",
        "conversation.retitled",
        "complaint.marked",
        "complaint.taken_back",
        "conversation.followed",
        "conversation.unfollowed",
        "conversation.linked",
        "conversation.unlinked",
        "conversation.marked_spam",
        "conversation.unmarked_spam",
        "clock.warned",
        "clock.recomputed",
        "notice.given",
        "reply.scheduled",
        "reply.cancelled",
        "macro.used",
        "mention.made",
        "note.corrected",
        "note.taken_back",
        "note.brought_back",
        "aside.begun",
        "aside.recalled",
        "aside.finished",
        "aside.reopened",
        "gift.carried_out",
        "gift.not_carried_out",
        "gift.withdrawn",
        "task.given",
        "task.changed",
        "task.done",
        "task.told",
        "task.taken_up",
        "task.handed_on",
        "promise.made",
        "promise.kept",
        "promise.done_late",
        "promise.renewed",
        "promise.withdrawn",
    }
)


@dataclass(frozen=True, slots=True)
class Day:
    key: str
    words: str
    kind: str = "day"


@dataclass(frozen=True, slots=True)
class Happened:
    """An event as one quiet line. `who` did it, in the reader's words."""

    key: str
    words: str
    icon: str
    when: SafeString
    who: str = ""
    is_quiet: bool = False
    is_trouble: bool = False
    kind: str = field(default="event")


@dataclass(frozen=True, slots=True)
class Fold:
    """Several quiet lines as one that opens; `lines` have a heading for each further day."""

    key: str
    words: str
    when: SafeString
    lines: list[Day | Happened]
    is_last: bool = False
    kind: str = field(default="fold")
