"""The nouns of this room, one file each."""

from keepword.promises.models.promise import Promise
from keepword.promises.models.wait import Wait

__all__ = ["Promise", "Wait"]
