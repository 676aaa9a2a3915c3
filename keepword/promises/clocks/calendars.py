"""Business time of a wait: by the calendar of its inbox or team."""

from datetime import datetime


def seconds(started_at: datetime, ended_at: datetime) -> int:
    """Calendar seconds, never below 0."""
    return max(0, int((ended_at - started_at).total_seconds()))
