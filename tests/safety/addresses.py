"""Every address of the product with its rule: who may come, and what everybody else gets.

An address without a rule fails a test, so that nobody adds one without saying whose it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

ANYBODY, LINK, AGENT, ADMINISTRATOR, GUARDED, PROGRAM, PROVIDER = (
    "anybody", "whoever holds the link", "every agent", "administrators", "agents of the inbox", "whoever has a token",
    "whoever proves to be our provider",
)  # fmt: skip

RULES = {
    # Anybody: the door, the first day, the contact form, and what watches the process.
    "sign-in": ANYBODY,
    "setup": ANYBODY,
    "contact": ANYBODY,
    "contact/<slug:slug>": ANYBODY,
    "contact/<slug:slug>/accent.css": ANYBODY,
    "reach/<slug:slug>": ANYBODY,
    "hours/<slug:slug>": ANYBODY,
    "hours/<slug:slug>.json": ANYBODY,
    "hours/<slug:slug>.ics": ANYBODY,
    "hours/<slug:slug>/snippet.js": ANYBODY,
    "hours/<slug:slug>/snippet.html": ANYBODY,
    "healthz": ANYBODY,
    "readyz": ANYBODY,
    "metrics": ANYBODY,
    "api/v1/openapi.json": ANYBODY,
    "^api(?:/|$)": ANYBODY,
    # Our mail provider: api/tests/test_hooks.py.
    "hooks/mail/<slug:provider>/inbound": PROVIDER,
    "hooks/mail/<slug:provider>/tracking": PROVIDER,
    # Customers.
    "contact/received/<str:receipt>": LINK,
    "c/<str:link>": LINK,
    "c/<str:link>/link": LINK,
    "c/<str:link>/files/<str:token>": LINK,
    # Agents, all of them: lists show each only what is theirs.
    "": AGENT,
    "sign-out": AGENT,
    "inbox/<slug:view>": AGENT,
    "search": AGENT,
    "tags": AGENT,
    "reports/coverage": AGENT,
    "reports/promises": AGENT,
    "promises": AGENT,
    "reports/channels": AGENT,
    "hand-overs": AGENT,
    "hand-overs/<int:number>": GUARDED,
    "settings": AGENT,
    "settings/password": AGENT,
    "settings/macros": AGENT,
    "settings/macros/new": AGENT,
    # Agents who may see the inbox of the conversation.
    "conversations/<int:number>": GUARDED,
    "conversations/<int:number>/replies": GUARDED,
    "conversations/<int:number>/notes": GUARDED,
    "promises/<int:number>/keeping": GUARDED,
    "promises/<int:number>/renewal": GUARDED,
    "promises/<int:number>/withdrawal": GUARDED,
    "settings/macros/<int:number>": GUARDED,
    "settings/macros/<int:number>/removal": GUARDED,
    "conversations/<int:number>/offers": GUARDED,
    "conversations/<int:number>/macros": GUARDED,
    "conversations/<int:number>/assignment": GUARDED,
    "conversations/<int:number>/team": GUARDED,
    "conversations/<int:number>/resolution": GUARDED,
    "conversations/<int:number>/snooze": GUARDED,
    "conversations/<int:number>/priority": GUARDED,
    "conversations/<int:number>/tags": GUARDED,
    "conversations/<int:number>/spam": GUARDED,
    "conversations/<int:number>/settlement": GUARDED,
    "conversations/<int:number>/clocks": GUARDED,
    "conversations/<int:number>/participants": GUARDED,
    "messages/<int:number>/html": GUARDED,
    "messages/<int:number>/delivery": GUARDED,
    "files/<slug:token>/<path:name>": GUARDED,
    # Administrators.
    "settings/inboxes": ADMINISTRATOR,
    "settings/policies": ADMINISTRATOR,
    "settings/policies/new": ADMINISTRATOR,
    "settings/policies/<int:number>": ADMINISTRATOR,
    "settings/policies/<int:number>/place": ADMINISTRATOR,
    "settings/policies/<int:number>/removal": ADMINISTRATOR,
    "settings/inboxes/<int:number>/reply-addresses": ADMINISTRATOR,
    "settings/mailboxes": ADMINISTRATOR,
    "settings/mailboxes/<int:number>/activity": ADMINISTRATOR,
    "settings/agents": ADMINISTRATOR,
    "settings/teams": ADMINISTRATOR,
    "settings/channels": ADMINISTRATOR,
    "settings/channels/<int:number>": ADMINISTRATOR,
    "settings/channels/<int:number>/place": ADMINISTRATOR,
    "settings/channels/<int:number>/removal": ADMINISTRATOR,
    "settings/channels/<int:number>/restoration": ADMINISTRATOR,
    "settings/inboxes/<int:number>": ADMINISTRATOR,
    "settings/agents/<int:number>": ADMINISTRATOR,
    "settings/agents/<int:number>/activity": ADMINISTRATOR,
    "settings/teams/<int:number>": ADMINISTRATOR,
    "settings/brands": ADMINISTRATOR,
    "settings/brands/<int:number>": ADMINISTRATOR,
    "settings/brands/<int:number>/removal": ADMINISTRATOR,
    "settings/hours": ADMINISTRATOR,
    "settings/hours/new": ADMINISTRATOR,
    "settings/hours/<int:number>": ADMINISTRATOR,
    "settings/hours/<int:number>/removal": ADMINISTRATOR,
    "settings/acknowledgements": ADMINISTRATOR,
    "settings/acknowledgements/<int:number>": ADMINISTRATOR,
    "settings/acknowledgements/<int:number>/activity": ADMINISTRATOR,
    "settings/outbox": ADMINISTRATOR,
    "settings/outbox/<int:number>": ADMINISTRATOR,
    "settings/failures": ADMINISTRATOR,
    "settings/failures/<int:number>": ADMINISTRATOR,
    "settings/unread-mail": ADMINISTRATOR,
    "settings/unread-mail/<int:number>": ADMINISTRATOR,
}


@dataclass(frozen=True)
class Address:
    """`route` as the URL configuration has it."""

    route: str

    @property
    def rule(self) -> str:
        """ "" for an address that nobody thought about."""
        # Version 1 of the API is asked address by address in api/rest/tests/test_strangers.py.
        return RULES.get(self.route) or (PROGRAM if self.route.startswith("api/v1/") else "")

    def filled(self, places: dict[str, object]) -> str:
        """A path that leads there. `places` holds what stands for the names in the route."""
        path = self.route
        for name, value in places.items():
            for kind in ("int", "slug", "str", "path"):
                path = path.replace(f"<{kind}:{name}>", str(value))
        return "/" + ("api/nowhere" if path.startswith("^") else path)


def every_address() -> list[Address]:
    return [Address(route) for route in _routes(get_resolver(), prefix="")]


def of(*rules: str) -> list[Address]:
    """At the time of collection: each address is a test of its own."""
    return [address for address in every_address() if address.rule in rules]


def _routes(resolver: URLResolver, *, prefix: str) -> Iterator[str]:
    for one in resolver.url_patterns:
        route = prefix + str(one.pattern)
        if isinstance(one, URLPattern):
            yield route
        else:
            yield from _routes(one, prefix=route)
