"""What colleagues ask of each other: a task has words, an owner (an agent or a team) and perhaps a time. Given,
changed, done and taken up again; what a customer was told would be raised comes back with its result (`raising`)."""
