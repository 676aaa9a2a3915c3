"""Conversations that belong together: merge two, split one, link what is related, gather the cases of one problem.

Verbs: merge, unmerge, split, relate, part, gather, release, resolve_all.
"""
