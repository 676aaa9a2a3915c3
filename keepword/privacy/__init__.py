"""What the law gives a person: to have all that we keep about them, and to be forgotten (GDPR 15, 17 and 20, PIPL 45
and 47, PIPA 35 and 36).

Nouns: erasure (the report of what was erased), file (all that is kept about one person), retention rule (how long
something is kept), run (the report of what it deleted), hold (what is kept whatever the rules say).
Verbs: export, erase, hold, release, delete, bring back; of rules: make, change, switch on and off.
Events: `contact.erased`, `conversation.held/released/deleted/brought_back/emptied`,
`retention.added/changed/switched_on/switched_off/removed/ran`.
"""
