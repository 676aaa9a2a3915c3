"""How much the search finds."""
