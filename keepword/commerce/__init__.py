"""What people bought, and where they stand in a loyalty programme. Shops know it better: this is what they told us.

Nouns: order, line (so many of one thing), membership (in a programme: tier, points, rewards), customer (the figures of
one contact, kept with every change), spending (the same by currency).
Verbs: take in, enrol, give to (another person), count, recognise. Events: `order.placed`, `order.updated`,
`loyalty.joined`, `loyalty.updated`.
"""
