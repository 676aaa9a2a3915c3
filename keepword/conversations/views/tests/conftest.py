from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from keepword.conversations.models import Conversation, Inbox, Tag
from keepword.people.models import Contact, Identity
from tests import cast as stage

NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)
STATUSES = ["open", "waiting", "snoozed", "resolved", "spam"]


@pytest.fixture
def cast(db: None) -> stage.Cast:
    return stage.gather()


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def world(cast):
    """A hundred and twenty conversations in which everything meets everything, in two inboxes."""
    other = Inbox.objects.create(name="Press", address="press@leafloom.example", brand=cast.brand)
    tags = [Tag.objects.create(name=name) for name in ("late", "refund")]
    contacts = [Contact.objects.create(name=f"C{n}", created_at=NOW, time_zone=zone) for n, zone in enumerate(ZONES)]
    for number, contact in enumerate(contacts):
        Identity.objects.create(contact=contact, value=f"c{number}@{['acme', 'other', 'mail'][number % 3]}.example")
    made = [_one(cast, number, contacts=contacts, other=other) for number in range(120)]
    Conversation.objects.bulk_create(made)
    through = Conversation.tags.through
    through.objects.bulk_create(through(conversation=one, tag=tags[n % 2]) for n, one in enumerate(made) if n % 3 == 0)
    return cast


ZONES = ["Asia/Seoul", "Europe/Berlin", "", "America/New_York"]
LANGUAGES = ["en", "zh-Hans", "zh-Hant", "ko", ""]


def _one(cast, number, *, contacts, other):
    status = STATUSES[number % 5]
    ago = timedelta(hours=7 * number)
    return Conversation(
        inbox=other if number % 4 == 0 else cast.inbox,
        contact=contacts[number % len(contacts)],
        reference=f"R{number}",
        token=f"t{number}",
        channel=["email", "form"][number % 2],
        status=status,
        priority=[10, 20, 30, 40][number % 4],
        language=LANGUAGES[(number // 3) % len(LANGUAGES)],
        assignee=[None, cast.mina, cast.dave][number % 3],
        team=cast.team if number % 7 < 3 else None,
        created_at=NOW - ago,
        last_activity_at=NOW - timedelta(hours=number // 2),
        waiting_since=NOW - ago if number % 5 < 2 and number % 2 else None,
        due_at=NOW + timedelta(hours=number - 60) if number % 3 == 1 else None,
        snoozed_until=NOW + timedelta(days=number) if status == "snoozed" else None,
        resolved_at=NOW - timedelta(hours=3 * number) if status == "resolved" else None,
    )
