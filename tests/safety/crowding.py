"""A house that grows: many of each thing that a company sets up, as plain rows."""

from itertools import cycle
from typing import Any

from keepword.brands.models import Brand, BrandChannel, Counter, MissionText
from keepword.channels.email.models import UNREADABLE, Mailbox, StoredMail
from keepword.conversations.models import (
    BlockedSender,
    Capacity,
    Conversation,
    HandOver,
    Inbox,
    InternalTask,
    Macro,
    MacroText,
    OwnField,
    Routing,
    SavedView,
    Signature,
    Tag,
)
from keepword.events.models import Event, Task
from keepword.hours.models import BusinessHours
from keepword.kit import clock
from keepword.people.models import Agent, Company, Contact, Identity, Role, Segment, SignInProvider, Team
from keepword.privacy.models import RetentionRule
from keepword.promises.models import SlaPolicy, SlaTarget
from tests.cast import Cast

FEW, MANY = 110, 240  # more than stands on one page, and so much more that each line for each of them shows
ANYTHING: dict[str, Any] = {"version": 1, "rules": [{"field": "status", "is": "is", "values": ["open"]}]}


def crowd(cast: Cast, conversation: Conversation, *, numbers: range) -> None:
    """One more of each kind for each of these numbers, and each where it belongs to something that pages show: agents
    to the team of the cast, teams to its inbox, tags to the conversation."""
    call = [f"{number:03} of many" for number in numbers]
    brands = _places(cast, call)
    teams = _people(cast, call)
    _words(cast, conversation, call, teams=teams, brands=brands)
    _rules(cast, call, brands=brands)
    _work(cast, conversation, call)


def _places(cast: Cast, call: list[str]) -> list[Brand]:
    at = clock.now()
    brands = Brand.objects.bulk_create(Brand(name=f"Brand {one}", slug=f"brand-{one[:3]}") for one in call)
    version = BusinessHours.objects.earliest("id").current
    BusinessHours.objects.bulk_create(BusinessHours(name=f"Hours {one}", current=version) for one in call)
    inboxes = Inbox.objects.bulk_create(
        Inbox(name=f"Inbox {one}", address=f"i{one[:3]}@leafloom.example", brand=brand)
        for one, brand in zip(call, brands, strict=True)
    )
    Routing.objects.bulk_create(Routing(inbox=inbox, way="in_turn", skill="tea") for inbox in inboxes)
    Mailbox.objects.bulk_create(
        Mailbox(inbox=inbox, host="imap.example", username=inbox.address, sealed_password="x") for inbox in inboxes
    )
    StoredMail.objects.bulk_create(
        StoredMail(inbox=inbox, received_at=at, way="smtp", raw=b"?", state=UNREADABLE, reason="?")
        for inbox in inboxes
    )
    RetentionRule.objects.bulk_create(RetentionRule(what="resolved", after=12, inbox=inbox) for inbox in inboxes)
    RetentionRule.objects.bulk_create(RetentionRule(what="resolved", after=12, brand=brand) for brand in brands)
    BrandChannel.objects.bulk_create(
        BrandChannel(brand=brand, kind="phone", address=f"+4930{place}") for place, brand in enumerate(brands)
    )
    return brands


def _people(cast: Cast, call: list[str]) -> list[Team]:
    at = clock.now()
    roles = Role.objects.bulk_create(Role(name=f"Role {one}", permissions=["reply"], made_at=at) for one in call)
    teams = Team.objects.bulk_create(Team(name=f"Team {one}") for one in call)
    agents = Agent.objects.bulk_create(
        Agent(email=f"a{one[:3]}@leafloom.example", name=f"Agent {one}", password="x") for one in call
    )
    holders = Agent.objects.bulk_create(
        Agent(email=f"h{one[:3]}@leafloom.example", name=f"Holder {one}", password="x", role="own", own_role=role)
        for one, role in zip(call, roles, strict=True)
    )
    cast.team.agents.add(*agents, *holders)
    cast.inbox.teams.add(*teams)
    cast.ruth.teams.add(*teams)
    Capacity.objects.bulk_create(Capacity(agent=agent, most=5, skills=["tea"]) for agent in agents)
    Routing.objects.bulk_create(Routing(team=team, way="in_turn") for team in teams)
    SignInProvider.objects.bulk_create(SignInProvider(name=one, address="https://x.example") for one in call)
    companies = Company.objects.bulk_create(Company(name=f"Firm {one}", key=one, made_at=at) for one in call)
    contacts = Contact.objects.bulk_create(
        Contact(name=f"Customer {one}", created_at=at, company=company)
        for one, company in zip(call, companies, strict=True)
    )
    Identity.objects.bulk_create(
        Identity(contact=one, value=f"c{place}-{call[0][:3]}@many.example") for place, one in enumerate(contacts)
    )
    Segment.objects.bulk_create(
        Segment(name=f"Segment {one}", key=one, conditions={"version": 1, "rules": []}, made_at=at, followed_at=at)
        for one in call
    )
    return teams


def _words(cast: Cast, conversation: Conversation, call: list[str], *, teams: list[Team], brands: list[Brand]) -> None:
    at = clock.now()
    Tag.objects.bulk_create(Tag(name=f"tag {one}") for one in call)
    macros = Macro.objects.bulk_create(
        Macro(name=f"Macro {one}", folder=f"Folder {one}", made_at=at, team=team)
        for one, team in zip(call, cycle([None, cast.team]), strict=False)
    )
    MacroText.objects.bulk_create(MacroText(macro=one, language="en", text="Hello") for one in macros)
    SavedView.objects.bulk_create(SavedView(name=f"View {one}", conditions=ANYTHING, made_at=at) for one in call)
    Signature.objects.bulk_create(Signature(brand=cast.brand, team=team, text="Loom") for team in teams)
    MissionText.objects.bulk_create(
        MissionText(brand=cast.brand, name=f"m{one[:3]}", language="en", text="Trees") for one in call
    )
    Counter.objects.bulk_create(Counter(brand=cast.brand, name=f"c{one[:3]}", made_at=at) for one in call)


def _rules(cast: Cast, call: list[str], *, brands: list[Brand]) -> None:
    at = clock.now()
    policies = SlaPolicy.objects.bulk_create(
        SlaPolicy(name=f"Policy {one}", made_at=at, conditions={"brands": [brand.pk], "channels": ["chat"]})
        for one, brand in zip(call, brands, strict=True)
    )
    SlaTarget.objects.bulk_create(
        SlaTarget(policy=one, priority=20, kind="first_response", seconds=3600) for one in policies
    )
    BlockedSender.objects.bulk_create(BlockedSender(value=f"b{one[:3]}.example", at=at) for one in call)


def _work(cast: Cast, conversation: Conversation, call: list[str]) -> None:
    at, event = clock.now(), Event.objects.latest("id")
    Task.objects.bulk_create(Task(event=event, reaction=f"x{one}", run_at=at, dead_at=at) for one in call)
    HandOver.objects.bulk_create(HandOver(team=cast.team, by=cast.dave, at=at, text=one) for one in call)
    InternalTask.objects.bulk_create(
        InternalTask(conversation=conversation, words=one, agent=cast.ruth, given_at=at) for one in call
    )


def ask_for_much(*, count: int) -> None:
    """So many fields of one's own for customers, for companies and for conversations."""
    at = clock.now()
    OwnField.objects.bulk_create(
        OwnField(about=about, key=f"f{number}", name=f"Field {number}", kind="text", made_at=at)
        for number in range(count)
        for about in ("contact", "company", "conversation")
    )
