"""FACE for programs."""
