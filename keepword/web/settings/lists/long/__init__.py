"""Files of hundreds of thousands of lines: kept in the database line by line, looked at and done in the background.

Nouns: a `ListFile` and its `ListLine`s. Verbs: keep, try, do, cancel, forget. Each line is gone once it is done; what
could not be done stays a week, to be taken out, mended and brought again.
"""
