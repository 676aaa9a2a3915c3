"""What a mail shows about the one who sent it: what servers found out, whom it was forwarded for, whom it imitates.

Used by `keepword.channels.email.identity`, which puts it together.
"""
