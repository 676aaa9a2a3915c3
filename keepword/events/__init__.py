"""What happened: facts recorded with the change itself, handed on to reactions, and told to open screens.

Nouns: event, task (one fact for one reaction), bundle (tasks of one transaction). Verbs: record, react, announce.
"""
