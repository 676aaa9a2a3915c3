"""Saved views: the list, and one as a form with a line for each condition."""
