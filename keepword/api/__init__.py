"""FACE for programs: the REST API under /api/v1/, its description, and the pages that machines watch us by.

Nouns: problem (an error in words, RFC 9457), kept request (a create that may be repeated). No rules of its own: every
address composes the verbs of the rooms below.
"""
