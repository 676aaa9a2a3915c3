"""FACE for agents: inbox, conversation, settings."""
