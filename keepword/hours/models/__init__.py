"""The nouns of this room, one file each."""

from keepword.hours.models.business_hours import BusinessHours, HoursVersion

__all__ = ["BusinessHours", "HoursVersion"]
