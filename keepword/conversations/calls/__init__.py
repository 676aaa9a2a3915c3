"""What was said on the telephone, or anywhere else outside: a call is kept as a message of its own kind (`Call`), in
the conversation that it was about or in one that begins with it (`beginning`, `keeping`, `reading`)."""
