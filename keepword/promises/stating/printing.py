"""What a text promises, one JSON object a line: for whoever wants to see it without a desk."""

import json
from collections.abc import Iterator
from datetime import datetime

from keepword.kit.zones import zone_of
from keepword.promises.stating.finding import find


def lines(text: str, *, now: datetime, zone: str, language: str) -> Iterator[str]:
    """`local` is the instant on the customer's clock."""
    for one in find(text, now=now, zone=zone, language=language):
        told = {
            "what": one.what,
            "text": one.text,
            "due_at": one.due_at.isoformat(),
            "local": one.due_at.astimezone(zone_of(zone)).isoformat(),
            "confidence": one.confidence,
            "language": one.language,
            "start": one.start,
            "end": one.end,
        }
        yield json.dumps(told, ensure_ascii=False)
