"""Screens of internal tasks: those of a conversation, one's own and those of one's teams."""
