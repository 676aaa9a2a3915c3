"""Whoever writes first to an address learns by it nothing of what a closed inbox knows of its owner, over any door."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from keepword.commerce.drafts import Item, OrderDraft
from keepword.commerce.enrolling import MembershipDraft, enrol
from keepword.commerce.taking_in import take_in
from keepword.conversations.contacts import contacts_visible_to
from keepword.conversations.fields.defining import Draft as FieldDraft
from keepword.conversations.fields.defining import define as define_field
from keepword.conversations.fields.putting import put_on_contact
from keepword.conversations.inbound import File
from keepword.conversations.macros.defining import Draft as MacroDraft
from keepword.conversations.macros.defining import define as define_macro
from keepword.conversations.models import Conversation, Inbox
from keepword.conversations.noting import note
from keepword.conversations.receiving import receive
from keepword.conversations.replying import reply
from keepword.conversations.tagging import tag
from keepword.events import working
from keepword.events.actor import SYSTEM
from keepword.kit import clock
from keepword.people import permissions as may
from keepword.people import tokens
from keepword.people.meeting import Newcomer, add_addresses
from keepword.people.models import Agent, Company, Contact, Role, Segment
from keepword.people.noting import note as note_on
from tests import cast as stage
from tests.safety.conftest import Sit, World
from tests.safety.doors import all_that_is_told, words

ADDRESS, NUMBER = "ann@customer.example", "+4930901820"
# What is known of the person in the closed inbox alone, each by a word that stands nowhere else.
KNOWN = {
    "name": "Zorbinaquell", "as the mails say": "Ann Lee", "another address": "otherpost@mailbox.example",
    "merged address": "a@twin.example", "note": "Fjordwhistle", "company": "Vantablau", "own field": "Quartzpetal",
    "order": "KX77190", "article": "Moonlantern", "programme": "Thistleclub",
    "subject": "Where is my parcel?", "words": "was due on Monday", "our note": "Grimhollow",
    "file": "mondstein.txt", "inbox": "Hushbox",
}  # fmt: skip
MUCH = may.ALL - {may.MANAGE_INSTALLATION}  # who runs the installation sees every inbox's mail
ASKED = (
    "zorbina",
    "fjordw",
    "vantabl",
    "quartz",
    "kx77",
    "thistle",
    "ploverl",
    "otherpost",
    "customer.example",
    "ann",
)


@dataclass(frozen=True)
class Scene:
    world: World
    counter: Inbox
    outside: Agent
    person: Contact
    desk: Client

    def program(self, path: str, body: dict[str, object], *, put: bool = False) -> dict[str, object]:
        send = self.desk.put if put else self.desk.post
        answer = send(
            f"/api/v1{path}", body, content_type="application/json",
            headers={"authorization": f"Bearer {tokens.give(self.outside)}"},
        )  # fmt: skip
        assert answer.status_code in (200, 201), answer.content
        return answer.json()

    def of_somebody_else(self) -> Conversation:
        """At the open counter."""
        message = receive(stage.written("ko"), inbox=self.counter)
        assert message is not None
        return Conversation.objects.get(pk=message.conversation_id)


@pytest.fixture
def scene(world: World, at_desk: Sit) -> Scene:
    cast, person = world.cast, world.conversation.contact
    Inbox.objects.filter(pk=cast.inbox.pk).update(name="Hushbox", address="hush@leafloom.example")
    Company.objects.update(name="Vantablau")
    Contact.objects.filter(pk=person.pk).update(
        name="Zorbinaquell", language="fi", time_zone="Pacific/Chatham", is_zone_certain=True
    )
    person.refresh_from_db()
    note_on(person, text="Fjordwhistle", by=cast.ruth)
    add_addresses(person, Newcomer("", ("otherpost@mailbox.example",), (NUMBER,)), by=SYSTEM)
    put_on_contact(person, said={define_field(FieldDraft("Grade"), by=SYSTEM): ["Quartzpetal"]}, by=SYSTEM)
    take_in(OrderDraft("KX77190", "EUR", 990, address=ADDRESS, lines=[Item("Moonlantern")]), by=SYSTEM)
    enrol(MembershipDraft("Thistleclub", ADDRESS, tier="Gold", member_since=date(2020, 1, 1)), by=SYSTEM)
    files = (File("mondstein.txt", "text/plain", b"a"),)
    more = stage.conversation_of(replace(cast, inbox=cast.inbox), files=files, text="It was due on Monday. KX77190")
    tag(more, name="ploverling", by=cast.mina.as_actor)
    note(more, text="Grimhollow", by=cast.mina)
    reply(more, text="On Tuesday.", by=cast.mina)
    counter = Inbox.objects.create(name="Counter", address="counter@leafloom.example", brand=cast.brand)
    own = Role.objects.create(name="Much", permissions=sorted(MUCH), made_at=clock.now())
    outside = Agent.objects.create_user("boss@leafloom.example", name="Bo", role=may.OWN, own_role=own, undo_seconds=0)
    define_macro(MacroDraft("Whom", {"en": "To {{customer.name}} {{customer.first_name}}"}), by=cast.ruth)
    _let_it_follow()
    return Scene(world, counter, outside, person, at_desk(outside))


def _let_it_follow() -> None:
    while working.run_due_inside():
        pass


def _a_letter(scene: Scene) -> int:
    form = {"to": ADDRESS, "name": "", "inbox": scene.counter.pk, "subject": "Hello", "form": "x"}
    scene.desk.post("/conversations/new", form)
    made = Conversation.objects.latest("id")
    scene.desk.post(f"/conversations/{made.pk}/replies", {"text": "Are you there?"})
    return made.pk


def _a_letter_by_program(scene: Scene) -> int:
    new = {"inbox": scene.counter.pk, "to": {"address": ADDRESS}, "subject": "Hello", "text": "Are you there?"}
    return int(str(scene.program("/conversations", new)["id"]))


def _their_words_by_program(scene: Scene) -> int:
    """A program says that they wrote."""
    new = {"inbox": scene.counter.pk, "contact": {"address": ADDRESS}, "subject": "Hello", "text": "It is me."}
    return int(str(scene.program("/conversations", new)["id"]))


def _a_copy(scene: Scene) -> int:
    held = scene.of_somebody_else()
    scene.desk.post(f"/conversations/{held.pk}/replies", {"text": "See below.", "cc": ADDRESS})
    assert held.participants.filter(address=ADDRESS).exists()
    return held.pk


def _a_copy_by_program(scene: Scene) -> int:
    held = scene.of_somebody_else()
    scene.program(f"/conversations/{held.pk}/replies", {"text": "See below.", "cc": [ADDRESS]})
    return held.pk


def _a_call(scene: Scene) -> int:
    now = timezone.localtime(clock.now()).strftime("%Y-%m-%dT%H:%M")
    form = {"who": ADDRESS, "inbox": scene.counter.pk, "subject": "A call", "way": "in", "began_at": now,
            "minutes": "1", "about": "new", "words": "They called.", "form": "call"}  # fmt: skip
    scene.desk.post("/calls/new", form)
    return Conversation.objects.filter(inbox=scene.counter).latest("id").pk


def _a_call_by_program(scene: Scene) -> int:
    call = {"inbox": scene.counter.pk, "subject": "A call", "who": NUMBER, "way": "in", "words": "They called."}
    made = scene.program("/calls", call | {"began_at": clock.now().isoformat()})
    return int(str(made["conversation"]))


def _change_of_customer(scene: Scene) -> int:
    held = scene.of_somebody_else()
    scene.desk.post(f"/conversations/{held.pk}/contact", {"address": ADDRESS})
    return held.pk


def _change_of_customer_by_program(scene: Scene) -> int:
    held = scene.of_somebody_else()
    scene.program(f"/conversations/{held.pk}/contact", {"address": ADDRESS}, put=True)
    return held.pk


WAYS = [_a_letter, _a_letter_by_program, _their_words_by_program, _a_copy, _a_copy_by_program, _a_call,
        _a_call_by_program, _change_of_customer, _change_of_customer_by_program]  # fmt: skip


@pytest.mark.parametrize("approach", [_a_letter, _a_copy, _a_call_by_program])
def test_nothing_that_a_closed_inbox_knows_of_a_person_is_told_to_who_writes_to_them(
    scene: Scene, approach: Callable[[Scene], int]
):
    held = Conversation.objects.get(pk=approach(scene))
    assert held.inbox == scene.counter
    _let_it_follow()
    addressed = _whom_they_know(scene)
    told = dict(_all_doors(scene, conversation=held, contact=addressed))
    assert ADDRESS.encode() in b"".join(told.values()) or NUMBER.encode() in b"".join(told.values())
    found = {door: [what for what, word in KNOWN.items() if word.encode() in said] for door, said in told.items()}
    assert {door: what for door, what in found.items() if what} == {}
    _demand_bare(scene, addressed)
    assert not contacts_visible_to(scene.outside).filter(pk=scene.person.pk).exists()


@pytest.mark.parametrize("approach", WAYS)
def test_by_whatever_way_they_come_to_the_address_it_is_the_address_alone(
    scene: Scene, approach: Callable[[Scene], int]
):
    number = approach(scene)
    addressed = _whom_they_know(scene)
    _demand_bare(scene, addressed)
    for page in (f"conversations/{number}", f"contacts/{addressed.pk}", "inbox/all", "contacts"):
        said = scene.desk.get(f"/{page}").content
        assert [what for what, word in KNOWN.items() if word.encode() in said] == []
    assert not contacts_visible_to(scene.outside).filter(pk=scene.person.pk).exists()


def test_by_the_same_doors_whoever_sees_the_inbox_is_told_all_of_it(scene: Scene, at_desk: Sit):
    ruth = scene.world.cast.ruth
    seen = replace(scene, outside=ruth, desk=at_desk(ruth))
    told = b"".join(
        said for _door, said in _all_doors(seen, conversation=scene.world.conversation, contact=scene.person)
    )
    assert [what for what, word in KNOWN.items() if word.encode() not in told] == []


def _demand_bare(scene: Scene, contact: Contact) -> None:
    """The whole of what a program is told of them; no word for what is a choice in every form."""
    program = {"authorization": f"Bearer {tokens.give(scene.outside)}"}
    said = scene.desk.get(f"/api/v1/contacts/{contact.pk}", headers=program).json()
    bare = {"name": "", "language": "", "time_zone": "", "is_zone_certain": False, "note": "", "company": None}
    assert {name: said[name] for name in bare} == bare
    assert [(one["value"], one["is_dead"]) for one in said["addresses"]] in ([(ADDRESS, False)], [(NUMBER, False)])


def _whom_they_know(scene: Scene) -> Contact:
    kind = {"identities__value__in": [ADDRESS, NUMBER]}
    return contacts_visible_to(scene.outside).filter(**kind).get()


def _all_doors(scene: Scene, *, conversation: Conversation, contact: Contact) -> Iterator[tuple[str, bytes]]:
    """Every address of the desk and every operation that reads, on this conversation and this person, and each search
    with the beginning of each secret."""
    places = {"conversations/": conversation.pk, "contacts/": contact.pk}
    rows = {start: row for start, row in scene.world.rows.items() if not start.startswith("conversations/")}
    world = replace(scene.world, conversation=conversation, rows=rows | places)
    yield from all_that_is_told(world, desk=scene.desk, agent=scene.outside)
    program = {"authorization": f"Bearer {tokens.give(scene.outside)}"}
    for asked in ASKED:
        for place in (
            "search",
            "contacts",
            "companies",
            "palette",
            "orders",
            f"conversations/{conversation.pk}/contact",
        ):
            said = words(scene.desk.get(f"/{place}", {"q": asked}))
            yield f"{place}?q={asked}", re.sub(rb'value="[^"]*"', b"", said)
        yield f"API search {asked}", words(scene.desk.get("/api/v1/search", {"q": asked}, headers=program))
    for place in (
        "contacts",
        "contacts?address=" + ADDRESS,
        "companies",
        "orders",
        "loyalty",
        f"contacts/{contact.pk}",
    ):
        yield f"API {place}", words(scene.desk.get(f"/api/v1/{place}", headers=program))
    for segment in Segment.objects.values_list("id", flat=True):
        yield f"segment {segment}", words(scene.desk.get(f"/segments/{segment}"))
    yield "write again", words(scene.desk.get("/conversations/new", {"contact": contact.pk}))
    yield "call", words(scene.desk.get("/calls/new", {"who": ADDRESS}))
    yield "call number", words(scene.desk.get("/calls/new", {"who": NUMBER}))
