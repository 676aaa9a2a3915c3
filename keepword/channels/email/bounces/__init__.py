"""What comes back: reports about mail that we sent, read from any of the many ways in which servers write them.

Nouns: a failure (one recipient, as the report put it), a reason (one word of a closed list), a bounce (what we make
of a failure, see `keepword.channels.email.mail.Bounce`). Pure functions over a parsed message: no database, no clock.
"""
