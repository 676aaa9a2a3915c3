"""Pages about the companies that people write for."""
