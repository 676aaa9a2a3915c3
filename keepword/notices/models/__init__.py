"""The nouns of this room, one file each."""

from keepword.notices.models.choices import Choices
from keepword.notices.models.device import Device, PushKey
from keepword.notices.models.notice import Notice

__all__ = ["Choices", "Device", "Notice", "PushKey"]
