"""Macros: the list, and one as a form."""
