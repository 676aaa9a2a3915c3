"""What happened on each channel, a day each: counted once, so that a report reads days and not people.

Nouns: tally (one channel of one inbox on one day). Verbs: count, keep, read.
"""
