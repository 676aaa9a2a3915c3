"""The ways to reach us for machines: schema.org's ContactPoint (https://schema.org/ContactPoint), as JSON-LD."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from django.utils.safestring import SafeString

from keepword.brands.channel_kinds import KINDS
from keepword.brands.models import Brand
from keepword.help_center.hours.structured import hours_available
from keepword.help_center.json_in_html import json_in_html
from keepword.help_center.reach.ways import Way


def structured(brand: Brand, *, ways: Sequence[Way], now: datetime, base: str) -> SafeString:
    """Only what is answered or watched, with the same hours as on /hours. `base` is the address of this site."""
    document = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": brand.name,
        "contactPoint": [_point(way, now=now, base=base) for way in ways if way.is_answered],
    }
    return json_in_html(document)


def _point(way: Way, *, now: datetime, base: str) -> dict[str, Any]:
    channel = way.channel
    point: dict[str, Any] = {
        "@type": "ContactPoint",
        "contactType": "customer support",
        "availableLanguage": channel.languages or [channel.brand.language],
    }
    if channel.kind == "mail":
        point["email"] = channel.address
    elif KINDS.get(channel.kind) and KINDS[channel.kind].shape == "number":
        point["telephone"] = channel.address
    elif way.link:
        point["url"] = urljoin(base, way.link)
    if way.in_force.version_id is not None:
        point["hoursAvailable"] = hours_available(way.in_force.hours, now=now)
    return point
