"""Whether anybody is there now, and when next: the same words as everywhere."""

from datetime import datetime

from keepword.brands.models import BrandChannel


def say_open_times(channel: BrandChannel, *, now: datetime, zone: str, language: str) -> str:
    return ""
