"""FACE for visitors: the chat on a shop's page, and on a page of its own."""
