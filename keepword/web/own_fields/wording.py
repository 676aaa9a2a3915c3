"""What own fields are called, and how a value reads."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keepword.conversations.fields.kinds import YES
from keepword.conversations.fields.knowing import Known
from keepword.kit.full_dates import full_date

ABOUT: dict[str, str | Promise] = {
    "contact": gettext_lazy("Customers"),
    "company": gettext_lazy("Companies"),
    "conversation": gettext_lazy("Conversations"),
}
KINDS: dict[str, str | Promise] = {
    "text": gettext_lazy("Text"),
    "long_text": gettext_lazy("Long text"),
    "number": gettext_lazy("Number"),
    "date": gettext_lazy("Date"),
    "yes_no": gettext_lazy("Yes or no"),
    "choice": gettext_lazy("One of a list"),
    "choices": gettext_lazy("Several of a list"),
    "url": gettext_lazy("Web address"),
    "email": gettext_lazy("E-mail address"),
    "phone": gettext_lazy("Telephone number"),
}
WRONG: dict[str, str | Promise] = {
    "required": gettext_lazy("This is needed."),
    "long": gettext_lazy("This is too long."),
    "number": gettext_lazy("Write a number, such as 12 or 12.5."),
    "thousands": gettext_lazy("Is this a thousand, or a part of one? Write it without a comma."),
    "large": gettext_lazy("This number is too large."),
    "date": gettext_lazy("Write a day as 2026-11-30."),
    "yes_no": gettext_lazy("Write yes or no."),
    "choice": gettext_lazy("Choose one that is in the list."),
    "url": gettext_lazy("Write the address of a web page, such as https://example.com."),
    "email": gettext_lazy("Write an e-mail address, such as ann@example.com."),
    "phone": gettext_lazy("Write a telephone number, such as +49 30 123456."),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A field as it is read. `values` are () while nothing is known; `link` opens the one value, "" for none."""

    name: str
    values: tuple[str, ...]
    link: str
    is_long: bool
    is_missing: bool


def row_of(known: Known) -> Row:
    kind = known.field.kind
    return Row(
        name=known.field.name,
        values=tuple(_read(text, kind=kind) for text in known.values),
        link=_link(known.values[0], kind=kind) if known.values else "",
        is_long=kind == "long_text",
        is_missing=known.field.is_required and not known.values,
    )


def _read(text: str, *, kind: str) -> str | SafeString:
    if kind == "yes_no":
        return _("Yes") if text == YES else _("No")
    if kind == "date":
        return full_date(date.fromisoformat(text))
    return text


def _link(text: str, *, kind: str) -> str:
    """Kept ones were checked when they were written: a page, never a script."""
    if kind == "url":
        return text
    if kind == "email":
        return f"mailto:{text}"
    return f"tel:{''.join(one for one in text if one.isdigit() or one == '+')}" if kind == "phone" else ""
