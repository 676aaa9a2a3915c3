"""The contact form of a brand as a channel."""
