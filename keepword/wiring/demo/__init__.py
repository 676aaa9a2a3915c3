"""Demo worlds: made from a seed, so that the same seed is the same world."""
