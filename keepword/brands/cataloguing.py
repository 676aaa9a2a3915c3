"""Keep the catalogue of the ways to reach a brand: add, change, order, take off, put back."""

from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import IntegrityError, transaction
from django.db.models import Max

from keepword.brands.channel_kinds import KINDS
from keepword.brands.models import SUPPORT, SUPPORTED, Brand, BrandChannel
from keepword.events import log
from keepword.events.actor import Actor
from keepword.kit import clock
from keepword.kit.languages import code_of

MOST = 40  # entries of one brand: a page that helps nobody choose is none
_is_web_address = URLValidator(schemes=["http", "https"])


class BadEntry(ValueError):
    """What cannot stand in the catalogue. `field` says where, `why` is one of the words below."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(field, why)
        self.field, self.why = field, why


UNKNOWN, MISSING, TAKEN, TOO_MANY = "unknown", "missing", "taken", "too-many"


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in the catalogue, see BrandChannel."""

    kind: str
    address: str = ""
    link: str = ""
    support: str = SUPPORTED
    business_hours_id: int | None = None
    answer_seconds: int | None = None
    is_calendar_time: bool = False
    languages: tuple[str, ...] = ()
    note: str = ""

    def check(self) -> None:
        """Raises BadEntry at the first thing that cannot be."""
        if self.kind not in KINDS:
            raise BadEntry("kind", UNKNOWN)
        if KINDS[self.kind].needs_address and not (self.address.strip() or self.link):
            raise BadEntry("address", MISSING)
        if self.support not in SUPPORT:
            raise BadEntry("support", UNKNOWN)
        if self.answer_seconds is not None and not 0 < self.answer_seconds <= 366 * 86_400:
            raise BadEntry("answer_seconds", UNKNOWN)
        if any(code_of(tag) is None and not tag.replace("-", "").isalnum() for tag in self.languages):
            raise BadEntry("languages", UNKNOWN)
        self._check_link()

    def _check_link(self) -> None:
        """A press on our page must not run a script: web addresses only."""
        try:
            if self.link:
                _is_web_address(self.link)
        except ValidationError as error:
            raise BadEntry("link", UNKNOWN) from error


def entry_of(channel: BrandChannel) -> Entry:
    """What the catalogue says of it now, to be changed with `dataclasses.replace`."""
    names = {name: getattr(channel, name) for name in Entry.__slots__}
    return Entry(**names | {"languages": tuple(channel.languages)})


@transaction.atomic
def add(brand: Brand, *, entry: Entry, by: Actor) -> BrandChannel:
    """Put it at the end. Raises BadEntry."""
    entry.check()
    if brand.channels.listed().count() >= MOST:
        raise BadEntry("kind", TOO_MANY)
    last = brand.channels.aggregate(last=Max("place"))["last"]
    channel = BrandChannel(brand=brand, place=0 if last is None else last + 1, **_columns(entry))
    _save(channel)
    _tell("channel.added", channel=channel, by=by)
    return channel


@transaction.atomic
def change(channel: BrandChannel, *, entry: Entry, by: Actor) -> None:
    """Raises BadEntry. Nothing happens when nothing changes."""
    entry.check()
    if entry == entry_of(channel):
        return
    for name, value in _columns(entry).items():
        setattr(channel, name, value)
    _save(channel)
    _tell("channel.changed", channel=channel, by=by)


@transaction.atomic
def move(channel: BrandChannel, *, to: int, by: Actor) -> None:
    """To the place `to` of its brand's list, counted from 0; the others close up. Beyond the ends is at the end."""
    others = [one for one in _locked(channel.brand_id) if one.pk != channel.pk]
    others.insert(max(0, min(to, len(others))), channel)
    moved = [one for place, one in enumerate(others) if one.place != place]
    for place, one in enumerate(others):
        one.place = place
    BrandChannel.objects.bulk_update(moved, ["place"])
    if moved:
        _tell("channel.moved", channel=channel, by=by)


@transaction.atomic
def remove(channel: BrandChannel, *, by: Actor) -> None:
    """Off the catalogue; `restore` puts it back where it was."""
    if BrandChannel.objects.filter(pk=channel.pk, removed_at__isnull=True).update(removed_at=clock.now()):
        channel.refresh_from_db(fields=["removed_at"])
        _tell("channel.removed", channel=channel, by=by)


@transaction.atomic
def restore(channel: BrandChannel, *, by: Actor) -> None:
    """Raises BadEntry when the same way was added anew meanwhile."""
    if channel.removed_at is not None:
        channel.removed_at = None
        _save(channel)
        _tell("channel.restored", channel=channel, by=by)


def _locked(brand_id: int) -> list[BrandChannel]:
    return list(BrandChannel.objects.filter(brand_id=brand_id).listed().select_for_update())


def _columns(entry: Entry) -> dict[str, object]:
    return asdict(entry) | {"address": entry.address.strip(), "languages": list(entry.languages)}


def _save(channel: BrandChannel) -> None:
    try:
        with transaction.atomic():
            channel.save()
    except IntegrityError as error:
        raise BadEntry("address", TAKEN) from error


def _tell(name: str, *, channel: BrandChannel, by: Actor) -> None:
    log.record(name, actor=by, channel=channel.pk, brand=channel.brand_id, kind=channel.kind, support=channel.support)
