"""Service targets: the list in its order, and one as a form."""
