"""What may be given here: limits and periods (`rules`), kinds and their words (`kinds`)."""
