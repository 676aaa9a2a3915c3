"""Tags: the list, and one to be renamed, coloured, merged or put away. Pages under /settings/tags."""
