"""Whoever carries our mail away: an SMTP relay, or a provider with an interface of its own."""
