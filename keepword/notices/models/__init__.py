"""The nouns of this room, one file each."""

from keepword.notices.models.choices import Choices
from keepword.notices.models.notice import Notice

__all__ = ["Choices", "Notice"]
