"""How long what is kept: rules that the installation sets, and what they delete. Decision 0030."""
