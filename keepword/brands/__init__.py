"""As whom we answer: the organisation, its brands, and the ways to reach them.

Nouns: organisation, brand, brand channel (an entry of the channel catalogue).
Verbs: add, change, move, remove, restore a channel.
Events: `channel.added`, `channel.changed`, `channel.moved`, `channel.removed`, `channel.restored`.
"""
