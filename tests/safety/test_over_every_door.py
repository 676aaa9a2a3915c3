"""Nothing of a closed inbox comes to somebody outside, over any door that can be opened by reading or by taking a list
out: pages, parts, files, searches and the API. Asked of every address there is, so that a new one is asked too."""

import pytest

from keepword.conversations.models import Attachment, Conversation, Inbox
from keepword.kit import clock
from keepword.people import permissions as may
from keepword.people.models import Agent, Role
from tests.safety.conftest import Sit, World
from tests.safety.doors import all_that_is_told

CLOSED = {"name": "Hushbox", "address": "hush@leafloom.example"}
FILE = "mondstein.txt"
# Who wrote, to whom, what is beside it, what is handed over, and for which company they write.
SECRETS = [*CLOSED.values(), FILE, "Ann Lee", "ann@customer.example", "was due on Monday", "a@twin.example", "Trays",
           "sales@mill.example", "For the shop", "Acme"]  # fmt: skip
EVERYTHING_BUT_THE_MACHINE = may.ALL - {may.MANAGE_INSTALLATION}  # who runs it sees the mailboxes of every inbox


@pytest.fixture
def whispered(world: World) -> World:
    Inbox.objects.filter(pk=world.cast.inbox.pk).update(**CLOSED)
    Attachment.objects.update(name=FILE)
    return world


@pytest.mark.parametrize("role", ["manager", "all that there is"])
def test_nothing_of_a_closed_inbox_comes_out(whispered: World, at_desk: Sit, role: str):
    outside = _outside(role)
    doors = dict(all_that_is_told(whispered, desk=at_desk(outside), agent=outside))
    reference = Conversation.objects.get(pk=whispered.conversation.pk).reference
    told = {door: [word for word in [*SECRETS, reference] if word.encode() in said] for door, said in doors.items()}
    assert {door: words for door, words in told.items() if words} == {}


def test_by_the_same_doors_whoever_sees_it_is_told_all_of_it(whispered: World, at_desk: Sit):
    ruth = whispered.cast.ruth
    told = b"".join(said for _door, said in all_that_is_told(whispered, desk=at_desk(ruth), agent=ruth))
    assert [word for word in SECRETS if word.encode() not in told] == []


def _outside(role: str) -> Agent:
    if role == may.MANAGER:
        return Agent.objects.create_user("boss@leafloom.example", name="Bo", role=may.MANAGER)
    own = Role.objects.create(name="Much", permissions=sorted(EVERYTHING_BUT_THE_MACHINE), made_at=clock.now())
    return Agent.objects.create_user("boss@leafloom.example", name="Bo", role=may.OWN, own_role=own)
