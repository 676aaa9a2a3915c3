"""What is no customer: learnt from what people mark, and kept out by sender.

Verbs: weigh (pure), learn (after a mark, in groups), filter (what arrives), block and unblock, restore.
"""
