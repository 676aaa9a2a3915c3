"""What must the role of a token's agent include? Asked of every operation, so that a new one says it too."""

import pytest

from keepword.api.rest.tests.test_strangers import _ask, _everything, _operations, world  # noqa: F401
from keepword.api.tests.program import Program
from keepword.care.models import Gift, GiftLimit
from keepword.conversations.models import Conversation, Message
from keepword.kit import clock
from keepword.people.models import Agent, Role
from keepword.people.permissions import (
    ALL,
    APPROVE_GIFTS,
    ASSIGN,
    BULK,
    CHANGE,
    ERASE_CONTACTS,
    GIVE,
    MANAGE_AGENTS,
    MANAGE_CONTACTS,
    MANAGE_SETTINGS,
    MANAGE_TAGS,
    MANAGE_VIEWS,
    MARK_SPAM,
    MERGE,
    NOTE,
    OWN,
    REPLY,
    SEE_REPORTS,
    TASK,
)

pytestmark = pytest.mark.django_db

# Reading takes nothing: what is read is what the agent sees.
READING = ("list_", "read_", "search")
TAKES = {
    "create_conversation": REPLY,
    "create_reply": REPLY,
    "create_scheduled_reply": REPLY,
    "delete_scheduled_reply": REPLY,
    "create_merge": MERGE,
    "delete_merge": MERGE,
    "create_part": MERGE,
    "put_link": MERGE,
    "delete_link": MERGE,
    "put_parent": MERGE,
    "put_inbox": MERGE,
    "put_conversation_contact": CHANGE,
    "create_policy": MANAGE_SETTINGS,
    "put_policy": MANAGE_SETTINGS,
    "put_policy_order": MANAGE_SETTINGS,
    "delete_policy": MANAGE_SETTINGS,
    **dict.fromkeys(["create_note", "patch_note", "delete_note", "put_note_restoration"], NOTE),
    "create_aside": REPLY,  # to outside, as they are here; a team takes note
    "create_aside_message": REPLY,
    "create_task": TASK,
    "create_task_anywhere": TASK,
    "put_task": TASK,
    "put_completion": TASK,
    "delete_completion": TASK,
    "create_bulk": BULK,
    "put_routing": MANAGE_SETTINGS,
    "put_team_routing": MANAGE_SETTINGS,
    "put_assignment": ASSIGN,
    "delete_assignment": ASSIGN,
    "put_status": CHANGE,
    "put_priority": CHANGE,
    "put_subject": CHANGE,
    "put_complaint": CHANGE,
    "add_to_counter": MANAGE_SETTINGS,
    "create_tag": CHANGE,
    "delete_tag": CHANGE,
    "create_settlement": CHANGE,
    "create_call": REPLY,
    "create_call_anywhere": REPLY,
    "create_contact": MANAGE_CONTACTS,
    "patch_contact": MANAGE_CONTACTS,
    "create_contact_merge": MANAGE_CONTACTS,
    "delete_contact_merge": MANAGE_CONTACTS,
    "put_other": MANAGE_CONTACTS,
    "create_company": MANAGE_CONTACTS,
    "patch_company": MANAGE_CONTACTS,
    "put_contact_company": MANAGE_CONTACTS,
    "put_order": MANAGE_CONTACTS,
    "put_membership": MANAGE_CONTACTS,
    "put_conversation_order": CHANGE,
    "put_company_fields": MANAGE_CONTACTS,
    "put_contact_fields": MANAGE_CONTACTS,
    "put_conversation_fields": CHANGE,
    "erase_contact": ERASE_CONTACTS,
    "put_calendar": MANAGE_SETTINGS,
    "create_promise": REPLY,
    "put_keeping": REPLY,
    "delete_keeping": REPLY,
    "create_renewal": REPLY,
    "create_view": MANAGE_VIEWS,  # of a shared one, as they are here
    "put_view": MANAGE_VIEWS,
    "delete_view": MANAGE_VIEWS,
    "create_withdrawal": REPLY,
    "list_accuracy": SEE_REPORTS,
    "read_forecast": MANAGE_SETTINGS,
    "list_blocked_senders": MARK_SPAM,
    "create_blocked_sender": MARK_SPAM,
    "delete_blocked_sender": MARK_SPAM,
    "create_gift": GIVE,
    "put_gift_decision": APPROVE_GIFTS,
    "delete_gift": GIVE,
    "put_carrying_out": TASK,
    "delete_carrying_out": TASK,
    "put_chat_seat": MANAGE_SETTINGS,  # of a colleague, as they are here
    "delete_chat_seat": MANAGE_SETTINGS,
    "put_chat_taking": REPLY,
    "put_chat_hand_over": ASSIGN,
    "put_chat_end": CHANGE,
    "create_opportunity": TASK,
    "put_outcome": TASK,
    "create_hand_over": NOTE,
    "put_taking": NOTE,
    "delete_taking": NOTE,
    "create_known_tag": MANAGE_TAGS,
    "put_known_tag": MANAGE_TAGS,
    "delete_known_tag": MANAGE_TAGS,
    "put_tag_restoration": MANAGE_TAGS,
    "create_tag_merge": MANAGE_TAGS,
    "list_roles": MANAGE_AGENTS,
    "read_role": MANAGE_AGENTS,
    "create_role": MANAGE_AGENTS,
    "put_role": MANAGE_AGENTS,
    "delete_role": MANAGE_AGENTS,
    "put_role_restoration": MANAGE_AGENTS,
    "create_agent": MANAGE_AGENTS,
    "read_agent": MANAGE_AGENTS,
    "patch_agent": MANAGE_AGENTS,
    "put_activity": MANAGE_AGENTS,
    "read_capacity": MANAGE_SETTINGS,  # of a colleague, as they are here
    "put_capacity": MANAGE_SETTINGS,
    "delete_capacity": MANAGE_SETTINGS,
    "put_absence": MANAGE_SETTINGS,
    "delete_absence": MANAGE_SETTINGS,
}
# About oneself alone.
FREE = {
    "put_following", "delete_following", "put_reading", "delete_reading",
    "put_notice_reading", "delete_notice_reading", "put_cancellation", "put_undoing",
    "patch_me", "put_draft", "delete_draft",
}  # fmt: skip
OPERATIONS = list(_operations())
TAKING = [one for one in OPERATIONS if one.values[0] in TAKES]


def test_every_operation_that_changes_something_says_which_permission_it_takes():
    names = {str(one.values[0]) for one in OPERATIONS}
    assert {name for name in names - set(TAKES) - FREE if not name.startswith(READING)} == set()
    assert set(TAKES) - names == set()


@pytest.mark.parametrize(("name", "method", "path"), TAKING)
def test_a_role_without_it_is_refused_and_changes_nothing(world, name, method, path):  # noqa: F811
    cast, places = world
    agent, before = _member(cast, ALL - {TAKES[name]}), _everything()
    answer = _ask(Program(agent), name, method, path, cast=cast, places=places)
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:problem-type:keepword:not-permitted")
    assert _everything() == before


@pytest.mark.parametrize(("name", "method", "path"), TAKING)
def test_a_role_with_nothing_else_is_let_in(world, name, method, path):  # noqa: F811
    cast, places = world
    agent = _member(cast, {TAKES[name]} | ({CHANGE} if name == "create_bulk" else set()))  # as the act demands
    if name in ("erase_contact", "create_contact"):  # takes an agent who sees every inbox besides
        cast.inbox.teams.clear()
    if name == "put_gift_decision":  # takes a limit of the role besides
        GiftLimit.objects.create(role=OWN, own_role=agent.own_role)
    if name == "delete_gift":  # one's own
        Gift.objects.update(by=agent)
    if name in ("patch_note", "delete_note"):  # one's own
        Message.objects.filter(pk=places["note_id"]).update(agent=agent)
    if name.startswith("put_chat_"):  # one's own
        Conversation.objects.filter(pk=places["chat"]).update(assignee=agent)
    assert _ask(Program(agent), name, method, path, cast=cast, places=places).status_code in (200, 201)


def test_into_spam_and_out_of_it_takes_its_own_permission(world):  # noqa: F811
    cast, places = world
    address = f"/conversations/{places['conversation_id']}/status"
    without, with_it = (Program(_member(cast, may)) for may in ({CHANGE}, {CHANGE, MARK_SPAM}))
    asked = [(without, "spam"), (with_it, "spam"), (without, "open"), (with_it, "open")]
    answers = [program.send("PUT", address, {"status": status}).status_code for program, status in asked]
    assert answers == [403, 200, 403, 200]


def _member(cast, may) -> Agent:
    role = Role.objects.create(name=f"Own {Role.objects.count()}", permissions=sorted(may), made_at=clock.now())
    address = f"m{Agent.objects.count()}@leafloom.example"
    agent = Agent.objects.create_user(address, name="Mo", role=OWN, own_role=role)
    agent.teams.add(cast.team)
    return agent
