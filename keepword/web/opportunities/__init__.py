"""Opportunities on the screens: handed over from a conversation, decided, and listed with their age."""
