"""The event log of a conversation in words: `lines.py` reads it, one file for each kind of fact has the sentences."""
