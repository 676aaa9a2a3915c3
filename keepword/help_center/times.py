"""Moments in words. Without a script in the organisation's time zone, which is named; with one in the reader's."""

from datetime import datetime

from django.utils.html import format_html
from django.utils.safestring import SafeString

from keepword.kit.full_dates import full_date
from keepword.kit.zones import zone_of


def moment(at: datetime, *, zone: str) -> SafeString:
    """Day and hour. `zone` is an IANA name."""
    local = at.astimezone(zone_of(zone))
    words = f"{full_date(local)}, {local:%H:%M} {local.tzname()}"
    return format_html('<local-time datetime="{}" data-style="moment">{}</local-time>', at.isoformat(), words)
