"""What cannot wait until we open: who is on call (`on_call`), whether a customer is offered to call them (`offering`),
what follows when they do (`declaring`), and when nobody answers in time (`escalating`)."""
