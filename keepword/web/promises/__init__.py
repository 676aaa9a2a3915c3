"""The ledger on screen: who owes what to whom, and how often we keep our word."""
