"""What is known in own fields, as columns of a file about people or companies."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from keepword.conversations.fields.knowing import Known, fields_about
from keepword.conversations.fields.putting import Said, WrongValues, checked
from keepword.conversations.models.own_field import CONTACT, FieldValue, OwnField
from keepword.people.models import Company, Contact
from keepword.web.own_fields.wording import WRONG
from keepword.web.settings.lists.listed import Column, Wrong

OWN = "field:"


def columns(about: str) -> list[Column]:
    return [Column(f"{OWN}{one.key}", one.name) for one in fields_about(about)]


def values_of(rows: Sequence[Contact | Company], *, fields: Sequence[OwnField]) -> dict[int | None, list[str]]:
    """The cells of each row, by its id, in the order of `fields`. One query."""
    owner = CONTACT if rows and isinstance(rows[0], Contact) else "company"
    held: dict[tuple[int, int], list[str]] = defaultdict(list)
    known = FieldValue.objects.filter(**{f"{owner}__in": rows}, field__in=fields)  # house: of rows that they may know
    if fields and rows:
        for owner_id, field_id, text in known.order_by("id").values_list(f"{owner}_id", "field_id", "text"):
            held[owner_id, field_id].append(text)
    return {row.pk: [", ".join(held[row.pk, field.pk]) for field in fields] for row in rows}


def said_in(cells: Mapping[str, str], *, about: str) -> Said:
    """What the file says of own fields, checked; an empty cell says nothing. Raises Wrong."""
    asked = {one: cells.get(f"{OWN}{one.key}", "") for one in fields_about(about)}
    said = {one: text.split(",") if one.kind == "choices" else [text] for one, text in asked.items() if text}
    try:
        checked(said)
    except WrongValues as error:
        number, why = next(iter(error.why.items()))
        key = next(one.key for one in said if one.pk == number)
        raise Wrong(f"{OWN}{key}", str(WRONG[why])) from error
    return said


def as_cells(known: Iterable[Known]) -> dict[str, str]:
    return {f"{OWN}{one.field.key}": ", ".join(one.values) for one in known}


def as_kept(said: Said) -> dict[str, str]:
    """The cells as they would be kept."""
    return {f"{OWN}{one.key}": ", ".join(value.text for value in typed) for one, typed in checked(said).items()}
