"""Who works here, by program: their roles, what they can take, whether they are there."""
