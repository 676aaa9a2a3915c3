"""Who takes part: agents, teams and what they may see; contacts and the addresses that they are known by.

Nouns: agent, team, contact, identity, contact note. Verbs: identify, correct, note.
"""
