"""Signatures: what stands under letters, by brand, team and language. Pages under /settings/signatures."""
