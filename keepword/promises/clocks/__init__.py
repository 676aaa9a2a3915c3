"""How long did they wait, and did we meet our own targets? Waits, SLA policies, clocks."""
