"""What Keepword promises about safety, asked of the whole product: see `docs/security.md`."""
