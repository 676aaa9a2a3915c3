"""A note is put right where it stands, and taken back."""
