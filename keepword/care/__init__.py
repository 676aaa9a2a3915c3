"""What an agent may give a customer by themselves, and what needs a word of somebody else.

Nouns: a gift (a refund, a discount, store credit, a replacement, or what an organisation calls its own), its kind, a
limit (of a role: for one gift, for a customer, for an agent), rules (one row: currency, periods). Money is whole
numbers of the smallest unit of the currency, see `kit/money.py`.
Verbs: arrange, give, approve, decline, withdraw, take back, carry out. Events: `gifts.arranged`, `gift_kind.changed`,
`gift.given`, `gift.asked`, `gift.approved`, `gift.declined`, `gift.waiting`, `gift.withdrawn`, `gift.taken_back`,
`gift.carried_out`, `gift.not_carried_out`.
"""
