"""How long things are kept: pages under /settings/retention."""
