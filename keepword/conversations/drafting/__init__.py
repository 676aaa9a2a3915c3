"""What is written and has not left: drafts on the server, the pause in which an answer can be taken back, and answers
that leave later.

Until it leaves, an answer is a draft: no message, no clock that stops, no promise, nothing that a macro does. All of
it happens in one transaction when it leaves, so taking it back undoes nothing. See docs/decisions/0018.
"""
