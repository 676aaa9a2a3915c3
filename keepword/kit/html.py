"""HTML that came from outside: reading it as text, and making it safe to show. And text of ours as HTML."""

from keepword.kit.html_from_text import from_text
from keepword.kit.html_safe import make_safe
from keepword.kit.html_text import to_text

__all__ = ["from_text", "make_safe", "to_text"]
