"""Segments: groups of contacts by conditions that people can read, or by hand. Their rows lie in `people/models`.

Verbs: define, change, retire, bring back, put in, keep out, leave to the conditions. Facts: `segment.defined`,
`segment.changed`, `segment.retired`, `segment.brought_back`, `segment.chosen`. Who is in them is kept, not asked on a
page: `following.py` (who was touched), `walking.py` (everybody, a few at a time), `keeping.py` (what is written).
"""
