"""Own fields: the list, and one to be set up, changed, moved or put away. Pages under /settings/fields."""
