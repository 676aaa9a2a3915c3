"""Those who answer."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from keepword.events.actor import Actor
from keepword.hours.models import BusinessHours
from keepword.people.models.role import Role
from keepword.people.permissions import ADMINISTRATOR, AGENT, ALL, BUILT_IN, OWN, ROLE_WORDS, known

KEPT = "_kept_permissions"  # of the own role, where the agent was loaded together with them
MOST_CHATS = 20  # at once: nobody can hold a talk with more people than that
LONGEST_UNDO = 30  # seconds: longer than that and colleagues answer what is answered already


class Team(models.Model):
    name = models.CharField(max_length=80, unique=True)
    business_hours = models.ForeignKey(
        BusinessHours, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return self.name


class AgentQuerySet(models.QuerySet["Agent"]):
    def active(self) -> "AgentQuerySet":
        return self.filter(is_active=True)


class AgentManager(BaseUserManager["Agent"].from_queryset(AgentQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, username: str | None) -> "Agent":
        """Addresses are told apart without case: people type them as they like."""
        agent: Agent = self.get(email__iexact=username)
        return agent

    def create_user(self, email: str, *, name: str, password: str | None = None, **fields: Any) -> "Agent":
        agent: Agent = self.model(email=email.strip(), name=name.strip(), **fields)
        agent.set_password(password)
        agent.save(using=self._db)
        return agent


class Agent(AbstractBaseUser):
    """Somebody who signs in. `public_name` is what customers read when it is not empty (an alias, for safety), and
    `title` what stands with it under their letters ("Tea adviser").
    `role` is one of `permissions.BUILT_IN`, or OWN: then `own_role` says which.
    `languages` are those in which they answer customers, BCP 47; an empty list says nothing about it.
    `unread_notices` is kept right by `notices/counting.py`, so that no page has to count.
    `sessions_ended` counts how often all their sessions were ended from outside. `undo_seconds` is how long an answer
    of theirs can be taken back before it leaves.
    `takes_chats`: live chats ring for them, `most_chats` at once (None for as many as the house says); `screen_at` is
    the last sign of an open screen of who takes chats, `chat_rang_at` when one rang for them last.
    `photo`: the token of their picture, "" for none; `photo_with_alias`: it may stand beside another name than their
    own. To whom it is shown: `people/photos.py`."""

    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=120)
    public_name = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=120, blank=True, default="", db_default="")
    role = models.CharField(max_length=20, default=AGENT)
    own_role = models.ForeignKey(Role, null=True, blank=True, on_delete=models.PROTECT, related_name="agents")
    teams = models.ManyToManyField(Team, related_name="agents", blank=True)
    language = models.CharField(max_length=10, default="en")
    languages = models.JSONField(default=list, blank=True)
    time_zone = models.CharField(max_length=64, default="UTC")
    theme = models.CharField(max_length=10, default="system")
    is_active = models.BooleanField(default=True)
    sessions_ended = models.PositiveIntegerField(default=0)
    undo_seconds = models.PositiveSmallIntegerField(default=10, db_default=10)
    unread_notices = models.PositiveIntegerField(default=0, db_default=0)
    takes_chats = models.BooleanField(default=False, db_default=False)
    most_chats = models.PositiveSmallIntegerField(null=True, blank=True)
    screen_at = models.DateTimeField(null=True, blank=True)
    chat_rang_at = models.DateTimeField(null=True, blank=True)
    photo = models.CharField(max_length=40, blank=True, default="", db_default="")
    photo_with_alias = models.BooleanField(default=False, db_default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    business_hours = models.ForeignKey(
        BusinessHours, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects: ClassVar[AgentManager] = AgentManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="agent_email"),
            models.UniqueConstraint(fields=["photo"], condition=~Q(photo=""), name="agent_photo"),
            models.CheckConstraint(
                condition=Q(role__in=sorted(BUILT_IN), own_role__isnull=True) | Q(role=OWN, own_role__isnull=False),
                name="agent_role",
            ),
            models.CheckConstraint(condition=Q(undo_seconds__lte=LONGEST_UNDO), name="agent_undo_seconds"),
            models.CheckConstraint(
                condition=Q(most_chats__gte=1, most_chats__lte=MOST_CHATS), name="agent_most_chats"
            ),
            models.CheckConstraint(condition=Q(theme__in=["system", "light", "dark"]), name="agent_theme"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_administrator(self) -> bool:
        return self.role == ADMINISTRATOR

    def may(self, permission: str) -> bool:
        """Raises ValueError for what is no permission: a typing mistake must not pass as "no"."""
        if permission not in ALL:
            raise ValueError(permission)
        return permission in self.permissions

    @property
    def permissions(self) -> frozenset[str]:
        """A query for whoever holds an own role, unless they were recognised with it (`recognising.py`)."""
        if self.role != OWN:
            return BUILT_IN[self.role]
        return known(self._own_permissions())

    def _own_permissions(self) -> list[str]:
        kept: list[str] | None = self.__dict__.get(KEPT)
        if kept is None:
            kept = list(self.own_role.permissions) if self.own_role else []
        return kept

    @property
    def role_words(self) -> str:
        """The name of the role, as people read it."""
        return str(self.own_role) if self.own_role else str(ROLE_WORDS[self.role])

    @property
    def shown_name(self) -> str:
        """The name that customers read."""
        return self.public_name or self.name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What every session of the agent is sealed with: it changes with the password, and when an administrator
        ends all sessions."""
        if not self.sessions_ended:
            return super()._get_session_auth_hash(secret)  # type: ignore[misc]
        sealed = f"{self.password}.{self.sessions_ended}"
        return salted_hmac("keepword.people.sessions", sealed, secret=secret, algorithm="sha256").hexdigest()

    @property
    def as_actor(self) -> Actor:
        return Actor("agent", self.pk)
