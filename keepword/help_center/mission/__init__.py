"""What a brand does for the world, for the pages of its shop: /mission/<brand>.json and snippets."""
