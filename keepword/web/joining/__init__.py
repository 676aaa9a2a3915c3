"""Screens on which conversations are merged, split, linked and gathered."""
