"""What is written into the forms that need more than a word: one entry for each address, beside the common form. What
needs a house that is prepared for it stands in `prepared_forms.py`.

A new address whose button refuses the common form needs an entry here; without one a second press proves nothing.
"""

from collections.abc import Callable
from datetime import timedelta

from keepword.brands.models import Brand
from keepword.care.models import GiftKind
from keepword.conversations.asides.beginning import Wanted as Asked
from keepword.conversations.asides.beginning import begin as begin_aside
from keepword.conversations.bulk.beginning import begin as begin_bulk
from keepword.conversations.chatting.seating import take_chats
from keepword.conversations.chatting.taking import take
from keepword.conversations.drafting.keeping import Written, save
from keepword.conversations.inbound import Thread
from keepword.conversations.joining.relating import relate
from keepword.conversations.macros.defining import Draft as MacroDraft
from keepword.conversations.macros.defining import define as define_macro
from keepword.conversations.models import Conversation, Message, Tag
from keepword.conversations.receiving import receive
from keepword.conversations.views.defining import Draft as ViewDraft
from keepword.conversations.views.defining import define as define_view
from keepword.events.actor import SYSTEM
from keepword.kit import clock
from keepword.notices.kinds import KINDS, NONE
from keepword.people.models import Agent
from keepword.people.noting import newest_version
from tests import cast as stage
from tests.safety.addresses import Address
from tests.safety.conftest import World
from tests.safety.long_files import long_file
from tests.safety.prepared_forms import PATH, PREPARED, Form
from tests.services.push_service import Browser, PushService


def form_for(address: Address, *, world: World, who: Agent) -> Form:
    """What is sent with this button; what it needs in the house is put there. Fields that are None are left out."""
    own = (PREPARED | FORMS).get(address.route)
    more = own(world, who) if callable(own) else own or {}
    return {name: value for name, value in (world.form | more).items() if value is not None}


def _later(days: int) -> str:
    """As a browser sends a moment."""
    return f"{clock.now() + timedelta(days=days):%Y-%m-%dT%H:%M}"


def _file(*lines: str) -> Form:
    """As the page of a trial carries it, under the button that does it."""
    return {"content": "\n".join(lines) + "\n", "do": "yes"}


def _task(world: World, who: Agent) -> Form:
    return {"words": "Call them", "owner": f"agent-{who.pk}", "until": _later(2), "awaits": ""}


def _chat(world: World, who: Agent) -> Conversation:
    for agent in (world.cast.mina, world.cast.ruth):
        take_chats(agent, by=agent.as_actor)
    return stage.conversation_of(world.cast, channel="chat", external_id="chat:twice")


def _chat_to_take(world: World, who: Agent) -> Form:
    return {PATH: f"/conversations/{_chat(world, who).pk}/chat/taking"}


def _chat_to_hand_over(world: World, who: Agent) -> Form:
    conversation = _chat(world, who)
    take(conversation, by=who)
    other = world.cast.ruth if who == world.cast.mina else world.cast.mina
    return {PATH: f"/conversations/{conversation.pk}/chat/hand-over", "to": f"agent-{other.pk}", "why": "Lunch"}


def _second_message(world: World, who: Agent) -> Form:
    thread = Thread(world.conversation.pk)
    message = receive(stage.written(thread=thread, text="And another thing."), inbox=world.cast.inbox)
    assert message is not None
    return {"message": message.pk, "subject": "Another thing"}


def _letter_in_its_pause(world: World, who: Agent) -> Form:
    wanted = Asked("Boxes", "How many?", ["sales@mill.example"], pause=timedelta(minutes=1))
    letter = begin_aside(world.conversation, wanted=wanted, by=who)
    return {PATH: f"/asides/messages/{letter.pk}/recall"}


def _own_draft(world: World, who: Agent) -> Form:
    draft = save(world.conversation, agent=who, kind="reply", written=Written("Perhaps"))
    return {PATH: f"/drafts/{draft.pk}/removal"}


def _own_bulk(world: World, who: Agent) -> Form:
    made = begin_bulk("resolve", by=who, ids=[world.conversation.pk])
    return {PATH: f"/bulk/{made.pk}/cancellation"}


def _own_file(what: str) -> Callable[[World, Agent], Form]:
    return lambda world, who: {PATH: f"/contacts/import/{long_file(by=who).pk}/{what}"}


def _own_macro(what: str) -> Callable[[World, Agent], Form]:
    def of(world: World, who: Agent) -> Form:
        made = define_macro(MacroDraft("Own", {"en": "x"}, owner=who), by=who)
        return {PATH: f"/settings/macros/{made.pk}{what}", "whose": "me", "text-en": "Words"}

    return of


def _own_view(what: str) -> Callable[[World, Agent], Form]:
    def of(world: World, who: Agent) -> Form:
        made = define_view(ViewDraft("Own", owner=who), by=who)
        return {PATH: f"/settings/views/{made.pk}{what}"}

    return of


def _concerned(world: World, who: Agent) -> Form:
    relate(world.conversation, to=stage.conversation_of(world.cast, "zh-Hans"), by=SYSTEM)
    return {"do": "tell"}


def _passed_on(world: World, who: Agent) -> Form:
    return {
        "message": Message.objects.filter(conversation=world.rows["conversations/<int:number>/contact"])
        .earliest("id")
        .pk
    }


def _call(world: World, who: Agent) -> Form:
    said = {"conversation": None, "about": "new", "way": "in", "began_at": _later(-1), "subject": "A call"}
    return said | {"words": "They asked for a chair.", "promised": _later(3), "task": "Look", "until": _later(2)}


def _another_time(world: World, who: Agent) -> Form:
    return {"until": _later(3), "text": "You hear from us {time}.", "reason": "They asked for it"}


def _empty_brand(world: World, who: Agent) -> Form:
    brand = Brand.objects.create(name="Second", slug="second")
    return {PATH: f"/settings/brands/{brand.pk}/removal"}


def _settled(world: World, who: Agent) -> Form:
    quiet = {f"{name}-mail": NONE for name in KINDS}
    return {**quiet, "quiet_from": "22:00", "quiet_to": "07:30", "digest": "daily", "digest_at": "09:15"}


NEW_PASSWORD = "quiet reading room 7"  # noqa: S105  in a test
ORDER = {"number": "2002", "state": "paid", "total": "49.90", "currency": "EUR", "address": "ann@customer.example"}
WAY = {"kind": "sms", "address": "+49301234567", "support": "supported", "answer_unit": "hours"}
BRAND = {"slug": "other", "language": "en", "sender_name": "person_at_brand", "voice": "warm"}
POLICY = {"first_response-normal": "4h", "is_business": "yes", "warn_at": "50, 80"}
GIFTS = {"currency": "EUR", "customer_days": 90, "agent_days": 30, "answer_hours": 8, "is_on": "yes"}
HOURS = {"save": "yes", "zone": "Europe/Berlin", "day0": "09:00–17:00"}
ONESELF = {"language": "en", "time_zone": "UTC", "undo_seconds": "10", "theme": "dark"}
HANDED = {"kind": "upgrade", "words": "Larger shelves", "ground": "asked", "until": None}

FORMS: dict[str, Form | Callable[[World, Agent], Form]] = {
    "asides/messages/<int:number>/recall": _letter_in_its_pause,
    "bulk": lambda world, who: {"act": "resolve", "ids": str(world.conversation.pk)},
    "bulk/<int:number>/cancellation": _own_bulk,
    "calls/new": _call,
    "companies/import": _file("name", "Birch"),
    "contacts/<int:number>/loyalty": {"programme": "Club", "address": "ann@customer.example", "tier": "Gold"},
    "contacts/<int:number>/note": lambda world, who: {"after": newest_version(world.conversation.contact)},
    "contacts/<int:number>/privacy": {"word": "ERASE"},
    "contacts/import/<int:number>/doing": _own_file("doing"),
    "contacts/import/<int:number>/cancellation": _own_file("cancellation"),
    "contacts/import/<int:number>/export": _own_file("export"),
    "contacts/import": _file("address,name", "new@customer.example,New"),
    "contacts/new": {"company": "Acme", "emails": "new@customer.example", "note": "Likes tea"},
    "conversations/<int:number>/asides/new": {"to": "sales@mill.example", "subject": "Trays", "way": "mail"},
    "conversations/<int:number>/chat/hand-over": _chat_to_hand_over,
    "conversations/<int:number>/chat/taking": _chat_to_take,
    "conversations/<int:number>/contact/offer/removal": _passed_on,
    "conversations/<int:number>/gifts": lambda world, who: {
        "kind": GiftKind.objects.get(key="refund").pk, "amount": "5", "reason": "late"
    },
    "conversations/<int:number>/holding": _another_time,
    "conversations/<int:number>/opportunity": lambda world, who: HANDED | {"team": world.cast.team.pk},
    "conversations/<int:number>/part": _second_message,
    "conversations/<int:number>/snooze": lambda world, who: {"until": _later(2)},
    "conversations/<int:number>/tasks": _task,
    "conversations/new": {"to": "new@customer.example", "subject": "Your chair"},
    "drafts/<int:number>/removal": _own_draft,
    "drafts/<int:number>/time": lambda world, who: {"later": _later(3)},
    "how-we-serve/goals/<int:number>": {"words": "Kinder", "figure": ""},
    "how-we-serve/goals/new": {"words": "Kinder", "figure": ""},
    "loyalty/import": _file("programme,address,points", "Club,ann@customer.example,20"),
    "orders/<int:number>/correction": ORDER | {"number": "1001"},
    "orders/import": _file("number,currency,total", "3003,EUR,12.50"),
    "orders/new": ORDER,
    "promises/<int:number>/renewal": _another_time,
    "promises/<int:number>/withdrawal": {"reason": "They found it"},
    "settings": ONESELF,
    "settings/agents": {"email": "eve@leafloom.example", "role": "agent"},
    "settings/agents/<int:number>": {
        "email": "noor@leafloom.example", "role": "agent", "language": "en", "time_zone": "UTC",
    },
    "settings/agents/import": _file("email,name", "kim@leafloom.example,Kim"),
    "settings/brands": BRAND,
    "settings/brands/<int:number>": BRAND | {"slug": "leaf-loom"},
    "settings/brands/<int:number>/emergency": {"target_minutes": 30},
    "settings/brands/<int:number>/mission": {"do": "counter", "per": "order", "step": 1},
    "settings/brands/<int:number>/removal": _empty_brand,
    "settings/brands/<int:number>/survey": {"pause_hours": 2, "rest_days": 30, "is_on": "yes"},
    "settings/brands/import": _file("slug,name", "third,Third"),
    "settings/channels": lambda world, who: WAY | {"brand": world.cast.brand.pk},
    "settings/channels/<int:number>": WAY,
    "settings/chats": {"ring_seconds": 30, "most": 2, "left_minutes": 4},
    "settings/chats/agents/<int:number>": lambda world, who: {
        PATH: f"/settings/chats/agents/{who.pk}", "takes": "yes", "most": 2
    },
    "settings/fields/import": _file("name,about", "Colour,contact"),
    "settings/fields/new": {"name": "Colour", "about": "contact", "kind": "text"},
    "settings/gifts": GIFTS,
    "settings/hours/<int:number>": HOURS | {"name": "Warehouse"},
    "settings/hours/new": HOURS,
    "settings/inboxes": lambda world, who: {"address": "new@leafloom.example", "brand": world.cast.brand.pk},
    "settings/inboxes/<int:number>": lambda world, who: {
        "address": "help@leafloom.example", "brand": world.cast.brand.pk
    },
    "settings/inboxes/import": _file("address,name", "more@leafloom.example,More"),
    "settings/macros/<int:number>": _own_macro(""),
    "settings/macros/<int:number>/removal": _own_macro("/removal"),
    "settings/macros/import": _file("name,language,text", "Late,en,Sorry"),
    "settings/macros/new": {"whose": "me", "text-en": "Words", "priority": ""},
    "settings/notices": _settled,
    "settings/notices/devices": lambda world, who: Browser(PushService("https://push.example")).subscription,
    "settings/password": {
        "old_password": stage.PASSWORD, "new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD,
    },
    "settings/policies/<int:number>": POLICY,
    "settings/policies/new": POLICY,
    "settings/retention": {"what": "spam", "after": 60, "where": "everywhere"},
    "settings/retention/<int:number>": {"after": 24},
    "settings/roles/import": _file("name,permissions", "Owls,reply"),
    "settings/routing": lambda world, who: {"inbox": world.cast.inbox.pk, "way": "in_turn", "team": None},
    "settings/security/proof": {"password": stage.PASSWORD},
    "settings/signatures/<int:number>": lambda world, who: {"brand": world.cast.brand.pk, "team": ""},
    "settings/signatures/new": lambda world, who: {"brand": world.cast.brand.pk, "team": world.cast.team.pk},
    "settings/tags/<int:number>/merging": lambda world, who: {"into": Tag.objects.create(name="other").pk},
    "settings/tags/import": _file("name", "blue"),
    "settings/teams/import": _file("name", "Owls"),
    "settings/views/<int:number>": _own_view(""),
    "settings/views/<int:number>/removal": _own_view("/removal"),
    "settings/views/import": _file("name,sort", "Old ones,oldest"),
    "tasks": _task,
    "tasks/<int:number>": _task,
    "tasks/<int:number>/everybody": _concerned,
    "tasks/<int:number>/outcome": {"outcome": "not_now"},
}  # fmt: skip
