"""What the law gives a person: to have all that we keep about them, and to be forgotten (GDPR 15, 17 and 20, PIPL 45
and 47, PIPA 35 and 36).

Nouns: erasure (the report of what was erased), file (all that is kept about one person).
Verbs: export, erase.
Events: `contact.erased`.
"""
