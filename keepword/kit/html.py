"""HTML that came from outside: reading it as text, and making it safe to show."""

from keepword.kit.html_text import to_text

__all__ = ["to_text"]
