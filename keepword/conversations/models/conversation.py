"""One matter of one customer."""

from datetime import UTC, datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q

from keepword.conversations.models.inbox import Inbox, visible_inbox_ids
from keepword.kit.updating import update
from keepword.people.models import Agent, Contact, Team

OPEN, WAITING, SNOOZED, RESOLVED, SPAM = "open", "waiting", "snoozed", "resolved", "spam"
STATUSES = [OPEN, WAITING, SNOOZED, RESOLVED, SPAM]  # that somebody sets
MERGED = "merged"  # it went on in another one, see `joining/`
BINNED, DELETED = "binned", "deleted"  # somebody deleted it, see `binning.py`; and its words are gone for good
ELSEWHERE = [MERGED, BINNED, DELETED]  # in no list but, for some, one of their own
SOLVED = [RESOLVED, BINNED, DELETED]  # what has a `resolved_at` among these was solved: the past stays counted
COMPLAINT, NO_COMPLAINT = "marked", "none"  # what somebody said of it, "" while nobody did
WAITED_FOR, OF_A_TEAM = Q(waiting_since__isnull=False), Q(team__isnull=False)
IS_STATUS = Q(status__in=[*STATUSES, MERGED, DELETED], delete_at=None) | Q(status=BINNED, delete_at__isnull=False)
REMEMBERED = Q(rating__isnull=False) | Q(complaint=COMPLAINT) | Q(reopened__gt=0) | Q(has_broken_promise=True)
UNTIL_THEY_WRITE = datetime(9999, 1, 1, tzinfo=UTC)  # `snoozed_until` of what comes back at no time of its own
PRIORITIES = {"low": 10, "normal": 20, "high": 30, "urgent": 40}


TAG_COLOURS = ("red", "orange", "green", "blue", "purple")


def is_spam(path: str = "") -> Q:
    """Or was when it was deleted, which is then what has no `resolved_at`. `path` leads to the conversation."""
    gone = Q(**{f"{path}status__in": [BINNED, DELETED], f"{path}resolved_at": None})
    return Q(**{f"{path}status": SPAM}) | gone


class TagQuerySet(models.QuerySet["Tag"]):
    def in_use(self) -> Self:
        return self.filter(retired_at__isnull=True, merged_into__isnull=True)

    def put_away(self) -> Self:
        return self.filter(retired_at__isnull=False, merged_into__isnull=True)


class Tag(models.Model):
    """`colour` is "" or one of TAG_COLOURS. Retired ones are offered no more. `merged_into` is what is meant by this
    word since it was given up for another: such a row is worn by no conversation."""

    name = models.CharField(max_length=60, unique=True)
    colour = models.CharField(max_length=10, blank=True, default="")
    retired_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="+")

    objects = TagQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(colour__in=["", *TAG_COLOURS]), name="tag_colour")]

    def __str__(self) -> str:
        return self.name


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def visible_to(self, agent: Agent) -> Self:
        """The only door to conversations for a person."""
        ids = visible_inbox_ids(agent)
        return self if ids is None else self.filter(inbox_id__in=ids)

    def of_view(self, view: str, *, agent: Agent) -> Self:
        """One of the built-in views, see `VIEWS`. Raises KeyError for another."""
        return self.filter(VIEWS[view](agent))

    def with_people(self) -> Self:
        return self.select_related("contact", "assignee", "team", "inbox__brand")


def _lane(*fields: str, name: str, condition: Q | None = None) -> models.Index:
    """Newest first, and with what is often asked besides, so that a count reads no row."""
    return models.Index(
        fields=[*fields, "-last_activity_at", "-id", "priority", "channel"], name=name, condition=condition
    )


class Conversation(models.Model):
    """`waiting_since` is when the oldest message that the customer still waits to have answered came, None when the
    next word is theirs. `settled_to` is the newest message that somebody declared done without an answer, None when
    nothing was: see `waiting.py`. `due_at` is when the next thing that we owe is due, written by `falling_due.py`.
    `is_unsupported`: they wrote where the catalogue says that we do not answer.
    `merged_into` is the one in which it goes on, `split_from` the one that it was a part of, `parent` the problem that
    it is a case of; None for most. `is_joined`: something was merged into it, linked with it, split off from it or
    made a case of it, once: see `joining/`. `aside_state` says how its side conversations stand, "" while there are
    none, see `asides/marking.py`. `drafted_by` is who has words here that have not left, see
    `drafting/marking.py`. `rating`: how the customer liked our help, 1 to 5, None while they said nothing, written by
    `rating.py`. `about_order`: the id of the order that somebody said it is about, written by `concerning.py`; no key,
    because orders stand beside, and one may be gone. `complaint` is what agents said of it, see `complaints/`, since
    `complained_at`; `reopened` how often the customer wrote again after it was solved; `has_broken_promise`: one was
    broken here, once, see `remembering.py` for both. `is_held`: it is kept whatever the rules say,
    see `privacy/holding.py`. `emptied_at` is when its words were deleted, `delete_at` when they will be (of what
    is in the bin, and of nothing else), None for neither, see `emptying.py`. `first_subject` is the customer's
    own, since an agent called it otherwise, None while `subject` is theirs, see `retitling.py`. `version` grows with
    every change that a row of the list shows. `token` stands where a customer sees the address."""

    inbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, related_name="+", db_index=False)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+", db_index=False)
    reference = models.CharField(max_length=12, unique=True)
    token = models.CharField(max_length=32, unique=True)
    channel = models.CharField(max_length=20)
    subject = models.CharField(max_length=300, blank=True)
    first_subject = models.CharField(max_length=300, null=True)
    preview = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=20, blank=True)
    status = models.CharField(max_length=10, default=OPEN)
    priority = models.PositiveSmallIntegerField(default=PRIORITIES["normal"])
    assignee = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    tags = models.ManyToManyField(Tag, related_name="+", blank=True)
    created_at = models.DateTimeField()
    last_activity_at = models.DateTimeField()
    waiting_since = models.DateTimeField(null=True)
    settled_to = models.BigIntegerField(null=True)
    due_at = models.DateTimeField(null=True)
    snoozed_until = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    is_unsupported = models.BooleanField(default=False, db_default=False)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    split_from = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    is_joined = models.BooleanField(default=False)
    parent = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    aside_state = models.CharField(max_length=10, blank=True, default="", db_default="")
    drafted_by = models.TextField(blank=True, default="", db_default="")
    has_tasks = models.BooleanField(default=False, db_default=False)
    rating = models.PositiveSmallIntegerField(null=True)
    about_order = models.BigIntegerField(null=True)
    complaint = models.CharField(max_length=10, blank=True, default="", db_default="")
    complained_at = models.DateTimeField(null=True)
    reopened = models.PositiveSmallIntegerField(default=0, db_default=0)
    has_broken_promise = models.BooleanField(default=False, db_default=False)
    is_held = models.BooleanField(default=False, db_default=False)
    emptied_at = models.DateTimeField(null=True)
    delete_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = ConversationQuerySet.as_manager()

    class Meta:
        # One index for each order that a list is read in: a page is then a walk of fifty steps.
        indexes = [
            _lane("status", name="conv_status_newest"),
            models.Index(fields=["status", "waiting_since", "id"], name="conv_status_waiting"),
            _lane("assignee", "status", name="conv_mine_newest"),
            models.Index(fields=["assignee", "status", "waiting_since", "id"], name="conv_mine_waiting"),
            _lane(name="conv_all_newest", condition=~Q(status=SPAM)),
            models.Index(fields=["waiting_since", "id"], name="conv_all_waiting", condition=~Q(status=SPAM)),
            models.Index(fields=["status", "due_at", "id"], name="conv_status_due", condition=Q(due_at__isnull=False)),
            models.Index(fields=["inbox", "-last_activity_at", "-id"], name="conv_inbox_newest"),
            models.Index(fields=["contact", "-last_activity_at"], name="conv_contact"),
            _lane("inbox", "status", name="conv_inbox_status"),
            models.Index(fields=["inbox", "waiting_since", "id"], name="conv_inbox_waiting", condition=WAITED_FOR),
            models.Index(fields=["team", "-last_activity_at", "-id"], name="conv_team_newest", condition=OF_A_TEAM),
            _lane("team", "status", name="conv_team", condition=OF_A_TEAM),
            models.Index(fields=["snoozed_until"], name="conv_snoozed", condition=Q(status=SNOOZED)),
            _lane("language", "status", name="conv_language_newest"),
            # Few of each among many that are not.
            models.Index(fields=["merged_into"], name="conv_merged_into", condition=Q(merged_into__isnull=False)),
            models.Index(fields=["split_from"], name="conv_split_from", condition=Q(split_from__isnull=False)),
            models.Index(fields=["about_order"], name="conv_about_order", condition=Q(about_order__isnull=False)),
            models.Index(fields=["parent"], name="conv_parent", condition=Q(parent__isnull=False)),
            models.Index(fields=["contact", "id"], name="conv_remembered", condition=REMEMBERED),
        ]
        constraints = [
            models.CheckConstraint(condition=IS_STATUS, name="conv_status"),
            models.CheckConstraint(condition=Q(priority__in=list(PRIORITIES.values())), name="conv_priority"),
            models.CheckConstraint(
                condition=Q(status=SNOOZED, snoozed_until__isnull=False)
                | (~Q(status=SNOOZED) & Q(snoozed_until=None)),
                name="conv_snoozed_until",
            ),
            models.CheckConstraint(condition=Q(merged_into=None) | Q(status=MERGED), name="conv_merged"),
            models.CheckConstraint(condition=Q(rating=None) | Q(rating__gte=1, rating__lte=5), name="conv_rating"),
            models.CheckConstraint(
                condition=Q(complaint=COMPLAINT, complained_at__isnull=False)
                | Q(complaint__in=["", NO_COMPLAINT], complained_at=None),
                name="conv_complaint",
            ),
        ]

    def __str__(self) -> str:
        return f"conversation {self.reference}"

    @property
    def is_open(self) -> bool:
        return self.status == OPEN

    @property
    def customers_subject(self) -> str:
        """What its customer knows it by: the subject of their letters and ours."""
        return self.subject if self.first_subject is None else self.first_subject

    @property
    def priority_name(self) -> str:
        return next(name for name, value in PRIORITIES.items() if value == self.priority)

    def change(self, **fields: Any) -> None:
        """Write these fields and a new version, nothing else: two agents who change different things both keep
        their change. Whatever gives it another status takes it out of the bin."""
        if self.delete_at is not None and fields.get("status", BINNED) != BINNED:
            fields["delete_at"] = None
        update(Conversation, pk=self.pk, counts="version", **fields)
        self.version += 1
        for name, value in fields.items():
            setattr(self, name, value)


VIEWS = {
    "unassigned": lambda agent: Q(status=OPEN, assignee__isnull=True),
    "mine": lambda agent: Q(status=OPEN, assignee=agent),
    "team": lambda agent: Q(status=OPEN, team__in=Team.objects.filter(agents=agent)),
    "open": lambda agent: Q(status=OPEN),
    "due": lambda agent: Q(status=OPEN, due_at__isnull=False),
    "waiting": lambda agent: Q(status=WAITING),
    "snoozed": lambda agent: Q(status=SNOOZED),
    "resolved": lambda agent: Q(status=RESOLVED),
    "spam": lambda agent: Q(status=SPAM),
    "all": lambda agent: ~Q(status=SPAM) & ~Q(status__in=ELSEWHERE),
    "bin": lambda agent: Q(status=BINNED),
}


class Participant(models.Model):
    """Somebody who takes part in a conversation by mail.

    `is_trusted` is False for an address that came in by a mail whose sender was not authenticated or was new to the
    thread: it is shown with a warning and is sent nothing until an agent says so. `is_bystander`: took part when an
    agent said who the customer is, see `whose/`; what they write arrives, and answers do not go to them.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="participants")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=320)
    is_trusted = models.BooleanField(default=True)
    is_bystander = models.BooleanField(default=False, db_default=False)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "address"], name="participant_once")]

    def __str__(self) -> str:
        return f"participant {self.pk} of {self.conversation_id}"
