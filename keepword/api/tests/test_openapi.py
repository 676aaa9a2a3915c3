"""Our answers are what we say of them: calls of every kind are made up from our own description, and judged by it."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from keepword.conversations.inbound import File
from keepword.conversations.noting import note
from keepword.conversations.replying import reply
from keepword.conversations.tagging import tag
from keepword.people import tokens
from tests import cast as stage

description = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
EXAMPLES = 6  # for each operation and kind of call
# Where a call may be well made and still ask for what is not there, or for a time that has gone by.
DEPENDS = {
    "create_aside",
    "create_aside_message",
    "create_bulk",
    "put_undoing",
    "create_view",
    "create_task",
    "create_task_anywhere",
    "put_task",
    "put_view",
    "create_contact_merge",
    "put_contact_fields",
    "put_company_fields",
    "create_call",
    "create_call_anywhere",
    "create_company",
    "create_contact",
    "patch_company",
    "put_contact_company",
    "put_conversation_fields",
    "put_order",
    "put_conversation_contact",
    "put_membership",
    "put_conversation_order",
    "create_conversation",
    "create_scheduled_reply",
    "put_assignment",
    "put_status",
    "create_policy",
    "put_policy",
    "put_policy_order",
    "patch_me",
    "create_blocked_sender",
    "create_tag_merge",
    "put_chat_taking",
    "put_chat_hand_over",
    "create_gift",
    "put_gift_decision",
    "delete_gift",
    "create_opportunity",
    "put_outcome",
    "create_hand_over",
    "put_draft",
    "put_absence",
}


@pytest.fixture
def one_connection():
    """A real server gives each request a good connection; here all share the one of the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def world(db, one_connection):
    cast = stage.gather()
    conversation = stage.conversation_of(cast, files=(File("a.txt", "text/plain", b"a"),))
    reply(conversation, text="On its way.", by=cast.mina)
    note(conversation, text="Ask the carrier.", by=cast.mina)
    tag(conversation, name="parcel", by=cast.mina.as_actor)
    return cast


@pytest.fixture
def token(world):
    return tokens.give(world.mina)


@description.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_as_described(case, token):
    if case.meta.generation.mode.is_positive:
        case.query.pop("cursor", None)  # only we can make a good one
    is_well_made = all(part.mode.is_positive for part in case.meta.components.values())
    may_be_refused = not is_well_made or case.operation.definition.raw["operationId"] in DEPENDS
    excluded = [positive_data_acceptance] if may_be_refused else []
    # What is long comes compressed to whoever asks for that; here the words are read.
    headers = {"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"}
    case.call_and_validate(headers=headers, excluded_checks=excluded)
