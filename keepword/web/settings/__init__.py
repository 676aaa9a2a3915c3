"""Screens where the work is arranged, and where one sees what went wrong."""
