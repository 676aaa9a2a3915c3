"""Segments on the screens: the list, one with its people, its conditions as a form, and beside a contact."""
