"""All of version 1, put together: one router a noun. Loaded when the first program asks (`api/urls.py`)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from ninja import NinjaAPI

from keepword.api import openapi, problems
from keepword.api.authorising import Token
from keepword.api.rest import (
    agents,
    asides,
    assignment,
    attachments,
    beforehand,
    bulk,
    calls,
    channel_forecast,
    channels,
    clocks,
    companies,
    conversations,
    counters,
    duplicates,
    fields,
    hours,
    inboxes,
    joining,
    macros,
    mentions,
    messages,
    new_contacts,
    note_care,
    notes,
    notices,
    opportunities,
    policies,
    priority,
    promises,
    replies,
    routing,
    scheduled,
    search,
    segments,
    status,
    subject,
    surveys,
    tags,
    tasks,
    views,
    waits,
    whose,
)
from keepword.api.rest.chats import live, seats
from keepword.api.rest.commerce import loyalty, orders
from keepword.api.rest.desk import blocked, drafts, gifts, hand_overs, known_tags
from keepword.api.rest.people import capacity, roles

ROUTERS = [
    ("search", search.router),
    ("conversations", conversations.router),
    ("conversations", messages.router),
    ("conversations", replies.router),
    ("conversations", scheduled.router),
    ("conversations", notes.router),
    ("conversations", note_care.router),
    ("conversations", calls.conversation_router),
    ("calls", calls.router),
    ("conversations", asides.router),
    ("conversations", assignment.router),
    ("conversations", status.router),
    ("conversations", priority.router),
    ("conversations", subject.router),
    ("conversations", beforehand.router),
    ("conversations", tags.router),
    ("tags", known_tags.router),
    ("conversations", drafts.router),
    ("blocked-senders", blocked.router),
    ("hand-overs", hand_overs.router),
    ("conversations", joining.router),
    ("conversations", whose.router),
    ("conversations", mentions.conversation_router),
    ("mentions", mentions.router),
    ("notices", notices.router),
    ("conversations", tasks.conversation_router),
    ("tasks", tasks.router),
    ("conversations", gifts.conversation_router),
    ("gifts", gifts.router),
    ("chats", live.router),
    ("chats", seats.router),
    ("conversations", live.conversation_router),
    ("tasks", opportunities.task_router),
    ("conversations", opportunities.conversation_router),
    ("opportunities", opportunities.router),
    ("conversations", promises.conversation_router),
    ("promises", promises.router),
    ("conversations", clocks.router),
    ("conversations", surveys.conversation_router),
    ("surveys", surveys.router),
    ("policies", policies.router),
    ("attachments", attachments.router),
    ("counters", counters.router),
    ("contacts", new_contacts.router),
    ("contacts", duplicates.router),
    ("contacts", companies.contact_router),
    ("companies", companies.router),
    ("segments", segments.router),
    ("companies", fields.company_router),
    ("contacts", fields.contact_router),
    ("conversations", fields.conversation_router),
    ("fields", fields.router),
    ("orders", orders.router),
    ("conversations", orders.conversation_router),
    ("loyalty", loyalty.router),
    ("inboxes", inboxes.router),
    ("inboxes", routing.inbox_router),
    ("teams", routing.team_router),
    ("macros", macros.router),
    ("views", views.router),
    ("bulk", bulk.router),
    ("channels", channels.router),
    ("channels", channel_forecast.router),
    ("waits", waits.router),
    ("hours", hours.router),
    ("agents", agents.router),
    ("agents", capacity.router),
    ("roles", roles.router),
    ("teams", agents.teams_router),
]

DESCRIPTION = """\
Everything that the desk does with a conversation, for programs. A token stands for an agent and sees what the agent
sees; `keepword token add --agent EMAIL` makes one. Lists answer `{items, next}`: give `next` as `cursor` for the page
after. Errors are problems as RFC 9457 describes them. A create that carries an `Idempotency-Key` happens once, however
often it is sent within a day."""


def put_together() -> NinjaAPI:
    api = NinjaAPI(
        title="Keepword",
        version="1",
        description=DESCRIPTION,
        urls_namespace="api",
        docs_url=None,
        openapi_url=None,
        auth=Token(),
    )
    for kind in problems.WORDS_OF:
        api.add_exception_handler(kind, _answer_problem)
    for noun, router in ROUTERS:
        api.add_router(noun, router)
    return api


def _answer_problem(request: HttpRequest, exception: Any) -> HttpResponse:
    return problems.answer(request, problems.of(exception))


version_1 = put_together()
urlpatterns = [path("openapi.json", openapi.view_of(version_1, prefix="api/v1/"), name="openapi"), *version_1.urls[0]]
