"""What a brand does for the world, in words and in figures: `writing.py` keeps the words, `counting.py` the figures,
`saying.py` fills both into what customers read, as {{mission.trees}} and {{counter.trees}}."""
