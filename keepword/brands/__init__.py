"""As whom we answer: the organisation and its brands.

Nouns: organisation, brand.
"""
