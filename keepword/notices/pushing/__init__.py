"""Web Push: words for a browser that only that browser can read (RFC 8030, 8188, 8291, 8292)."""
