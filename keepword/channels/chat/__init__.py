"""Live chat as a channel: a visitor of a page writes, and reads what a person answers, as it is written.

Nouns: setup (of a brand), ticket (what a visitor's page holds), visit, posted (a reply that lies ready for the page).
Verbs: say, read, introduce, post, confirm, end. Facts: `chat.arranged`, `visitor.introduced`, `visitor.ended`.
"""
