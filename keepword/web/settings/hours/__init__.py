"""Screens where opening hours are set: the list, one calendar, who keeps it."""
