"""How a mail is written down: headers, encoded words, parameters, transfer encodings, charsets, parts, containers.

Pure functions over bytes that forgive what senders get wrong. Nothing here knows what a letter, a sender or a bounce
is: `parsing.py` one floor above asks these files and puts the answers together.
"""
