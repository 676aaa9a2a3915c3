"""What happened: facts recorded in the same transaction as the change, handed on to reactions, and told to open screens.

Nouns: event, task (one fact for one reaction). Verbs: record, react, announce.
"""
