"""The channel catalogue: how customers reach each brand. Pages of administrators under /settings/channels."""
