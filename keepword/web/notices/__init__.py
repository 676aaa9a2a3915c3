"""What an agent is told in the page: the bell and the list behind it."""
