"""Every address by which an agent, or a program with an agent's token, could be told something."""

import io
import re
import zipfile
from collections.abc import Iterator

from tests.journeys.day.people import DAVE, Day
from tests.journeys.desk import Desk
from tests.safety.addresses import ADMINISTRATOR, AGENT, GUARDED, of

ASKED = {"search": "q", "contacts": "q", "companies": "q", "palette": "q"}
WORDS = ("envelope", "customer", "lantern", "nari", "from:nari", "has:attachment")
VIEWS = ("unassigned", "mine", "open", "waiting", "snoozed", "resolved", "all", "spam")
CHANNEL, BASIS = "email", "told"
NUMBER = re.compile(r"{[^}]*}")


def lists() -> Iterator[str]:
    """Those that name nothing in particular, and each way to search with words that are no secret."""
    for address in of(AGENT, ADMINISTRATOR):
        if "<int:" not in address.route:
            views = VIEWS if "<slug:view>" in address.route else ("",)
            yield from (_filled(address.route, view=view) for view in views)
    yield from (f"/{route}?{name}={word}" for route, name in ASKED.items() for word in WORDS)


def about(*, conversation: int, contact: int) -> Iterator[str]:
    """Those that name one thing, with these numbers, whatever else may bear them."""
    for address in of(GUARDED, AGENT, ADMINISTRATOR):
        if "<int:number>" in address.route and "sign-in" not in address.route:
            yield _filled(address.route, number=contact if address.route.startswith("contacts/") else conversation)
    yield f"/contacts/{contact}/file?notes=yes"


def _filled(route: str, *, view: str = "", number: int = 0) -> str:
    places = {"<slug:view>": view, "<int:number>": number, "<slug:basis>": BASIS, "<slug:channel>": CHANNEL}
    for place, value in places.items():
        route = route.replace(place, str(value))
    return f"/{route}"


def opened(desk: Desk, path: str) -> bytes:
    """What comes to the browser of that agent; of an archive what is in it."""
    if path == "/sign-out":
        return b""
    answer = desk.page.context.request.get(f"{desk.url}{path}")
    assert answer.status < 500, (path, answer.status)
    body = answer.body()
    return b"".join(_unpacked(body)) if body.startswith(b"PK") else body


def _unpacked(archive: bytes) -> Iterator[bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as file:
        for name in file.namelist():
            yield name.encode() + file.read(name)


def of_the_api(day: Day, *, conversation: int, contact: int) -> Iterator[str]:
    """Everything that can be read there."""
    for path, acts in day.api("/openapi.json")["paths"].items():
        if "get" in acts:
            number = contact if path.startswith("/api/v1/contacts") else conversation
            yield NUMBER.sub(str(number), path.removeprefix("/api/v1"))
    yield from (f"{path}?q={word}" for path in ("/search", "/conversations") for word in WORDS)


def asked(day: Day, path: str) -> bytes:
    answer = day.ask(path, by=DAVE)
    assert answer.status_code < 500, (path, answer.status_code)
    return answer.content
