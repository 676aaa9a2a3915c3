"""How people say times, one file for each language."""
