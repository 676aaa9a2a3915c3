"""Measure speed: the real program as its users start it, by real HTTP and SMTP, beside the limit of the possible.

Server CPU is what the server's process used for one request, so that a busy machine changes it little; wall time is
what a client waited.
"""
