"""The nouns of this room, one file each."""

from keepword.promises.models.promise import Promise

__all__ = ["Promise"]
