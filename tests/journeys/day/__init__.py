"""One day of a shop: its people, and what happens from the morning to the next one, a file for each."""
