"""Roles: what each may do, who has it, and those that the organisation made itself. Pages under /settings/roles."""
