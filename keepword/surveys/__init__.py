"""How was it? What customers say of our help, after it was given.

Nouns: asking (whether and when a brand asks), survey (one question to one person about one conversation), score (1 to
5), CSAT (the share of 4 and 5 among the answers).
Verbs: plan, ask, answer. Events: `survey.arranged`, `survey.asked`, `survey.answered`.
"""
