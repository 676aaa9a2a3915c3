"""A list whose lines are checked by the form of its page, so that a file is taken no more easily than a person."""

from collections.abc import Mapping

from django.http import QueryDict

from keepword.web.fields import DeskForm
from keepword.web.settings.lists.listed import Wrong


def filled(values: Mapping[str, object]) -> QueryDict:
    """As a browser would send it; a list as several values of one name."""
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(name, [str(one) for one in value] if isinstance(value, list) else [str(value)])
    return data


def demand_valid(form: DeskForm, *, columns: Mapping[str, str] | None = None) -> None:
    """`columns` names the columns that are called otherwise than in the form. Raises Wrong for the first complaint."""
    for name, complaints in form.errors.items():
        column = (columns or {}).get(name, "" if name == "__all__" else name)
        raise Wrong(column, " ".join(str(one) for one in complaints))
