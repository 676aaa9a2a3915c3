"""Own fields of a contact and of a conversation: shown beside them, and written into."""
