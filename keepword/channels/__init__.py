"""How words travel: one folder a channel, each ending in the same `Inbound` and beginning with the same `deliver`."""
