"""What was aimed at and what was promised: who owes what to whom, and how often we keep our word."""
