"""Made-up teams and customers, to try estimates on: pure, and the same for the same seed.

Nouns: world (hours, channels, staff, special days), arrival, shift. Waits follow from people working through a queue,
never from a formula that the estimates could know.
"""
