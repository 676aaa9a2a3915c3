"""What the figures of several rooms say together. It reads all of them and changes nothing of theirs.

Nouns: service of a channel, gap (between one channel and the others), drift (a gap that was told).
Verbs: measure, watch. Events: `channel.drifted`, `channel.recovered`.
"""
