"""Whose conversation is it? A colleague, a partner, a shop's form or a relative sent it in: an agent says who
the customer is, who is answered from then on.

Nouns: customer (`Conversation.contact`), bystander (`Participant.is_bystander`). Verbs: put right, take back. Event:
`conversation.contact_changed`.
"""
