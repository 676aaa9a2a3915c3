"""A small house with something in every room, and a browser for everybody."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from keepword.brands.cataloguing import Entry, add
from keepword.care.arranging import Wanted as WantedGifts
from keepword.care.arranging import arrange as arrange_gifts
from keepword.care.arranging import limits_as_set
from keepword.care.giving import Wish
from keepword.care.giving import give as give_gift
from keepword.care.models import GiftKind
from keepword.channels.email.models import DONE, UNREADABLE, Mailbox, StoredMail
from keepword.channels.form import linking
from keepword.commerce.drafts import OrderDraft
from keepword.commerce.taking_in import take_in
from keepword.conversations.asides.beginning import Wanted as Asked
from keepword.conversations.asides.beginning import begin as begin_aside
from keepword.conversations.bulk.beginning import begin as begin_bulk
from keepword.conversations.delivering import mark_held
from keepword.conversations.drafting.enclosing import enclose
from keepword.conversations.drafting.keeping import Written, save
from keepword.conversations.drafting.planning import Plan, schedule
from keepword.conversations.fields.defining import Draft as FieldDraft
from keepword.conversations.fields.defining import define as define_field
from keepword.conversations.handing_over import hand_over
from keepword.conversations.inbound import File
from keepword.conversations.joining.merging import merge
from keepword.conversations.macros.defining import Draft as MacroDraft
from keepword.conversations.macros.defining import define as define_macro
from keepword.conversations.models import Conversation, DraftFile, Message, Participant, Tag
from keepword.conversations.noting import note
from keepword.conversations.opportunities.handing import Wanted as WantedToBuy
from keepword.conversations.opportunities.handing import hand_to_sales
from keepword.conversations.replying import reply
from keepword.conversations.signing.defining import Wanted
from keepword.conversations.signing.defining import define as define_signature
from keepword.conversations.spam.blocking import block
from keepword.conversations.tasks.giving import Asked as AskedFor
from keepword.conversations.tasks.giving import give as give_task
from keepword.conversations.views.defining import Draft as ViewDraft
from keepword.conversations.views.defining import define as define_view
from keepword.conversations.whose.passed_on import code_of
from keepword.conversations.whose.putting_right import give_to_address
from keepword.events.actor import SYSTEM
from keepword.events.models import Event, Task
from keepword.help_center import received
from keepword.hours.calendar import Calendar
from keepword.hours.defining import define as define_hours
from keepword.kit import clock
from keepword.people.companies.belonging import belong
from keepword.people.companies.defining import Draft as CompanyDraft
from keepword.people.companies.defining import define as define_company
from keepword.people.identifying import Person
from keepword.people.keys import NEW_PASSWORD, key_for
from keepword.people.merging.merging import merge as merge_contacts
from keepword.people.models import Agent, Contact, SignInProvider
from keepword.people.permissions import OWN
from keepword.people.photos import put_photo
from keepword.people.roles.defining import make as make_role
from keepword.principles.models import Goal
from keepword.privacy.retention.setting import make as make_rule
from keepword.promises.clocks.policies import Draft, define
from keepword.promises.ledger.making import promise
from keepword.segments.choosing import put_in
from keepword.segments.defining import Draft as SegmentDraft
from keepword.segments.defining import define as define_segment
from tests import cast as stage
from tests import portraits
from tests.safety.addresses import Address
from tests.safety.long_files import long_file

# Something for every form of the desk, so that what is refused is not refused for being empty.
WORDS = {
    "text": "x", "resolved": "yes", "spam": "yes", "add": "x", "priority": "high", "message": "x", "name": "x",
    "assignee": "", "team": "", "do": "save", "until": "tomorrow",
    "complaint": "yes", "active": "yes", "who": "eve@bad.example",
}  # fmt: skip
Sit = Callable[[Agent], Client]


@dataclass(frozen=True)
class World:
    cast: stage.Cast
    conversation: Conversation
    customers: Message
    ours: Message
    rows: dict[str, int]
    link: str
    receipt: str
    form: dict[str, object]
    draft_file: DraftFile

    def path(self, address: Address) -> str:
        """A path of this kind that leads to something that is there."""
        number = next((row for start, row in self.rows.items() if address.route.startswith(start)), 0)
        file = self.draft_file if address.route.startswith("draft-files/") else self.customers.attachments.get()
        places = {
            "number": number, "name": file.name,
            "token": self.cast.mina.photo if address.route.startswith("photos/") else file.token,
            "view": "all", "link": self.link,
            "key": key_for(self.cast.mina, purpose=NEW_PASSWORD),
            "receipt": self.receipt, "slug": self.cast.brand.slug, "basis": "told", "channel": "email",
            "what": "solved", "of": "agent-nobody", "measure": "open", "part": "supplier", "principle": "promise",
        }  # fmt: skip
        return address.filled(places)


@pytest.fixture
def world(db: None) -> World:
    cast = stage.gather()
    files = (File("a.txt", "text/plain", b"a"),)
    conversation = stage.conversation_of(cast, html="<p>Hello</p>", files=files, channel="form", external_id="form:1")
    put_photo(cast.mina, content=portraits.png())
    ours = reply(conversation, text="Hello", by=cast.mina)
    mark_held(ours)
    customers = conversation.messages.get(kind="inbound")
    task = Task.objects.create(event=Event.objects.latest("id"), reaction="x", run_at=clock.now(), dead_at=clock.now())
    unread = StoredMail.objects.create(
        inbox=cast.inbox, received_at=clock.now(), way="smtp", raw=b"?", state=UNREADABLE, reason="?"
    )
    StoredMail.objects.create(
        inbox=cast.inbox, received_at=clock.now(), way="smtp", raw=b"Subject: ?", state=DONE, message=customers
    )
    mailbox = Mailbox.objects.create(inbox=cast.inbox, host="imap.example", username="x", sealed_password="x")
    reader = make_role("Reader", permissions=[], by=SYSTEM)
    newcomer = Agent.objects.create_user("new@leafloom.example", name="Noor", role=OWN, own_role=reader)
    scheduled = save(conversation, agent=cast.mina, kind="reply", written=Written("Later"))
    enclose(scheduled, files=files, limit=100)
    schedule(scheduled, plan=Plan(clock.now() + timedelta(days=1)))
    view = define_view(ViewDraft("Mine", owner=cast.mina), by=cast.mina)
    beside = begin_aside(conversation, wanted=Asked("Trays", "When?", ["sales@mill.example"]), by=cast.mina)
    sent_in = stage.conversation_of(cast, "ko", warnings=(code_of(Person("otto@else.example")),))
    change = give_to_address(sent_in, person=Person("carl@else.example"), by=cast.mina)
    rows = {
        "conversations/<int:number>/contact": sent_in.pk,
        "conversations/": conversation.pk,
        "asides/messages/": beside.pk,
        "asides/": beside.aside_id,
        "contacts/import/<": long_file(by=cast.mina).pk,
        "contacts/": conversation.contact_id,
        "companies/": _company_of(conversation.contact, by=cast.ruth),
        "segments/": _segment(conversation.contact, by=cast.ruth),
        "orders/": _order_of("ann@customer.example"),
        "notes/": note(conversation, text="Ours alone", by=cast.mina).pk,
        "messages/<int:number>/html": customers.pk,
        "messages/<int:number>/words": customers.pk,
        "messages/<int:number>/original": customers.pk,
        "messages/<int:number>/delivery": ours.pk,
        "drafts/": scheduled.pk,
        "bulk/": begin_bulk("resolve", by=cast.mina, ids=[conversation.pk]).pk,
        "tasks/<int:number>/outcome": _opportunity(cast, conversation),
        "tasks/": give_task(AskedFor("Call", agent=cast.dave), by=cast.mina, conversation=conversation).pk,
        "gifts/": _a_gift(conversation, by=cast.dave),
        "settings/gifts/kinds/": GiftKind.objects.get(key="refund").pk,
        "hand-overs/": hand_over(text="For the shop", by=cast.mina, team=cast.team).pk,
        "promises/": promise(conversation, what="call", due_at=clock.now() + timedelta(days=1), kind="agent").pk,
        "how-we-serve/goals/": Goal.objects.create(words="Quicker", changed_at=clock.now()).pk,
        "settings/macros/": define_macro(MacroDraft("Mine", {"en": "x"}, owner=cast.mina), by=cast.mina).pk,
        "views/": view.pk,
        "settings/views/": view.pk,
        "settings/retention/": make_rule("resolved", after=12, by=cast.ruth).pk,
        "settings/spam/": block("bad.example", by=cast.mina)[0].pk,
        "settings/inboxes/": cast.inbox.pk,
        "settings/agents/": newcomer.pk,
        "settings/access/providers/": SignInProvider.objects.create(name="x", address="https://login.example").pk,
        "settings/teams/": cast.team.pk,
        "settings/fields/": define_field(FieldDraft("Size"), by=SYSTEM).pk,
        "settings/tags/": Tag.objects.create(name="vip").pk,
        "settings/signatures/": define_signature(Wanted(cast.brand, "Loom"), by=SYSTEM).pk,
        "settings/roles/": make_role("Night shift", permissions=[], by=SYSTEM).pk,
        "settings/brands/": cast.brand.pk,
        "settings/mailboxes/": mailbox.pk,
        "settings/policies/": define(Draft("Quick", {(20, "first_response"): 3600}), by=SYSTEM).pk,
        "settings/hours/": define_hours("Warehouse", calendar=Calendar("Europe/Berlin"), by=SYSTEM).pk,
        "settings/acknowledgements/": cast.inbox.pk,
        "settings/channels/": add(cast.brand, entry=Entry("phone", "+4930123456"), by=SYSTEM).pk,
        "settings/outbox/": ours.pk,
        "settings/failures/": task.pk,
        "settings/unread-mail/": unread.pk,
    }
    somebody = Participant.objects.create(
        conversation=conversation, contact=conversation.contact, address="cc@else.example", is_trusted=False,
        added_at=clock.now(),
    )  # fmt: skip
    other, gone = stage.conversation_of(cast, "ko"), stage.conversation_of(cast, "ko")
    merged = merge(gone, into=conversation, by=cast.ruth)
    joining = {"other": other.pk, "way": "link", "merge": merged.pk, "message": ours.pk, "inbox": cast.inbox.pk}
    twin, double = (stage.conversation_of(cast, address=f"{name}@twin.example").contact for name in ("a", "b"))
    joining |= {"contact": double.pk, "merged": merge_contacts(twin, into=conversation.contact, by=cast.ruth).pk}
    joining["company"] = rows["companies/"]
    form = WORDS | {"participant": somebody.pk, "change": change.pk if change else 0} | joining
    link = linking.mailed_link(conversation.token, at=clock.now())
    receipt = received.address_of(customers).rpartition("/")[2]
    return World(cast, conversation, customers, ours, rows, link, receipt, form, scheduled.files.get())


def _opportunity(cast: stage.Cast, conversation: Conversation) -> int:
    wanted = WantedToBuy("upgrade", "Larger shelves", cast.team, "asked")
    return hand_to_sales(conversation, wanted=wanted, by=cast.mina).pk


def _segment(contact: Contact, *, by: Agent) -> int:
    segment = define_segment(SegmentDraft("Regulars"), by=by)
    put_in(contact, segment=segment, by=by)
    return segment.pk


def _a_gift(conversation: Conversation, *, by: Agent) -> int:
    arrange_gifts(WantedGifts(True, "EUR", limits_as_set("EUR")), by=SYSTEM)
    return give_gift(conversation, wish=Wish(GiftKind.objects.get(key="refund"), 20_00, "late"), by=by).pk


def _order_of(address: str) -> int:
    return take_in(OrderDraft("1001", "EUR", 4990, address=address), by=SYSTEM).order.pk


def _company_of(contact: Contact, *, by: Agent) -> int:
    company = define_company(CompanyDraft("Acme", ["customer.example"]), by=by)
    belong(contact, to=company, by=SYSTEM)
    return company.pk


@pytest.fixture
def at_desk() -> Sit:
    """A browser in which this agent is signed in, before a server that insists on its tokens."""

    def sit(agent: Agent, **options: Any) -> Client:
        client = Client(**options)
        client.force_login(agent, backend="keepword.people.recognising.Backend")
        return client

    return sit


def everything() -> dict[str, list[Any]]:
    """Every row of the product as the database keeps it: to say that nothing changed. Asked some hundred times for one
    test, so without the models."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("keepword.")]
    found = {}
    with connection.cursor() as cursor:
        for model in ours:
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}" ORDER BY 1')
            found[model.__name__] = cursor.fetchall()
    return found
