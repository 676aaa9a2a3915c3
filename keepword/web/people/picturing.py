"""A word as a picture that a phone reads (QR code)."""

from importlib import import_module

from markupsafe import Markup


def picture_of(words: str) -> Markup:
    """SVG to stand in a page, black on white also in the dark: some phones read no other. Loaded when it is needed."""
    made = import_module("segno").make(words, error="m", micro=False)
    return Markup(made.svg_inline(scale=5, border=3, light="#fff", svgclass="qr", omitsize=False))  # noqa: S704
