"""Those who write, and the addresses that they are known by."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from keepword.events.actor import Actor
from keepword.people.models.agent import Agent
from keepword.people.models.company import Company


class Contact(models.Model):
    """A person who writes to us. `language` is BCP 47, "" while unknown. `time_zone` is the IANA name of where they
    seemed to be when they last wrote, "" while nobody can tell: a guess, so say it with every time, unless
    `is_zone_certain`: then somebody said so, and no mail changes it. `note` is what works for this customer, in plain
    text for colleagues, see `noting.py`. `merged_into` is the same person's row that goes on, None for most: such a
    row holds nothing any more but what it was, see `merging/`. `erased_at` is when all that was known of them was
    forgotten. `is_customer`: there is an order or a membership of theirs, written by `commerce`; who reads the row
    asks no further where there is none. `in_segments`: they are in one at least.
    `no_offers_since`: they want to be offered nothing, see `offering.py`; None for most."""

    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=20, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)
    is_zone_certain = models.BooleanField(default=False, db_default=False)
    note = models.TextField(blank=True, default="", db_default="")
    created_at = models.DateTimeField()
    company = models.ForeignKey(Company, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    erased_at = models.DateTimeField(null=True, blank=True)
    is_customer = models.BooleanField(default=False, db_default=False)
    no_offers_since = models.DateTimeField(null=True, blank=True)
    in_segments = models.BooleanField(default=False, db_default=False)

    class Meta:
        indexes = [
            models.Index(Lower("name"), name="contact_name"),
            models.Index(fields=["company", "id"], name="contact_company", condition=Q(company__isnull=False)),
            models.Index(fields=["merged_into"], name="contact_merged", condition=Q(merged_into__isnull=False)),
            models.Index(fields=["time_zone"], name="contact_zone"),  # of a country, see conversations/views
        ]
        constraints = [models.CheckConstraint(condition=~Q(merged_into=F("id")), name="contact_not_into_itself")]

    def __str__(self) -> str:
        return self.name or f"contact {self.pk}"

    @property
    def as_actor(self) -> Actor:
        return Actor("contact", self.pk)


class ContactNote(models.Model):
    """One version of the note on a contact; the newest is the one that stands. `by` is None for somebody who is gone,
    or a program."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(blank=True)
    by = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"note {self.pk} on contact {self.contact_id}"


class DomainOf(models.Func):
    """What stands behind the @ of an address; the whole of what has none."""

    template = "SUBSTR(%(expressions)s, INSTR(%(expressions)s, '@') + 1)"
    output_field = models.CharField()

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        template = "SUBSTR(%(expressions)s, STRPOS(%(expressions)s, '@') + 1)"
        return self.as_sql(compiler, connection, template=template)


class MailboxOf(models.Func):
    """What stands before the @ of an address, without what some people add behind a plus."""

    template = (
        "SUBSTR(SUBSTR(%(expressions)s, 1, INSTR(%(expressions)s || '@', '@') - 1), 1, "
        "INSTR(SUBSTR(%(expressions)s, 1, INSTR(%(expressions)s || '@', '@') - 1) || '+', '+') - 1)"
    )
    output_field = models.CharField()

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        return self.as_sql(compiler, connection, template="SPLIT_PART(SPLIT_PART(%(expressions)s, '@', 1), '+', 1)")


class Identity(models.Model):
    """One address of one contact. An e-mail address is folded to lower case whole: nobody keeps Ann@ and ann@ apart.

    `died_at` is when mail to it came back for good. `within` is 0 for an address that is a person's own. Else it is
    the id of the inbox (they stand above) that wrote to it and heard nothing yet: its contact stands for whoever that
    is, and holds nothing but what this inbox knows, see `addressees.py`.
    """

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="identities")
    kind = models.CharField(max_length=20, default="email")
    value = models.CharField(max_length=320)
    died_at = models.DateTimeField(null=True, blank=True)
    within = models.BigIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "value", "within"], name="identity_once_within"),
            models.CheckConstraint(condition=~Q(value=""), name="identity_not_empty"),
        ]
        indexes = [
            models.Index(DomainOf("value"), name="identity_domain"),  # in the words of views/meaning.py
            models.Index(MailboxOf("value"), name="identity_mailbox"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of contact {self.contact_id}"
