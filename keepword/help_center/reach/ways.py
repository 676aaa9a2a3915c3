"""The ways to reach a brand as its customers read them, in the active language."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from keepword.brands.channel_kinds import label_of, link_of
from keepword.brands.models import NOT_SUPPORTED, Brand, BrandChannel
from keepword.brands.saying_channels import say_languages, say_support
from keepword.channels.chat.visiting import setup_of
from keepword.conversations.catalogue import CHAT, FORM, catalogue_of, hours_of_channel
from keepword.help_center.reach.answer_times import AnswerTime, answer_time_of
from keepword.help_center.reach.open_times import say_open_times
from keepword.hours.in_force import UNSET, InForce

ICONS = {
    "mail": "mail",
    "form": "form-input",
    "letter": "mail",
    "phone": "phone",
    "sms": "message-square",
}


@dataclass(frozen=True, slots=True)
class Way:
    """`link` is "" where a press opens nothing. `hours` is a sentence about now, "" where nobody answers; `in_force`
    is what it was made of."""

    channel: BrandChannel
    label: str
    icon: str
    link: str
    support: str
    hours: str
    answer: AnswerTime | None
    languages: str
    in_force: InForce

    @property
    def is_answered(self) -> bool:
        return self.channel.support != NOT_SUPPORTED


def ways_of(brand: Brand, *, now: datetime, zone: str, language: str) -> list[Way]:
    """In the order of the catalogue. `zone` is the reader's (IANA), "" while nobody knows it; `language` a tag."""
    return [_way(channel, now=now, zone=zone, language=language) for channel in catalogue_of(brand)]


def _way(channel: BrandChannel, *, now: datetime, zone: str, language: str) -> Way:
    is_answered = channel.support != NOT_SUPPORTED
    in_force = hours_of_channel(channel) if is_answered else UNSET
    return Way(
        channel=channel,
        label=label_of(channel.kind),
        icon=ICONS.get(channel.kind, "message-square"),
        link=_link(channel),
        support=say_support(channel.support),
        hours=say_open_times(in_force, now=now, zone=zone, language=language) if is_answered else "",
        answer=(
            answer_time_of(channel, in_force=in_force, now=now, zone=zone, language=language) if is_answered else None
        ),
        languages=say_languages(channel.languages or [channel.brand.language]),
        in_force=in_force,
    )


def _link(channel: BrandChannel) -> str:
    if channel.kind == FORM:
        return channel.link or reverse("help:brand-contact", args=[channel.brand.slug])
    if channel.kind == CHAT and not channel.link and setup_of(channel.brand).is_on:
        return reverse("widget:page", args=[channel.brand.slug])
    return link_of(channel.kind, address=channel.address, given=channel.link)
