"""One person under several addresses: made one by an agent's act, never by itself, and two again when it was wrong.

Verbs: merge, unmerge, tell apart. Events: `contact.merged`, `contact.unmerged`, `contact.told_apart`.
"""
