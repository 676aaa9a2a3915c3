"""Addresses as reports write them: in angle brackets, quoted, with a type before them, or as a route."""

import re

ADDRESS = re.compile(
    r"(?<![\w.+\-])((?:\"[^\"\n]{1,64}\"|[^\s<>()\[\]\\,;:\"|'`{}（）［］【】「」『』《》〈〉“”‘’：；，、。]{1,128})@(?:[A-Za-z0-9_](?:[\w\-]{0,62})(?:\.[\w\-]{1,63}){0,9}))"
)


def address_in(text: str) -> str:
    """The first mail address in a text, or ""."""
    found = ADDRESS.search(text[:2000])
    return found[1].rstrip(".") if found else ""


def address_of_field(value: str) -> str:
    """The address of a field like "rfc822; <a@b.example>"; "" when it names a program, a route or nothing."""
    value = value.partition(";")[2] if ";" in value[:40] else value
    value = value.strip()
    if value.startswith(("|", "@", '"|', "/")):
        return ""
    return address_in(value)
