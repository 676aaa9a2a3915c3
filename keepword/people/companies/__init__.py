"""Companies: a name, domains, a note, and the people who belong to it (at most one company each).

Verbs: define, change, belong. Events: `company.defined`, `company.changed`, `contact.joined_company`,
`contact.left_company`.
"""
