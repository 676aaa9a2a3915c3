"""Telling our own people what happened: in the page, on their desktop, by mail.

Nouns: a notice (one agent, one conversation, one kind, while it is unread), an agent's choices, a device. Verbs: tell,
read, choose, deliver. It records `notice.made`, `notice.read` (ids of agents whose screens look again),
`notice.queued` (a letter to write), `notice.failed` and `push.queued` (a device to tell).
"""
