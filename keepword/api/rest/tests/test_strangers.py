"""What does the stranger see? Asked of every address that the API describes, so that a new one is asked too."""

# house: one table of what every operation is asked with

import re
from datetime import timedelta

import pytest

from keepword.api.openapi import described
from keepword.api.rest.tests.rows import ANYWHERE, MORE_BODIES, a_chat, a_counter, a_segment, an_answer, an_opportunity
from keepword.api.tests.program import Program
from keepword.api.version_1 import version_1
from keepword.brands.cataloguing import Entry, add
from keepword.care.arranging import Wanted, arrange, limits_as_set
from keepword.care.giving import Wish, give
from keepword.care.models import GiftKind
from keepword.commerce.drafts import OrderDraft
from keepword.commerce.taking_in import take_in
from keepword.conversations.asides.beginning import Wanted as Asked
from keepword.conversations.asides.beginning import begin
from keepword.conversations.bulk.beginning import begin as begin_bulk
from keepword.conversations.drafting.keeping import Written, save
from keepword.conversations.drafting.planning import Plan, schedule
from keepword.conversations.handing_over import hand_over
from keepword.conversations.inbound import File, Thread
from keepword.conversations.macros.defining import Draft as MacroDraft
from keepword.conversations.macros.defining import define as define_macro
from keepword.conversations.models import Bulk, Capacity, Conversation, Mention, Message, Tag
from keepword.conversations.noting import note
from keepword.conversations.receiving import receive
from keepword.conversations.spam.blocking import block
from keepword.conversations.tasks import giving
from keepword.conversations.views.defining import Draft as ViewDraft
from keepword.conversations.views.defining import define as define_view
from keepword.events.actor import SYSTEM
from keepword.events.models import Event
from keepword.hours.calendar import Calendar
from keepword.hours.defining import define
from keepword.kit import clock
from keepword.notices.trying import try_out
from keepword.people.companies.belonging import belong
from keepword.people.companies.defining import Draft as CompanyDraft
from keepword.people.companies.defining import define as define_company
from keepword.people.models import Agent, Contact, Role
from keepword.people.permissions import OWN
from keepword.promises.clocks.policies import Draft as PolicyDraft
from keepword.promises.clocks.policies import define as define_policy
from keepword.promises.ledger.making import promise
from tests import cast as stage

pytestmark = pytest.mark.django_db

DRAFT = PolicyDraft("Ours", {(20, "first_response"): 3600}, conditions={"domains": ["customer.example"]})
BODIES = {
    "create_policy": {"name": "x", "targets": [{"priority": "low", "kind": "update", "seconds": 60}]},
    "put_policy": {"name": "x", "targets": [{"priority": "low", "kind": "update", "seconds": 60}]},
    "put_policy_order": {"policies": []},
    "create_conversation": {"contact": {"address": "eve@else.example"}, "text": "Hello"},
    "create_reply": {"text": "Hello"},
    "create_scheduled_reply": {"text": "Hello", "send_at": "2999-01-01T10:00:00Z"},
    **dict.fromkeys(["create_note", "patch_note"], {"text": "Hello"}),
    "create_aside": {"text": "Hello", "to": ["sales@mill.example"]},
    "create_aside_message": {"text": "Hello"},
    "create_task": {"words": "Call"},
    "create_task_anywhere": {"words": "Call"},
    "put_task": {"words": "Call"},
    "put_completion": {"result": "Yes"},
    "put_assignment": {"assignee": None},
    "put_status": {"status": "resolved"},
    "put_priority": {"priority": "high"},
    "put_subject": {"subject": "x"},
    "put_complaint": {"is_complaint": True},
    "add_to_counter": {"amount": 1, "source": "x"},
    "create_tag": {"name": "x"},
    "put_routing": {"way": "in_turn"},
    "put_team_routing": {"way": "in_turn"},
    "patch_contact": {"name": "x"},
    "put_contact_fields": {"values": {}},
    "put_company_fields": {"values": {}},
    "create_opportunity": {"kind": "upgrade", "words": "x", "ground": "asked"},
    "put_outcome": {"outcome": "bought"},
    "create_company": {"name": "x"},
    "patch_company": {"name": "y"},
    "put_contact_company": {"company": None},
    "put_order": {"number": "1001", "address": "ann@customer.example", "currency": "EUR", "total": "1.00"},
    "put_membership": {"programme": "Leaf Friends", "address": "ann@customer.example"},
    "put_conversation_order": {"order": None},
    "put_conversation_fields": {"values": {}},
    "put_calendar": {"zone": "UTC", "week": [[]] * 7},
    "put_parent": {"parent": None},
    "create_promise": {"what": "call", "due_at": "2999-01-01T10:00:00Z"},
    "create_renewal": {"due_at": "2999-01-01T10:00:00Z", "text": "Later"},
    "create_withdrawal": {"reason": "x"},
    "create_blocked_sender": {"who": "eve@spam.example"},
    "create_gift": {"kind": "refund", "amount": "5.00", "reason": "late"},
    "put_gift_decision": {"is_approved": True},
    "create_hand_over": {"text": "All quiet"},
    "create_known_tag": {"name": "late"},
    "put_known_tag": {"name": "parcel"},
    "put_draft": {"text": "Dear"},
    "create_role": {"name": "x", "permissions": []},
    "put_role": {"name": "x", "permissions": []},
    "create_agent": {"name": "Zoe", "email": "zoe@leafloom.example"},
    "patch_agent": {"public_name": "x"},
    "put_activity": {"is_active": False},
    "put_capacity": {"most": 5},
    **MORE_BODIES,
    **dict.fromkeys(["put_absence", "patch_me"], {}),
}
JOINED = {"create_merge": ("conversation", "other_id"), "create_part": ("message", "second")}
JOINED |= {"put_inbox": ("inbox", "inbox_id"), "put_conversation_contact": ("contact", "contact_id")}
JOINED |= {"create_contact_merge": ("contact", "twin_id"), "create_tag_merge": ("tag", "other_tag_id")}
BODIES |= dict.fromkeys(["create_view", "put_view"], {"name": "x", "is_private": False})
QUESTIONS = {"search": "?q=parcel"}
# What every agent may know of their colleagues, of themselves, and of what customers are told.
COMMON = {"list_agents", "list_teams", "read_me", "list_channels", "read_channel", "list_hours", "read_hours"}
COMMON |= {"list_policies", "read_policy", "list_counters", "list_chat_seats"}  # a clock names its policy
COMMON |= {"list_fields", "list_segments", "read_segment", "list_members"}  # of it, whom they may know
COMMON |= {"read_team_routing", "patch_me", "list_known_tags", "read_known_tag"}

# Refused by role, see test_permissions.py.
ARRANGING = {"put_calendar", "erase_contact", "create_policy", "put_policy_order", "delete_policy", "create_view"}
ARRANGING |= {"put_routing", "put_team_routing", "put_policy", "read_forecast", "put_chat_seat", "delete_chat_seat"}
ARRANGING |= {f"{act}_{what}" for act in ("read", "put", "delete") for what in ("capacity", "role")}
ARRANGING |= {"list_roles", "create_role", "put_role_restoration", "put_absence", "delete_absence", "create_contact"}
ARRANGING |= {"create_known_tag", "put_known_tag", "delete_known_tag", "put_tag_restoration", "create_tag_merge"}
ARRANGING |= {"add_to_counter", "create_agent", "read_agent", "patch_agent", "put_activity", "put_gift_decision"}
# What their role lets them do for everybody.
FOR_ALL = {"create_hand_over"}
SHARING = {"put_view", "delete_view"}  # what the stranger does not see, and the team only uses


def _operations():
    for path, operations in described(version_1, prefix="api/v1/")["paths"].items():
        for method, operation in operations.items():
            yield pytest.param(operation["operationId"], method.upper(), path, id=operation["operationId"])


@pytest.fixture
def world():
    """The cast with a conversation, and what stands in the addresses for it."""
    cast = stage.gather()
    conversation = stage.conversation_of(cast, files=(File("a.txt", "text/plain", b"a"),))
    token = conversation.messages.get().attachments.get().token
    second = receive(stage.written(thread=Thread(conversation_id=conversation.pk)), inbox=cast.inbox)
    later = save(conversation, agent=cast.mina, kind="reply", written=Written("Later"))
    schedule(later, plan=Plan(clock.now() + timedelta(days=1)))
    note(conversation, text="@Mina look", by=cast.dave)
    beside = begin(conversation, wanted=Asked("Trays", "When?", ["sales@mill.example"]), by=cast.mina)
    places = {
        "aside_id": beside.aside_id,
        "note_id": note(conversation, text="Ours", by=cast.mina).pk,
        "mention_id": Mention.objects.get().pk,
        "counter_name": a_counter(of=cast.brand),
        "notice_id": try_out(by=cast.mina).pk,
        "task_id": giving.give(giving.Asked("Call", agent=cast.mina), by=cast.dave, conversation=conversation).pk,
        "opportunity_id": an_opportunity(conversation, team=cast.team, by=cast.mina),
        "other_id": stage.conversation_of(cast).pk,
        "second": second.pk,
        "conversation_id": conversation.pk,
        "contact_id": conversation.contact_id,
        "company_id": _company_of(conversation.contact, by=cast.ruth),
        "order_id": _an_order(),
        "twin_id": stage.conversation_of(cast, address="ann@else.example").contact_id,
        "segment_id": a_segment(by=cast.ruth),
        "inbox_id": cast.inbox.pk,
        "survey_id": an_answer(conversation, by=cast.mina),
        "channel_id": add(cast.brand, entry=Entry("phone", "+4930123456"), by=cast.ruth.as_actor).pk,
        "promise_id": promise(conversation, what="call", due_at=clock.now() + timedelta(days=1), kind="agent").pk,
        "macro_id": define_macro(MacroDraft("Late", {"en": "Sorry"}, team=cast.team), by=cast.ruth).pk,
        "policy_id": define_policy(DRAFT, by=cast.ruth.as_actor).pk,
        "bulk_id": _a_bulk(cast, conversation),
        "team_id": cast.team.pk,
        "view_id": define_view(ViewDraft("Late", team=cast.team), by=cast.ruth).pk,
        "hours_id": define("Office", calendar=Calendar("UTC")).pk,
        "reply_id": later.pk,
        "kind": "reply",
        "sender_id": block("spam.example", by=cast.mina, inboxes=[cast.inbox.pk])[0].pk,
        "gift_id": _a_wish(conversation, by=cast.mina),
        "hand_over_id": hand_over(text="Look", by=cast.dave, team=cast.team).pk,
        "tag_id": Tag.objects.create(name="paid").pk,
        "other_tag_id": Tag.objects.create(name="settled").pk,
        "role_id": _a_role("Guest"),
        "agent_id": _somebody_new(),
        "token": token,
        "name": "x",
    }
    return cast, places | {"chat": a_chat(cast, by=cast.mina)}


def _company_of(contact, *, by):
    company = define_company(CompanyDraft("Acme", ["customer.example"]), by=by)
    belong(contact, to=company, by=by.as_actor)
    return company.pk


def _an_order():
    draft = OrderDraft("1000", "EUR", 4990, address="ann@customer.example")
    return take_in(draft, by=SYSTEM).order.pk


def _a_wish(conversation, *, by):
    """More than they may give alone."""
    arrange(Wanted(True, "EUR", limits_as_set("EUR")), by=by.as_actor)
    return give(conversation, wish=Wish(GiftKind.objects.get(key="refund"), 45_00, "late"), by=by).pk


def _a_role(name):
    return Role.objects.create(name=name, permissions=[], made_at=clock.now()).pk


def _somebody_new():
    """Whom anybody may manage: they may do nothing."""
    new = Agent.objects.create_user("n@leafloom.example", name="Nia", role=OWN, own_role_id=_a_role("New"))
    Capacity.objects.create(agent=new)
    return new.pk


def _a_bulk(cast, conversation):
    made = begin_bulk("priority", by=cast.mina, to="high", ids=[conversation.pk])
    Bulk.objects.update(state="done")
    return made.pk


@pytest.mark.parametrize(("name", "method", "path"), list(_operations()))
def test_a_stranger_sees_and_changes_nothing(world, name, method, path):
    cast, places = world
    before = _everything()
    answer = _ask(Program(cast.stranger), name, method, path, cast=cast, places=places)
    if name in COMMON:
        assert answer.status_code == 200
        assert "customer.example" not in answer.content.decode()
    elif name.startswith("list_") and "{" not in path and name not in ARRANGING:
        assert answer.json() == {"items": [], "next": None}
    elif name == "search":
        assert answer.json() == {"items": [], "contacts": [], "companies": [], "misunderstood": [], "next": None}
    elif name in ("create_company", "create_task_anywhere"):
        assert answer.status_code == 201  # one of their own, of which nobody else knows
        place = "companies" if name == "create_company" else "tasks"
        assert Program(cast.mina).send("GET", f"/{place}/{answer.json()['id']}").status_code == 404
        return
    elif name in FOR_ALL:
        assert answer.status_code in (200, 201)
        return
    elif name in (*ANYWHERE, "put_order", "put_membership", "create_blocked_sender"):
        # Of somebody whom they do not know, or where they see no inbox.
        assert answer.status_code == 422
    else:
        assert answer.status_code == (403 if name in ARRANGING else 404)
    assert _everything() == before


@pytest.mark.parametrize(("name", "method", "path"), list(_operations()))
def test_nobody_gets_in_without_a_token(world, name, method, path):
    cast, places = world
    before = _everything()
    assert _ask(Program(None), name, method, path, cast=cast, places=places).status_code == 401
    assert _everything() == before


@pytest.mark.parametrize(("name", "method", "path"), list(_operations()))
def test_an_agent_of_the_team_gets_in(world, name, method, path):
    """The proof that the requests above are refused for who asks, not for how they are written."""
    cast, places = world
    who = cast.ruth if name in ARRANGING | SHARING else cast.mina
    assert _ask(Program(who), name, method, path, cast=cast, places=places).status_code in (200, 201)


def _ask(program, name, method, path, *, cast, places):
    if "/chat" in path and "conversation_id" in path:
        places = places | {"conversation_id": places["chat"]}
    address = re.sub(r"{(\w+)}", lambda found: str(places[found[1]]), path.removeprefix("/api/v1"))
    address += QUESTIONS.get(name, "")
    body = BODIES.get(name)
    if name == "put_policy_order":
        body = {"policies": [places["policy_id"]]}
    if name in ANYWHERE:
        body = body | {"inbox": cast.inbox.pk}
    if name == "create_opportunity":
        body = body | {"team": cast.team.pk}
    if name == "put_chat_hand_over":
        body = {"agent": cast.dave.pk, "why": "Look"}
    if name == "create_bulk":
        body = {"do": "resolve", "conversations": [places["conversation_id"]]}
    if name == "create_agent":
        body = body | {"own_role": places["role_id"]}
    if name in JOINED:
        field, place = JOINED[name]
        body = {field: places[place]}
    return program.send(method, address, body)


def _everything():
    return [
        list(Conversation.objects.values()),
        list(Message.objects.values_list("id")),
        list(Event.objects.values_list("id")),
        list(Conversation.tags.through.objects.values()),
        list(Contact.objects.values()),
    ]
