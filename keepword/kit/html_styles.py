"""Which styles of a stranger's mail stay: those that cannot leave the message and load nothing."""

import re

_STYLES = frozenset({
    "color", "background-color", "font", "font-family", "font-size", "font-style", "font-variant", "font-weight",
    "line-height", "letter-spacing", "word-spacing", "text-align", "text-decoration", "text-decoration-line",
    "text-decoration-color", "text-decoration-style", "text-transform", "text-indent", "vertical-align",
    "white-space", "word-break", "word-wrap", "overflow-wrap", "direction", "unicode-bidi", "width", "max-width",
    "min-width", "height", "max-height", "min-height", "margin", "margin-top", "margin-right", "margin-bottom",
    "margin-left", "padding", "padding-top", "padding-right", "padding-bottom", "padding-left", "border",
    "border-top", "border-right", "border-bottom", "border-left", "border-width", "border-style", "border-color",
    "border-radius", "border-collapse", "border-spacing", "border-top-width", "border-top-style",
    "border-top-color", "border-right-width", "border-right-style", "border-right-color", "border-bottom-width",
    "border-bottom-style", "border-bottom-color", "border-left-width", "border-left-style", "border-left-color",
    "display", "float", "clear", "table-layout", "list-style-type", "list-style-position", "caption-side",
    "empty-cells", "overflow",
})  # fmt: skip
# Words, numbers with units, colours, quoted font names. No brackets but those of colours: no url(), var() or
# expression(); no backslash, so nothing is spelled in escapes; no minus before a number, so nothing leaves its place.
_PLAIN_VALUE = re.compile(
    r"(?:[\w%.#+'\",/ ]|(?<=\w)-|(?<=[ ,])-(?=[a-z])|^-(?=[a-z])|(?:rgb|hsl)a?\([\d., %/]{1,60}\)){1,300}"
    r"(?: ?!important)?",
    re.IGNORECASE,
)
_COLOUR = re.compile(r"#[0-9a-f]{3,8}|[a-z]{3,30}|(?:rgb|hsl)a?\([\d., %/]{1,60}\)", re.IGNORECASE)
_DISPLAYS = frozenset({
    "block", "inline", "inline-block", "none", "list-item", "table", "table-row", "table-cell", "table-row-group",
    "inline-table", "table-header-group", "table-footer-group", "table-column", "table-column-group",
    "table-caption",
})  # fmt: skip


def safe_style(written: str) -> str:
    """The declarations of a `style` attribute that may stay, "" for none."""
    if "/*" in written or "\\" in written:
        return ""
    kept = (_declaration(each) for each in written.split(";")[:100])
    return ";".join(each for each in kept if each)


def _declaration(written: str) -> str:
    name, colon, value = written.partition(":")
    name, value = name.strip().lower(), " ".join(value.split())
    if name == "background" and _COLOUR.fullmatch(value):
        name = "background-color"
    if not colon or name not in _STYLES or not _PLAIN_VALUE.fullmatch(value):
        return ""
    if name == "display" and value.split(" ")[0].lower() not in _DISPLAYS:
        return ""
    if re.search(r"\d{5}", value):
        return ""  # a hundred thousand pixels are a way to hide something
    return f"{name}:{value}"
