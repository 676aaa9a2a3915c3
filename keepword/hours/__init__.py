"""When we are there: opening hours, holidays, and the arithmetic of business time.

Nouns: business hours, their versions, slot, holiday, exceptional day.
Verbs: define, change, rename, retire; who keeps them is said above, in `conversations/keeping_hours.py`.
Events: `hours.defined`, `hours.changed`, `hours.renamed`, `hours.retired`, `hours.kept`.
"""
