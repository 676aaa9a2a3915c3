"""The audit log: who saw, changed, took out or tried what. Pages under /settings/audit."""
