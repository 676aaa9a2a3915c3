"""Roles that an organisation makes for itself: a name, and what whoever holds it may do.

Verbs: make, change, remove, restore.
"""
