"""The work itself: inboxes, conversations, messages and notes.

Nouns: inbox, conversation, message, note, attachment, tag, macro.
Verbs: receive, reply, note, assign, resolve, reopen, snooze, tag, mark as spam.
"""
