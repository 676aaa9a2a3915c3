"""The three carriers of changes between processes, one file each: `announce_on_commit(changes)` and `follow(stopped)`.

Only the one that is used is imported: the clients of Redis and PostgreSQL take some 15 MB of a small machine.
"""
