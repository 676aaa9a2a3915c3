"""When we are there: opening hours, holidays, and the arithmetic of business time.

Nouns: business hours, their versions, slot, holiday, exceptional day.
Verbs: define, change, retire.
Events: `hours.defined`, `hours.changed`, `hours.retired`.
"""
