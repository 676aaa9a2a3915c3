"""What a customer may want to buy, handed to whoever knows about it, and what came of it. Without pushing: only when
they asked or agreed, and never again once they said so. It is an internal task with a kind, a ground and an outcome.

Verbs: hand over, decide. Facts: those of tasks, with `opportunity` and `outcome`.
"""
