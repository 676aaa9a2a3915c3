"""How we serve: what we promise our customers, our goals, our rules, and what to do when in doubt. For all who answer.

Nouns: wording (one version of one part in one language), goal (a sentence, a figure, a date), reading (who read how
far), care (who looks after it, and when it is looked at again). Verbs: write, set, drop, read, entrust.
Events: `principle.written`, `principle.entrusted`, `principle.review_due`, `goal.set`, `goal.changed`, `goal.dropped`.
"""
