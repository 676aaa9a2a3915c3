"""The nouns of this room, one file each."""
