"""How one signs in, and where one is signed in: pages under /settings/security."""
