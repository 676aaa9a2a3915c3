"""The people of all tests: agents, a stranger who must see nothing, and customers in three languages."""

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count

from keepword.brands.models import Brand, Organisation
from keepword.conversations.inbound import Inbound, Thread
from keepword.conversations.models import Conversation, Inbox
from keepword.conversations.receiving import receive
from keepword.kit import clock
from keepword.people.models import Agent, Team
from keepword.people.models.agent import ADMINISTRATOR

PASSWORD = "correct horse battery"
_numbers = count(1)


@dataclass(frozen=True)
class Cast:
    """`mina` and `dave` work for the shop's team; `ruth` administers; `stranger` works elsewhere in the same
    organisation and must see nothing of the shop's inbox, which is restricted to its team."""

    organisation: Organisation
    brand: Brand
    team: Team
    inbox: Inbox
    mina: Agent
    dave: Agent
    ruth: Agent
    stranger: Agent


def gather() -> Cast:
    """Fill an empty database with the cast."""
    organisation = Organisation.objects.create(id=1, name="Leaf & Loom", created_at=datetime(2026, 1, 1, tzinfo=UTC))
    brand = Brand.objects.create(name="Leaf & Loom", slug="leaf-loom")
    team = Team.objects.create(name="Shop")
    inbox = Inbox.objects.create(name="Help", address="help@leafloom.example", brand=brand)
    inbox.teams.add(team)
    mina = Agent.objects.create_user("mina@leafloom.example", name="Mina Park", password=PASSWORD)
    dave = Agent.objects.create_user("dave@leafloom.example", name="Dave Ortiz", password=PASSWORD)
    ruth = Agent.objects.create_user("ruth@leafloom.example", name="Ruth Adler", password=PASSWORD, role=ADMINISTRATOR)
    stranger = Agent.objects.create_user("sam@leafloom.example", name="Sam Other", password=PASSWORD)
    # Their answers leave at once; who wants to take one back sets a pause, as the product does for everybody.
    Agent.objects.update(undo_seconds=0)
    for agent in (mina, dave, ruth, stranger):
        agent.undo_seconds = 0
    mina.teams.add(team)
    dave.teams.add(team)
    return Cast(organisation, brand, team, inbox, mina, dave, ruth, stranger)


CUSTOMERS = {
    "en": ("Ann Lee", "ann@customer.example", "Where is my parcel?", "It was due on Monday."),
    "zh-Hans": ("王小明", "wang@customer.example", "订单还没有到", "请问我的包裹在哪里？运费已经付了。"),
    "ko": ("김민지", "minji@customer.example", "배송 문의드립니다", "주문한 상품이 아직 도착하지 않았어요."),
    "ar": ("ليلى حسن", "layla@customer.example", "أين طلبي؟", "لم يصل الطرد بعد."),
}


def written(language: str = "en", **changes: object) -> Inbound:
    """A customer's message in that language, new each time."""
    name, address, subject, text = CUSTOMERS[language]
    number = next(_numbers)
    fields: dict[str, object] = {
        "channel": "email",
        "external_id": f"test:{number}",
        "message_id": f"customer-{number}@customer.example",
        "address": address,
        "name": name,
        "subject": subject,
        "text": text,
        "at": clock.now(),
        "language": language,
        "thread": Thread(),
        "may_be_answered": True,
    }
    return Inbound(**(fields | changes))  # type: ignore[arg-type]


def conversation_of(cast: Cast, language: str = "en", **changes: object) -> Conversation:
    """A conversation that a customer just began."""
    message = receive(written(language, **changes), inbox=cast.inbox)
    assert message is not None
    return Conversation.objects.with_people().get(pk=message.conversation_id)
