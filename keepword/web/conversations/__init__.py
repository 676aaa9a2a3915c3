"""Screens of conversations: the lists, one conversation, and what can be done with it."""
