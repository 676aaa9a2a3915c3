"""Every screen of the agents' desk, by name: `bin/demo pictures` takes a picture of each, and the browser tests look
at each with axe. A screen that is missing here fails `tests/safety/test_tour.py`.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

# Rows that the demo's shop has not, made by the product's own verbs; a process of its own, because Django holds one
# database for as long as it runs.
BUILD = """
import django, json
django.setup()
from datetime import timedelta
from tests.scenes import build
print(json.dumps(build(soon=timedelta(hours=3))))
"""
HUSH = """
import django
django.setup()
from tests.scenes import hush, letters_first
hush()
letters_first()
"""

AS_NAME = {ord("/"): "-", ord("{"): "", ord("}"): ""}
DESK = {
    "inbox": "inbox/open",
    "longest-waiting": "inbox/open?sort=waiting",
    "snoozed": "inbox/snoozed",
    "spam": "inbox/spam",
    "bin": "bin",
    "view": "views/{view}",
    "empty": "search?q=zyzzyva",
    "search": "search?q=parcel",
    "conversation": "conversations/{shown}?view=open",
    "conversation-new": "conversations/new?contact=1",
    "answered-conversation": "conversations/1",
    "spam-conversation": "conversations/{spam}",
    "binned-conversation": "conversations/{binned}?view=bin",
    "ask-beside": "conversations/{beside}/asides/new",
    "forward": "conversations/{beside}/asides/new?way=forward",
    "asked-beside": "conversations/{beside}?aside=all",
    "side-conversations": "conversations/{beside}/asides",
    "teamwork": "conversations/{shown}/teamwork",
    "merge-conversations": "conversations/1/joining",
    "change-customer": "conversations/1/contact?q=new%40customer.example",
    "split-conversation": "conversations/{shown}/part",
    "find-holder": "conversations/{shown}/assignment",
    "whole-message": "messages/1/words",
    "note-correction": "notes/{note}/correction",
    "original-mail": "messages/1/original",
    "keep-or-delete": "conversations/{shown}/keeping",
    "conversation-clocks": "conversations/1/clocks",
    "conversation-fields": "conversations/1/fields",
    "task-giving": "conversations/1/tasks",
    "gift-giving": "conversations/{shown}/gifts",
    "gifts": "gifts",
    "gifts-given": "reports/gifts",
    "bulk": "bulk/{bulk}",
    "day": "day",
    "focus": "focus",
    "how-we-serve": "how-we-serve",
    "how-we-serve-part": "how-we-serve/parts/promise",
    "how-we-serve-versions": "how-we-serve/parts/promise/versions",
    "how-we-serve-care": "how-we-serve/care",
    "new-goal": "how-we-serve/goals/new",
    "tasks": "tasks",
    "opportunities": "opportunities",
    "opportunity-handing": "conversations/1/opportunity",
    "task": "tasks/{task}",
    "mentions": "mentions",
    "chats": "chats",
    "notices": "notices",
    "hand-overs": "hand-overs",
    "promises": "promises",
    "promise-renewal": "promises/{promise}/renewal",
    "kept-rate": "reports/promises",
    "outcomes": "reports/promises/told/email",
    "coverage": "reports/coverage",
    "time-spent": "reports/time",
    "time-spent-longest": "reports/time/supplier",
    "workload": "reports/workload",
    "workload-behind": "reports/workload/agent-nobody/open",
    "parity": "reports/parity",
    "parity-behind": "reports/parity/answers/email",
    "holding": "conversations/{shown}/holding",
    "channel-choice": "reports/channels?expected=120",
    "contacts": "contacts",
    "contact": "contacts/1",
    "contact-new": "contacts/new",
    "contacts-file": "contacts/import/{file}",
    "call-whom": "calls/new",
    "call-new": "calls/new?contact=1",
    "call-in-conversation": "calls/new?conversation={shown}",
    "contact-note": "contacts/1/note",
    "contact-correction": "contacts/1/correction",
    "contact-merging": "contacts/1/merging",
    "contact-company": "contacts/1/company",
    "contact-fields": "contacts/1/fields",
    "contact-privacy": "contacts/1/privacy",
    "segments": "segments",
    "segment": "segments/1",
    "segment-new": "segments/new",
    "segment-changing": "segments/1/correction",
    "contact-segments": "contacts/1/segments",
    "orders": "orders",
    "members": "loyalty",
    "order": "orders/1",
    "order-new": "orders/new",
    "order-changing": "orders/1/correction",
    "contact-loyalty": "contacts/1/loyalty",
    "conversation-orders": "conversations/{shown}/purchases",
    "companies": "companies",
    "company": "companies/1",
    "company-new": "companies/new",
    "company-changing": "companies/1/correction",
    "company-fields": "companies/1/fields",
    "not-found": "conversations/999999",
}
SETTINGS = {
    "settings-you": "settings",
    **{
        f"settings-{path.translate(AS_NAME)}": f"settings/{path}"
        for path in (
            "notices", "password", "security", "security/app", "security/proof",
            "macros", "macros/1", "macros/new",
            "views", "views/new", "views/{view}", "tags", "tags/{tag}",
            "fields", "fields/1", "fields/new",
            "signatures", "signatures/new", "signatures/{signature}", "routing", "chats",
            "gifts", "gifts/kinds/1",
            "agents", "agents/1", "agents/import", "teams", "teams/1",
            "roles", "roles/new", "roles/{role}",
            "brands", "brands/1", "brands/1/survey", "brands/1/chat", "brands/1/emergency",
            "brands/1/mission",
            "inboxes", "inboxes/1", "inboxes/1/trial",
            "mailboxes", "channels", "channels/1",
            "hours", "hours/1", "hours/new", "policies", "policies/1", "policies/new",
            "acknowledgements", "acknowledgements/1",
            "access", "access/providers/new", "access/providers/{provider}",
            "spam", "retention", "retention/{retention}", "audit", "outbox", "failures", "unread-mail",
        )
    },
}  # fmt: skip
INSIDE = DESK | SETTINGS
CHATTING = "megan@leafloom.example"  # who takes chats there: as everybody else sees the desk, nothing rings
CHATS = {
    "chat-rings": "inbox/open",
    "chat-ringing": "conversations/{rings}",
    "chat-runs": "conversations/{runs}",
    "chat-visitor-left": "conversations/{left}",
    "chat-ended": "conversations/{ended}",
}
OUTSIDE = {
    "sign-in": "sign-in",
    "forgotten-password": "forgotten-password",
    "link-over": "invitation/nothing",
    "contact-form": "contact",
    "hours": "hours/leaf-loom",
    "reach": "reach/leaf-loom",
    "chat-page": "chat/leaf-loom",
    "no-link": "c/nothing",
}


def add_scenery(data: Path) -> dict[str, int]:
    """Add to the shop in this folder what the tour shows besides. Gives the numbers of the rows, by their names."""
    return json.loads(_in_shop(BUILD, data=data).splitlines()[-1])


def hush(data: Path) -> None:
    """Let nothing ring in the shop in this folder."""
    _in_shop(HUSH, data=data)


def _in_shop(program: str, *, data: Path) -> str:
    environment = os.environ | {"KEEPWORD_DATA": str(data), "DJANGO_SETTINGS_MODULE": "keepword.wiring.settings"}
    environment.pop("DATABASE_URL", None)  # the shop of these tests is in its folder, whatever the run is about
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


def addresses(screens: dict[str, str], *, rows: dict[str, int]) -> dict[str, str]:
    return {name: "/" + path.format_map(rows) for name, path in screens.items()}
