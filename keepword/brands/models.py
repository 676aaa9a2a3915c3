"""As whom we answer."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from keepword.hours.models import BusinessHours

SENDER_NAMES = ["person_at_brand", "person", "brand"]
WARM, PLAIN, FORMAL = "warm", "plain", "formal"
VOICES = [WARM, PLAIN, FORMAL]


class Organisation(models.Model):
    """The one organisation of this database."""

    name = models.CharField(max_length=120)
    language = models.CharField(max_length=10, default="en")
    time_zone = models.CharField(max_length=64, default="UTC")
    created_at = models.DateTimeField()
    business_hours = models.ForeignKey(
        BusinessHours, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="organisation_is_one")]

    def __str__(self) -> str:
        return self.name


class Brand(models.Model):
    """A name under which customers know us. `accent` is a colour as #rrggbb, "" for ours.

    `sender_name`: "Mina at Brand", "Mina" or "Brand" stands before the address of what we send. `voice` is how our
    own words sound where nobody wrote others: "warm" (as one talks to a guest), "plain" or "formal".
    `shows_photos`: customers see those of our people, where they read the name of a person.
    `has_own_fields`: conversations of this brand have fields of one's own (conversations/fields/ writes it).
    `has_gifts`: agents may give something to its customers (care/ writes it).
    """

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    language = models.CharField(max_length=10, default="en")
    accent = models.CharField(max_length=7, blank=True)
    sender_name = models.CharField(max_length=20, default="person_at_brand")
    signature = models.TextField(blank=True)
    voice = models.CharField(max_length=10, default=WARM)
    shows_photos = models.BooleanField(default=False, db_default=False)
    has_own_fields = models.BooleanField(default=False, db_default=False)
    has_gifts = models.BooleanField(default=False, db_default=False)
    business_hours = models.ForeignKey(
        BusinessHours, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(sender_name__in=SENDER_NAMES), name="brand_sender_name"),
            models.CheckConstraint(condition=Q(voice__in=VOICES), name="brand_voice"),
        ]

    def __str__(self) -> str:
        return self.name


SUPPORTED, WATCHED, NOT_SUPPORTED = "supported", "watched", "not_supported"
SUPPORT = [SUPPORTED, WATCHED, NOT_SUPPORTED]


class BrandChannelQuerySet(models.QuerySet["BrandChannel"]):
    def listed(self) -> Self:
        """Those that customers see, in the order that the brand wants."""
        return self.filter(removed_at__isnull=True).order_by("place", "id")


class BrandChannel(models.Model):
    """One way to reach a brand, as its customers are told: an entry of the channel catalogue.

    `kind` is one of `brands.channel_kinds.KINDS`. `address` is a mail address, a number or a handle; `link` goes
    before the link that is made of it. `support`: "supported", "watched" (read, but others are answered first) or
    "not_supported" (who writes there is told where else). `answer_seconds`: the published answer time, in business
    time unless `is_calendar_time`; None to publish the live estimate. `languages`: BCP 47, empty for the brand's.
    `business_hours`: its own, None for those of its inbox or brand. `removed_at`: taken off the catalogue, and may be
    put back.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="channels")
    kind = models.CharField(max_length=20)
    address = models.CharField(max_length=320, blank=True)
    link = models.URLField(max_length=500, blank=True)
    support = models.CharField(max_length=20, default=SUPPORTED)
    answer_seconds = models.PositiveIntegerField(null=True)
    is_calendar_time = models.BooleanField(default=False)
    languages = models.JSONField(default=list, blank=True)
    business_hours = models.ForeignKey(BusinessHours, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    place = models.PositiveSmallIntegerField(default=0)
    removed_at = models.DateTimeField(null=True)

    objects = BrandChannelQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "brand",
                "kind",
                Lower("address"),
                condition=Q(removed_at__isnull=True),
                name="brand_channel_once",
            ),
            models.CheckConstraint(condition=Q(support__in=SUPPORT), name="brand_channel_support"),
            models.CheckConstraint(
                condition=Q(answer_seconds__isnull=True) | Q(answer_seconds__gt=0), name="brand_channel_answer_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} of brand {self.brand_id}"


ITEM, ORDER, SOLVED, HAND = "item", "order", "solved", "hand"
PER = [ITEM, ORDER, SOLVED, HAND]


class MissionText(models.Model):
    """What a brand does for the world, in one language, under a short `name`: "trees". Used wherever words are filled
    in, see `mission/`."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(max_length=30)
    language = models.CharField(max_length=20)
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brand", "name", "language"], name="mission_text_once")]

    def __str__(self) -> str:
        return f"mission {self.name} of brand {self.brand_id}"


class Counter(models.Model):
    """How much it has become. `step` is added for each item that was bought, each order, each solved conversation, or
    nothing by itself ("hand"). What happened before `made_at` is not counted. `shop` narrows orders, "" for all.
    `is_public`: any page of the world may ask for it. `total` is the sum of its `Counted`."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(max_length=30)
    per = models.CharField(max_length=10, default=HAND)
    step = models.PositiveIntegerField(default=1)
    shop = models.CharField(max_length=60, blank=True, default="")
    is_public = models.BooleanField(default=False)
    total = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "name"], name="counter_once"),
            models.CheckConstraint(condition=Q(per__in=PER), name="counter_per"),
            models.CheckConstraint(condition=Q(step__gte=1), name="counter_step"),
        ]

    def __str__(self) -> str:
        return f"counter {self.name} of brand {self.brand_id}"


class Counted(models.Model):
    """What one `source` adds: "order:12", "conversation:7", "hand:…", "api:…". Once each, whatever is told twice; what
    is taken back adds nothing any more. `on` is the day on which it first counted, UTC."""

    counter = models.ForeignKey(Counter, on_delete=models.CASCADE, related_name="+", db_index=False)
    source = models.CharField(max_length=120)
    amount = models.BigIntegerField()
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["counter", "source"], name="counted_once")]
        indexes = [models.Index(fields=["counter", "-on"], name="counted_by_day")]

    def __str__(self) -> str:
        return f"{self.source} in counter {self.counter_id}"
