"""A long file that somebody brought, and has looked at."""

from keepword.kit import clock, tokens
from keepword.people.models import Agent, ListFile, ListLine
from keepword.people.models.list_file import TRIED


def long_file(*, by: Agent) -> ListFile:
    made = ListFile.objects.create(
        into="contacts", by=by, at=clock.now(), language="en", columns=["address", "name"], form=tokens.unguessable(),
        state=TRIED, counts={"lines": 2, "add": 1, "wrong": 1},
    )  # fmt: skip
    ListLine.objects.create(
        file=made, number=2, key="2", cells=["long@customer.example", "Long"], act="add", words="Long"
    )
    ListLine.objects.create(
        file=made, number=3, key="3", cells=["nobody", ""], column="address", why="Not an address."
    )
    return made
