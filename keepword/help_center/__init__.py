"""FACE for customers: the contact form and their own conversation."""
