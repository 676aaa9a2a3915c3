"""One act on many conversations: a selection, or a whole view.

Verbs: begin, run (in the background, row by row), cancel, undo. What cannot be done to one row is told of that row,
and stops no other.
"""
