"""What is being written, and what was sent and has not left: saving, files, taking back, other times."""
