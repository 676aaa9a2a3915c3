"""Pages about the people who write."""
