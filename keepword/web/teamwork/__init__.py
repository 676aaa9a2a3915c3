"""Screens of working together: who can be called, one's mentions, who follows."""
