"""Screens of single messages: as they were sent, their files, their delivery."""
