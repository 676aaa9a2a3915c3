"""Every time that a customer was told, and the service targets that we set ourselves.

Nouns: wait, SLA policy, target, clock, promise, published wait.
Verbs: start and stop a clock, promise, keep, renew, break, estimate.
"""
