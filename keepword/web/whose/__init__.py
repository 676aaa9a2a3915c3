"""Screens of saying whose a conversation is."""
