"""Every address of the product with its rule: who may come, and what everybody else gets.

An address without a rule fails a test, so that nobody adds one without saying whose it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.urls import URLPattern, URLResolver, get_resolver

from keepword.people.permissions import (
    APPROVE_GIFTS,
    ASSIGN,
    BULK,
    CHANGE,
    DELETE,
    ERASE_CONTACTS,
    EXPORT,
    GIVE,
    MANAGE_AGENTS,
    MANAGE_CONTACTS,
    MANAGE_INSTALLATION,
    MANAGE_MACROS,
    MANAGE_SETTINGS,
    MANAGE_TAGS,
    MANAGE_VIEWS,
    MARK_SPAM,
    MERGE,
    NOTE,
    REPLY,
    SEE_AUDIT,
    SEE_REPORTS,
    TASK,
)


@dataclass(frozen=True)
class Rule:
    """`whose` says who may come at all; `permission` what their role must include, "" for nothing; `to_change` what
    it must include besides for everything but reading; `why_free` why any of them may send this form."""

    whose: str
    permission: str = ""
    to_change: str = ""
    why_free: str = ""

    def may(self, permission: str) -> "Rule":
        return replace(self, permission=permission)

    def changing(self, permission: str) -> "Rule":
        return replace(self, to_change=permission)

    def free(self, why: str) -> "Rule":
        return replace(self, why_free=why)

    def demands(self, method: str) -> set[str]:
        return {self.permission, "" if method in ("GET", "HEAD") else self.to_change} - {""}


ANYBODY, LINK, AGENT, GUARDED, ADMINISTRATOR, PROGRAM, PROVIDER = (
    Rule("anybody"), Rule("whoever holds the link"), Rule("every agent"), Rule("agents of the inbox"),
    Rule("administrators"), Rule("whoever has a token"), Rule("whoever proves to be our provider"),
)  # fmt: skip

RULES = {
    # Anybody: the door, the first day, the contact form, and what watches the process.
    "sign-in": ANYBODY,
    "sign-in/second-step": ANYBODY,
    "sign-in/first-factor": ANYBODY,
    "sign-in/passkey": ANYBODY,
    "sign-in/second-step/passkey": ANYBODY,
    "sign-in/with/<int:number>": ANYBODY,
    "sign-in/with/<int:number>/return": ANYBODY,
    "sign-in/with/<int:number>/metadata": ANYBODY,
    "sign-in/with/<int:number>/answers": ANYBODY,
    "setup": ANYBODY,
    "forgotten-password": ANYBODY,
    "invitation/<str:key>": LINK,
    "new-password/<str:key>": LINK,
    "contact": ANYBODY,
    "contact/<slug:slug>": ANYBODY,
    "contact/<slug:slug>/accent.css": ANYBODY,
    "reach/<slug:slug>": ANYBODY,
    "hours/<slug:slug>": ANYBODY,
    "mission/<slug:slug>.json": ANYBODY,
    "mission/<slug:slug>/snippet.js": ANYBODY,
    "hours/<slug:slug>.json": ANYBODY,
    "hours/<slug:slug>.ics": ANYBODY,
    "hours/<slug:slug>/snippet.js": ANYBODY,
    "hours/<slug:slug>/snippet.html": ANYBODY,
    "push-worker.js": ANYBODY,
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
    "survey/<str:token>": LINK,
    "survey/<str:token>/<int:score>": LINK,
    "emergency/<str:token>": LINK,
    "c/<str:link>": LINK,
    "c/<str:link>/link": LINK,
    "c/<str:link>/files/<str:token>": LINK,
    "photos/<slug:token>": LINK,
    # Visitors: who they are stands in a ticket that we signed, in a header or in the address.
    "widget/<slug:slug>.js": ANYBODY,
    "chat/<slug:slug>": ANYBODY,
    "chat/<slug:slug>/state": ANYBODY,
    "chat/<slug:slug>/<str:ticket>/letter": LINK,
    "widget/typing": LINK,
    "chat/<slug:slug>/words": LINK,
    "chat/<slug:slug>/seen": LINK,
    "chat/<slug:slug>/person": LINK,
    "chat/<slug:slug>/end": LINK,
    "chat/<slug:slug>/<str:ticket>": LINK,
    "chat/<slug:slug>/<str:ticket>/files/<str:token>": LINK,
    # Agents, all of them: lists show each only what is theirs.
    "": AGENT,
    "sign-out": AGENT.free("one's own session"),
    "inbox/<slug:view>": AGENT,
    "day": AGENT,
    "focus": AGENT.free("chooses what they themselves read next; a note is asked for by itself"),
    "how-we-serve": AGENT,
    "how-we-serve/reading": AGENT.free("says that one has read what all may read"),
    "how-we-serve/care": AGENT.may(MANAGE_SETTINGS),
    "how-we-serve/goals/new": AGENT.may(MANAGE_SETTINGS),
    "how-we-serve/goals/<int:number>": AGENT.may(MANAGE_SETTINGS),
    "how-we-serve/goals/<int:number>/removal": AGENT.may(MANAGE_SETTINGS),
    "how-we-serve/parts/<slug:principle>": AGENT.may(MANAGE_SETTINGS),
    "how-we-serve/parts/<slug:principle>/versions": AGENT,
    "next": AGENT,
    "palette": AGENT,
    "views/counts": AGENT,
    "search": AGENT,
    "tags": AGENT,
    "choices": AGENT,  # of inboxes only those that they see
    "reports/coverage": AGENT.may(SEE_REPORTS),
    "reports/time": AGENT.may(SEE_REPORTS),
    "reports/time/<slug:part>": AGENT.may(SEE_REPORTS),
    "reports/promises": AGENT.may(SEE_REPORTS),
    "reports/promises/<slug:basis>/<slug:channel>": AGENT.may(SEE_REPORTS),
    "promises": AGENT,
    "reports/channels": AGENT.may(SEE_REPORTS),
    "reports/workload": AGENT.may(SEE_REPORTS),
    "reports/workload/<slug:of>/<slug:measure>": AGENT.may(SEE_REPORTS),
    "reports/parity": AGENT.may(SEE_REPORTS),
    "reports/parity/<slug:what>/<slug:channel>": AGENT.may(SEE_REPORTS),
    "mentions": AGENT,
    "mentions/reading": AGENT.free("one's own"),
    "notices": AGENT,
    "chats": AGENT,
    "chats/seat": AGENT.may(REPLY),
    "notices/bell": AGENT,
    "notices/reading": AGENT.free("one's own"),
    "hand-overs": AGENT.changing(NOTE),
    "hand-overs/<int:number>": GUARDED.may(NOTE),
    "settings": AGENT.free("oneself"),
    "settings/notices": AGENT.free("oneself"),
    "settings/notices/test": AGENT.free("oneself"),
    "settings/notices/devices": AGENT.free("oneself"),
    "settings/notices/devices/<int:number>/removal": AGENT.free("oneself"),
    "settings/password": AGENT.free("oneself"),
    "settings/security": AGENT,
    "settings/security/app": AGENT.free("oneself"),
    "settings/security/app/removal": AGENT.free("oneself"),
    "settings/security/recovery-codes": AGENT.free("oneself"),
    "settings/security/passkeys": AGENT.free("oneself"),
    "settings/security/passkeys/<int:number>/removal": AGENT.free("oneself"),
    "settings/security/proof/passkey": AGENT.free("oneself"),
    "settings/security/proof": AGENT.free("oneself"),
    "settings/access": ADMINISTRATOR.may(MANAGE_INSTALLATION),
    "settings/access/providers/new": ADMINISTRATOR.may(MANAGE_INSTALLATION),
    "settings/access/providers/<int:number>": ADMINISTRATOR.may(MANAGE_INSTALLATION),
    "settings/access/providers/<int:number>/removal": ADMINISTRATOR.may(MANAGE_INSTALLATION),
    "settings/agents/<int:number>/factors": AGENT.may(MANAGE_AGENTS),
    "settings/security/sessions": AGENT.free("oneself"),
    "settings/presence": AGENT.free("oneself"),
    "settings/photo": AGENT.free("oneself"),
    "settings/macros": AGENT,
    "settings/macros/new": AGENT.free("one's own; a shared one takes manage_macros"),
    "settings/views": AGENT,
    "settings/views/new": AGENT.free("one's own; a shared one takes manage_views"),
    # Whoever the view is for.
    "views/<int:number>": GUARDED,
    "settings/views/<int:number>": GUARDED.free("one's own; a shared one takes manage_views"),
    "settings/views/<int:number>/removal": GUARDED.free("one's own; a shared one takes manage_views"),
    "settings/views/<int:number>/restoration": GUARDED.free("one's own; a shared one takes manage_views"),
    # Agents who may see the inbox of the conversation.
    "contacts/import": AGENT.may(MANAGE_CONTACTS),
    "contacts/import/<int:number>": GUARDED.may(MANAGE_CONTACTS),
    "contacts/import/<int:number>/doing": GUARDED.may(MANAGE_CONTACTS),
    "contacts/import/<int:number>/cancellation": GUARDED.may(MANAGE_CONTACTS),
    "contacts/import/<int:number>/export": GUARDED.may(MANAGE_CONTACTS),
    "contacts/export": AGENT.may(MANAGE_CONTACTS).changing(EXPORT),
    "contacts": AGENT,
    "contacts/new": AGENT.may(MANAGE_CONTACTS),
    "calls/new": AGENT.may(REPLY),
    "contacts/<int:number>": GUARDED,
    "contacts/<int:number>/correction": GUARDED.may(MANAGE_CONTACTS),
    "contacts/<int:number>/note": GUARDED.changing(NOTE),
    "contacts/<int:number>/merging": GUARDED.may(MANAGE_CONTACTS),
    "contacts/<int:number>/merging/with": GUARDED.may(MANAGE_CONTACTS),
    "contacts/<int:number>/merging/undoing": GUARDED.may(MANAGE_CONTACTS),
    "contacts/<int:number>/merging/distinction": GUARDED.may(MANAGE_CONTACTS),
    "contacts/<int:number>/emergencies": GUARDED.may(MANAGE_CONTACTS),
    "contacts/<int:number>/company": GUARDED.may(MANAGE_CONTACTS),
    "contacts/<int:number>/offers": GUARDED.may(MANAGE_CONTACTS),
    "conversations/<int:number>/opportunity": GUARDED.may(TASK),
    "opportunities": AGENT,
    "tasks/<int:number>/outcome": GUARDED.may(TASK),
    # A segment is shared by all agents; the people in it are shown to whoever may know them.
    "segments": AGENT,
    "segments/new": AGENT.may(MANAGE_VIEWS),
    "segments/<int:number>": AGENT,
    "segments/<int:number>/correction": AGENT.may(MANAGE_VIEWS),
    "segments/<int:number>/export": AGENT.may(EXPORT),
    "segments/<int:number>/removal": AGENT.may(MANAGE_VIEWS),
    "segments/<int:number>/restoration": AGENT.may(MANAGE_VIEWS),
    "contacts/<int:number>/segments": GUARDED.may(MANAGE_CONTACTS),
    "orders": AGENT,
    "orders/new": AGENT.may(MANAGE_CONTACTS),
    "orders/import": AGENT.may(MANAGE_CONTACTS),
    "orders/export": AGENT.may(MANAGE_CONTACTS).changing(EXPORT),
    "orders/<int:number>": GUARDED,
    "orders/<int:number>/correction": GUARDED.may(MANAGE_CONTACTS),
    "loyalty": AGENT,
    "loyalty/import": AGENT.may(MANAGE_CONTACTS),
    "loyalty/export": AGENT.may(MANAGE_CONTACTS).changing(EXPORT),
    "contacts/<int:number>/loyalty": GUARDED.may(MANAGE_CONTACTS),
    "companies": AGENT,
    "companies/new": AGENT.may(MANAGE_CONTACTS),
    "companies/import": AGENT.may(MANAGE_CONTACTS),
    "companies/export": AGENT.may(MANAGE_CONTACTS).changing(EXPORT),
    "companies/<int:number>": GUARDED,
    "companies/<int:number>/correction": GUARDED.may(MANAGE_CONTACTS),
    "companies/<int:number>/people": GUARDED.may(MANAGE_CONTACTS),
    "companies/<int:number>/fields": GUARDED.may(MANAGE_CONTACTS),
    "contacts/<int:number>/fields": GUARDED.may(MANAGE_CONTACTS),
    "conversations/<int:number>/fields": GUARDED.may(CHANGE),
    "contacts/<int:number>/privacy": GUARDED.may(ERASE_CONTACTS),
    "contacts/<int:number>/file": GUARDED.may(ERASE_CONTACTS),
    "conversations/new": AGENT.may(REPLY),
    "conversations/<int:number>": GUARDED,
    "conversations/<int:number>/replies": GUARDED.may(REPLY),
    "conversations/<int:number>/notes": GUARDED.may(NOTE),
    "conversations/<int:number>/preview": GUARDED.may(REPLY),
    "conversations/<int:number>/recipients": GUARDED.may(REPLY),
    "conversations/<int:number>/signature": GUARDED.may(REPLY),
    "conversations/<int:number>/asides": GUARDED,
    "conversations/<int:number>/asides/new": GUARDED.may(NOTE),  # a letter to outside takes reply, too
    "conversations/<int:number>/asides/draft": GUARDED.may(NOTE),  # one's own words, that nobody else reads
    "asides/<int:number>/draft": GUARDED.may(NOTE),
    "asides/<int:number>/messages": GUARDED.may(NOTE).changing(REPLY),
    "asides/<int:number>/state": GUARDED.may(NOTE),
    "asides/messages/<int:number>/recall": GUARDED.may(REPLY),
    "conversations/<int:number>/draft": GUARDED.free("one's own words, which nobody gets yet"),
    "conversations/<int:number>/draft/files": GUARDED.free("as above"),
    "tasks": AGENT.changing(TASK),
    "conversations/<int:number>/gifts": GUARDED.changing(GIVE),
    "gifts": AGENT,
    "gifts/<int:number>/decision": GUARDED.may(APPROVE_GIFTS),
    "gifts/<int:number>/taking-back": GUARDED.may(GIVE),
    "gifts/<int:number>/carrying-out": GUARDED.may(TASK),
    "gifts/<int:number>/words": GUARDED.may(REPLY),
    "reports/gifts": AGENT.may(SEE_REPORTS),
    "settings/gifts": AGENT.may(MANAGE_SETTINGS),
    "settings/gifts/kinds": AGENT.may(MANAGE_SETTINGS),
    "settings/gifts/kinds/<int:number>": AGENT.may(MANAGE_SETTINGS),
    "tasks/<int:number>": GUARDED.changing(TASK),
    "tasks/<int:number>/completion": GUARDED.may(TASK),
    "tasks/<int:number>/everybody": GUARDED.may(BULK),
    "conversations/<int:number>/tasks": GUARDED.changing(TASK),
    "conversations/<int:number>/presence": GUARDED.free("oneself: that one is there"),
    "conversations/<int:number>/draft/removal": GUARDED.free("as above"),
    "drafts/<int:number>": GUARDED,
    "drafts/<int:number>/recall": GUARDED.may(REPLY),
    "drafts/<int:number>/sending": GUARDED.may(REPLY),
    "drafts/<int:number>/time": GUARDED.may(REPLY),
    "drafts/<int:number>/removal": GUARDED.free("one's own words"),
    "draft-files/<slug:token>/<path:name>": GUARDED,
    "promises/<int:number>/keeping": GUARDED.may(REPLY),
    "promises/<int:number>/renewal": GUARDED.may(REPLY),
    "conversations/<int:number>/holding": GUARDED.may(REPLY),
    "promises/<int:number>/withdrawal": GUARDED.may(REPLY),
    "settings/macros/<int:number>": GUARDED.free("one's own; a shared one takes manage_macros"),
    "settings/macros/<int:number>/removal": GUARDED.free("one's own; a shared one takes manage_macros"),
    "conversations/<int:number>/offers": GUARDED.may(REPLY),
    "conversations/<int:number>/macros": GUARDED.may(REPLY),
    "conversations/<int:number>/chat/taking": GUARDED.may(REPLY),
    "conversations/<int:number>/chat/transcript": GUARDED.may(REPLY),
    "conversations/<int:number>/chat/hand-over": GUARDED.may(ASSIGN),
    "conversations/<int:number>/assignment": GUARDED.may(ASSIGN),
    "conversations/<int:number>/team": GUARDED.may(ASSIGN),
    "conversations/<int:number>/resolution": GUARDED.may(CHANGE),
    "conversations/<int:number>/snooze": GUARDED.may(CHANGE),
    "conversations/<int:number>/purchases": GUARDED,
    "conversations/<int:number>/order": GUARDED.may(CHANGE),
    "conversations/<int:number>/priority": GUARDED.may(CHANGE),
    "conversations/<int:number>/subject": GUARDED.may(CHANGE),
    "conversations/<int:number>/complaint": GUARDED.may(CHANGE),
    "conversations/<int:number>/tags": GUARDED.may(CHANGE),
    "conversations/<int:number>/spam": GUARDED.may(MARK_SPAM),
    "conversations/<int:number>/spam/sender": GUARDED.may(MARK_SPAM),
    "conversations/<int:number>/spam/others": GUARDED.may(BULK),
    "conversations/<int:number>/settlement": GUARDED.may(CHANGE),
    "conversations/<int:number>/clocks": GUARDED,
    "conversations/<int:number>/participants": GUARDED.may(REPLY),
    "conversations/<int:number>/keeping": GUARDED.may(DELETE),
    "conversations/<int:number>/contact": GUARDED.may(CHANGE),
    "conversations/<int:number>/contact/undoing": GUARDED.may(CHANGE),
    "conversations/<int:number>/contact/offer/removal": GUARDED.may(CHANGE),
    "conversations/<int:number>/joining": GUARDED.may(MERGE),
    "conversations/<int:number>/joining/with": GUARDED.may(MERGE),
    "conversations/<int:number>/joining/inbox": GUARDED.may(MERGE),
    "conversations/<int:number>/joining/undoing": GUARDED.may(MERGE),
    "conversations/<int:number>/joining/leaving": GUARDED.may(MERGE),
    "conversations/<int:number>/part": GUARDED.may(MERGE),
    "bulk": AGENT.may(BULK),
    "bin": AGENT.may(DELETE),
    "bulk/choices": AGENT.may(BULK),
    "bulk/<int:number>": GUARDED.may(BULK),
    "bulk/<int:number>/cancellation": GUARDED.may(BULK),
    "bulk/<int:number>/undoing": GUARDED.may(BULK),
    "conversations/<int:number>/colleagues": GUARDED.may(NOTE),
    "conversations/<int:number>/teamwork": GUARDED,
    "conversations/<int:number>/following": GUARDED.free("oneself"),
    "notes/<int:number>": GUARDED,
    "notes/<int:number>/correction": GUARDED.may(NOTE),
    "notes/<int:number>/removal": GUARDED.may(NOTE).free("the note says: its writer, or who may delete besides"),
    "notes/<int:number>/restoration": GUARDED.may(NOTE),
    "messages/<int:number>/html": GUARDED,
    "messages/<int:number>/words": GUARDED,
    "messages/<int:number>/words.txt": GUARDED,
    "messages/<int:number>/original": GUARDED,
    "messages/<int:number>/original.eml": GUARDED,
    "messages/<int:number>/delivery": GUARDED.may(REPLY),
    "files/<slug:token>/<path:name>": GUARDED,
    # Whoever arranges the house.
    "settings/inboxes/import": AGENT.may(MANAGE_SETTINGS),
    "settings/inboxes/export": AGENT.may(MANAGE_SETTINGS).changing(EXPORT),
    "settings/brands/import": AGENT.may(MANAGE_SETTINGS),
    "settings/brands/export": AGENT.may(MANAGE_SETTINGS).changing(EXPORT),
    "settings/roles/import": AGENT.may(MANAGE_AGENTS),
    "settings/roles/export": AGENT.may(MANAGE_AGENTS).changing(EXPORT),
    "settings/views/import": AGENT.may(MANAGE_VIEWS),
    "settings/views/export": AGENT.may(MANAGE_VIEWS).changing(EXPORT),
    "settings/inboxes": AGENT.may(MANAGE_SETTINGS),
    "settings/policies": AGENT.may(MANAGE_SETTINGS),
    "settings/routing": AGENT.may(MANAGE_SETTINGS),
    "settings/chats": AGENT.may(MANAGE_SETTINGS),
    "settings/chats/agents/<int:number>": AGENT.may(MANAGE_SETTINGS),
    "settings/policies/new": AGENT.may(MANAGE_SETTINGS),
    "settings/policies/<int:number>": AGENT.may(MANAGE_SETTINGS),
    "settings/policies/<int:number>/place": AGENT.may(MANAGE_SETTINGS),
    "settings/policies/<int:number>/removal": AGENT.may(MANAGE_SETTINGS),
    "settings/inboxes/<int:number>/reply-addresses": AGENT.may(MANAGE_SETTINGS),
    "settings/inboxes/<int:number>/trial": AGENT.may(MANAGE_SETTINGS),
    "settings/mailboxes": AGENT.may(MANAGE_INSTALLATION),
    "settings/mailboxes/<int:number>/activity": AGENT.may(MANAGE_INSTALLATION),
    "settings/mailboxes/<int:number>/trial": AGENT.may(MANAGE_INSTALLATION),
    "settings/agents": AGENT.may(MANAGE_AGENTS),
    "settings/agents/import": AGENT.may(MANAGE_AGENTS),
    "settings/agents/export": AGENT.may(MANAGE_AGENTS).changing(EXPORT),
    "settings/teams/import": AGENT.may(MANAGE_AGENTS),
    "settings/teams/export": AGENT.may(MANAGE_AGENTS).changing(EXPORT),
    "settings/macros/import": AGENT.may(MANAGE_MACROS),
    "settings/macros/export": AGENT.may(MANAGE_MACROS).changing(EXPORT),
    "settings/signatures": AGENT.may(MANAGE_SETTINGS),
    "settings/signatures/new": AGENT.may(MANAGE_SETTINGS),
    "settings/signatures/<int:number>": AGENT.may(MANAGE_SETTINGS),
    "settings/signatures/<int:number>/removal": AGENT.may(MANAGE_SETTINGS),
    "settings/spam": AGENT.may(MARK_SPAM),
    "settings/spam/<int:number>/unblocking": AGENT.may(MARK_SPAM),
    "settings/fields": AGENT.may(MANAGE_SETTINGS),
    "settings/fields/new": AGENT.may(MANAGE_SETTINGS),
    "settings/fields/import": AGENT.may(MANAGE_SETTINGS),
    "settings/fields/export": AGENT.may(MANAGE_SETTINGS).changing(EXPORT),
    "settings/fields/<int:number>": AGENT.may(MANAGE_SETTINGS),
    "settings/fields/<int:number>/place": AGENT.may(MANAGE_SETTINGS),
    "settings/fields/<int:number>/retirement": AGENT.may(MANAGE_SETTINGS),
    "settings/tags/import": AGENT.may(MANAGE_TAGS),
    "settings/tags/export": AGENT.may(MANAGE_TAGS).changing(EXPORT),
    "settings/tags": AGENT.may(MANAGE_TAGS),
    "settings/tags/<int:number>": AGENT.may(MANAGE_TAGS),
    "settings/tags/<int:number>/merging": AGENT.may(MANAGE_TAGS),
    "settings/tags/<int:number>/retirement": AGENT.may(MANAGE_TAGS),
    "settings/retention": AGENT.may(MANAGE_INSTALLATION),
    "settings/retention/<int:number>": AGENT.may(MANAGE_INSTALLATION),
    "settings/retention/<int:number>/activity": AGENT.may(MANAGE_INSTALLATION),
    "settings/retention/<int:number>/removal": AGENT.may(MANAGE_INSTALLATION),
    "settings/audit": AGENT.may(SEE_AUDIT),
    "settings/audit/export": AGENT.may(SEE_AUDIT),
    "settings/roles": AGENT.may(MANAGE_AGENTS),
    "settings/roles/new": AGENT.may(MANAGE_AGENTS),
    "settings/roles/<int:number>": AGENT.may(MANAGE_AGENTS),
    "settings/roles/<int:number>/removal": AGENT.may(MANAGE_AGENTS),
    "settings/roles/<int:number>/restoration": AGENT.may(MANAGE_AGENTS),
    "settings/teams": AGENT.may(MANAGE_AGENTS),
    "settings/channels": AGENT.may(MANAGE_SETTINGS),
    "settings/channels/forecast": AGENT.may(MANAGE_SETTINGS),
    "settings/channels/<int:number>": AGENT.may(MANAGE_SETTINGS),
    "settings/channels/<int:number>/place": AGENT.may(MANAGE_SETTINGS),
    "settings/channels/<int:number>/removal": AGENT.may(MANAGE_SETTINGS),
    "settings/channels/<int:number>/restoration": AGENT.may(MANAGE_SETTINGS),
    "settings/inboxes/<int:number>": AGENT.may(MANAGE_SETTINGS),
    "settings/agents/<int:number>": AGENT.may(MANAGE_AGENTS),
    "settings/agents/<int:number>/link": AGENT.may(MANAGE_AGENTS),
    "settings/agents/<int:number>/activity": AGENT.may(MANAGE_AGENTS),
    "settings/teams/<int:number>": AGENT.may(MANAGE_AGENTS),
    "settings/brands": AGENT.may(MANAGE_SETTINGS),
    "settings/brands/<int:number>": AGENT.may(MANAGE_SETTINGS),
    "settings/brands/<int:number>/emergency": AGENT.may(MANAGE_SETTINGS),
    "settings/brands/<int:number>/chat": AGENT.may(MANAGE_SETTINGS),
    "settings/brands/<int:number>/survey": AGENT.may(MANAGE_SETTINGS),
    "settings/brands/<int:number>/mission": AGENT.may(MANAGE_SETTINGS),
    "settings/brands/<int:number>/removal": AGENT.may(MANAGE_SETTINGS),
    "settings/hours": AGENT.may(MANAGE_SETTINGS),
    "settings/hours/new": AGENT.may(MANAGE_SETTINGS),
    "settings/hours/<int:number>": AGENT.may(MANAGE_SETTINGS),
    "settings/hours/<int:number>/removal": AGENT.may(MANAGE_SETTINGS),
    "settings/acknowledgements": AGENT.may(MANAGE_SETTINGS),
    "settings/acknowledgements/<int:number>": AGENT.may(MANAGE_SETTINGS),
    "settings/acknowledgements/<int:number>/activity": AGENT.may(MANAGE_SETTINGS),
    "settings/outbox": AGENT.may(MANAGE_INSTALLATION),
    "settings/outbox/<int:number>": AGENT.may(MANAGE_INSTALLATION),
    "settings/failures": AGENT.may(MANAGE_INSTALLATION),
    "settings/failures/<int:number>": AGENT.may(MANAGE_INSTALLATION),
    "settings/unread-mail": AGENT.may(MANAGE_INSTALLATION),
    "settings/unread-mail/<int:number>": AGENT.may(MANAGE_INSTALLATION),
}


@dataclass(frozen=True)
class Address:
    """`route` as the URL configuration has it."""

    route: str

    @property
    def rule(self) -> Rule | None:
        """None for an address that nobody thought about."""
        # Version 1 of the API is asked address by address in api/rest/tests/.
        return RULES.get(self.route) or (PROGRAM if self.route.startswith("api/v1/") else None)

    def filled(self, places: dict[str, object]) -> str:
        """A path that leads there. `places` holds what stands for the names in the route."""
        path = self.route
        for name, value in places.items():
            for kind in ("int", "slug", "str", "path"):
                path = path.replace(f"<{kind}:{name}>", str(value))
        return "/" + ("api/nowhere" if path.startswith("^") else path)


def every_address() -> list[Address]:
    return [Address(route) for route in _routes(get_resolver(), prefix="")]


def of(*rules: Rule) -> list[Address]:
    """Those of the same people, whatever their role must include."""
    wanted = {rule.whose for rule in rules}
    return [address for address in every_address() if address.rule is not None and address.rule.whose in wanted]


def _routes(resolver: URLResolver, *, prefix: str) -> Iterator[str]:
    for one in resolver.url_patterns:
        route = prefix + str(one.pattern)
        if isinstance(one, URLPattern):
            yield route
        else:
            yield from _routes(one, prefix=route)
