"""The channel catalogue and the inboxes: which entry speaks of which inbox."""

from keepword.brands.models import NOT_SUPPORTED, SUPPORTED, Brand, BrandChannel, BrandChannelQuerySet
from keepword.brands.opening_hours import hours_of_brand
from keepword.conversations.models import Inbox
from keepword.conversations.opening_hours import hours_of_inbox
from keepword.hours.in_force import InForce, in_force
from keepword.kit.prepared import PreparedModels

MAIL, FORM, CHAT = "mail", "form", "chat"
KIND_OF_CHANNEL = {"email": MAIL}  # a conversation's word for the catalogue's; the others are the same word


def catalogue_of(brand: Brand) -> list[BrandChannel]:
    """What customers are told, in order. Until somebody writes a catalogue it is the form and the first address,
    for customers should know at once; those two are not saved."""
    listed = list(brand.channels.listed())
    for channel in listed:
        channel.brand = brand
    return listed or _first_day(brand)


def _first_day(brand: Brand) -> list[BrandChannel]:
    inbox = first_inbox(brand)
    if inbox is None:
        return []
    form = BrandChannel(brand=brand, kind=FORM, support=SUPPORTED)
    return [form, BrandChannel(brand=brand, kind=MAIL, address=inbox.address, support=SUPPORTED)]


def first_inbox(brand: Brand) -> Inbox | None:
    """Where the form and the chat of a brand lead."""
    # house: customers only write to it
    return Inbox.objects.filter(brand=brand).order_by("id").first()


def inbox_of(channel: BrandChannel) -> Inbox | None:
    """Where what comes by this channel arrives, None for a channel that does not end here."""
    if channel.kind in (FORM, CHAT):
        return first_inbox(channel.brand)
    if channel.kind == MAIL:
        # house: asked for its hours and its waits, not read
        return Inbox.objects.filter(brand_id=channel.brand_id, address__iexact=channel.address).first()
    return None


def hours_of_channel(channel: BrandChannel) -> InForce:
    """Its own, else those of the inbox that it leads to, else its brand's."""
    if channel.business_hours_id is not None:
        return in_force(channel.business_hours_id)
    inbox = inbox_of(channel)
    return hours_of_brand(channel.brand) if inbox is None else hours_of_inbox(inbox)


def entry_for(inbox: Inbox, *, channel: str) -> BrandChannel | None:
    """What the catalogue says of messages that come into this inbox by `channel` (a conversation's word). None when
    it says nothing: then it is supported, without a published time."""
    kind = KIND_OF_CHANNEL.get(channel, channel)
    entries = ENTRIES.rows(brand=inbox.brand_id, kind=kind)
    if kind == MAIL:
        entries = [one for one in entries if one.address.casefold() == inbox.address.casefold()]
    return entries[0] if entries else None


def is_supported(entry: BrandChannel | None) -> bool:
    return entry is None or entry.support != NOT_SUPPORTED


def _entries(brand: int, kind: str) -> BrandChannelQuerySet:
    return BrandChannel.objects.filter(brand_id=brand, kind=kind).listed().select_related("brand")


ENTRIES = PreparedModels(_entries)
