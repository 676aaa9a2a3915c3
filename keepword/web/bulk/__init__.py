"""Many conversations at once: what can be done, how far it is, and the way back."""
