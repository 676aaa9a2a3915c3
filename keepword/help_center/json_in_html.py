"""Data within a page, for whoever reads pages by machine."""

import json
from typing import Any

from django.utils.safestring import SafeString

# What would end the script element, or the line of old readers of JavaScript.
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def json_in_html(document: dict[str, Any]) -> SafeString:
    """JSON that is the same data inside of a script element, whatever its texts hold."""
    return SafeString(json.dumps(document, ensure_ascii=False).translate(_ESCAPES))
