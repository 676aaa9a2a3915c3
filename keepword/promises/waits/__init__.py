"""How long will it take? Estimates from recent waits, and whether they held."""
