"""Forms whose button changes something only where something was prepared: a second role, a key, somebody's notice.

Beside `forms.py`, which asks here: one entry for each address. What is prepared stays for that one press.
"""

import json
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from keepword.brands.cataloguing import Entry
from keepword.brands.cataloguing import add as add_channel
from keepword.brands.cataloguing import remove as remove_channel
from keepword.care.giving import Wish, give
from keepword.care.models import GiftKind
from keepword.conversations.arranging import add_inbox
from keepword.conversations.binning import put_in_bin
from keepword.conversations.bulk.beginning import BEGUN
from keepword.conversations.bulk.beginning import begin as begin_bulk
from keepword.conversations.bulk.running import run as run_bulk
from keepword.conversations.chatting.seating import take_chats
from keepword.conversations.fields.defining import Draft as FieldDraft
from keepword.conversations.fields.defining import define as define_field
from keepword.conversations.joining.relating import relate
from keepword.conversations.notes.taking_back import take_back
from keepword.conversations.noting import note
from keepword.conversations.routing.setting import set_capacity
from keepword.conversations.views.defining import Draft as ViewDraft
from keepword.conversations.views.defining import define as define_view
from keepword.conversations.views.defining import retire as retire_view
from keepword.events.actor import SYSTEM
from keepword.events.models import Event
from keepword.kit import clock
from keepword.notices.pushing.subscribing import subscribe
from keepword.notices.telling import tell
from keepword.people.accounts import app, totp
from keepword.people.accounts.passkeys import Site, ask_again, offer
from keepword.people.accounts.passkeys import add as add_passkey
from keepword.people.accounts.tests.soft_key import SoftKey
from keepword.people.models import Agent, DeskSession, Passkey, Role, SignInProvider
from keepword.people.models.provider import SAML
from keepword.people.recognising import SessionStore
from keepword.people.roles.defining import remove as remove_role
from keepword.promises.clocks.policies import Draft as PolicyDraft
from keepword.promises.clocks.policies import define as define_policy
from keepword.segments.defining import Draft as SegmentDraft
from keepword.segments.defining import define as define_segment
from keepword.segments.defining import retire as retire_segment
from keepword.web.people.entering import PROVED_AT
from tests import cast as stage
from tests import portraits
from tests.safety.conftest import World
from tests.services.push_service import Browser, PushService
from tests.services.saml import SamlProvider

PATH = "path"  # in what is sent: somewhere else than the world's own path, as this agent sees something of their own
Form = dict[str, Any]
Prepared = Callable[[World, Agent], Form]
SITE = Site(host="testserver", origin="http://testserver")


def session_of(who: Agent, **more: object) -> str:
    """The key of the browser in which they sit, and in it what a page put there before."""
    key: str = DeskSession.objects.filter(agent=who).order_by("-signed_in_at", "-expire_date")[0].session_key
    store = SessionStore(key)
    store.update(more)
    store.save()
    return key


def _proved(form: Form | Prepared) -> Prepared:
    """For what is asked of those alone who proved a moment ago who they are."""

    def of(world: World, who: Agent) -> Form:
        session_of(who, **{PROVED_AT: int(clock.now().timestamp())})
        return form(world, who) if callable(form) else form

    return of


def _an_app(who: Agent) -> str:
    """They have an authenticator app. Gives its seed."""
    seed = totp.new_seed()
    assert app.add(who, seed=seed, code=_code(seed))
    return seed


def _code(seed: str) -> str:
    return totp.code_of(seed, step=totp.step_at(clock.now()))


def _new_app(world: World, who: Agent) -> Form:
    seed = totp.new_seed()
    return {"sealed": app.sealed_for(who, seed=seed), "code": _code(seed)}


def _with_an_app(form: Form) -> Prepared:
    def of(world: World, who: Agent) -> Form:
        _an_app(who)
        return form

    return of


def _key_of(who: Agent) -> tuple[SoftKey, Passkey]:
    key, asked = SoftKey(origin=SITE.origin, host=SITE.host), offer(who, site=SITE)
    made = add_passkey(who, ticket=asked.ticket, response=key.make(asked.options), name="Phone", site=SITE)
    return key, made


def _new_passkey(world: World, who: Agent) -> Form:
    asked = offer(who, site=SITE)
    made = SoftKey(origin=SITE.origin, host=SITE.host).make(asked.options)
    return {"ticket": asked.ticket, "response": json.dumps(made)}


def _own_passkey(world: World, who: Agent) -> Form:
    return {PATH: f"/settings/security/passkeys/{_key_of(who)[1].pk}/removal"}


def _signed(world: World, who: Agent) -> Form:
    key, _row = _key_of(who)
    asked = ask_again(who, site=SITE)
    return {"ticket": asked.ticket, "response": json.dumps(key.sign(asked.options))}


def _elsewhere(world: World, who: Agent) -> Form:
    """They are signed in on another machine, too."""
    other = SessionStore()
    other.update(SessionStore(session_of(who)))
    other.create()
    return {"others": "yes"}


def _new_provider(world: World, who: Agent) -> Form:
    return {PATH: "/settings/access/providers/new?kind=saml", "metadata": SamlProvider().metadata, "is_on": "yes"}


def _known_provider(world: World, who: Agent) -> Form:
    made = SignInProvider.objects.create(name="Known", kind=SAML, address="https://idp.example/old")
    return _new_provider(world, who) | {PATH: f"/settings/access/providers/{made.pk}"}


def _in_focus(world: World, who: Agent) -> Form:
    kept = {"since": clock.now().isoformat(), "now": world.conversation.pk, "passed": [], "has_clock": True}
    session_of(who, focus=kept | {"answered": None})
    return {"do": "skip", "reason": "Ann calls at five"}


def _chat_with_an_address(world: World, who: Agent) -> Form:
    for agent in (world.cast.mina, world.cast.ruth):
        take_chats(agent, by=agent.as_actor)
    chat = stage.conversation_of(world.cast, channel="chat", external_id="chat:by-mail")
    return {PATH: f"/conversations/{chat.pk}/chat/transcript"}


def _another_inbox(world: World, who: Agent) -> Form:
    made = add_inbox(name="Shop", address="shop@leafloom.example", brand=world.cast.brand, teams=[], by=SYSTEM)
    return {"inbox": made.pk}


def _linked(world: World, who: Agent) -> Form:
    other = stage.conversation_of(world.cast, "zh-Hans")
    relate(world.conversation, to=other, by=SYSTEM)
    return {"other": other.pk}


def _bulk_that_ended(world: World, who: Agent) -> Form:
    made = begin_bulk("resolve", by=who, ids=[world.conversation.pk])
    run_bulk(Event.objects.filter(name=BEGUN).latest("id"))
    return {PATH: f"/bulk/{made.pk}/undoing"}


def _in_the_bin(world: World, who: Agent) -> Form:
    put_in_bin(world.conversation, by=who)
    return {"one": world.conversation.pk}


def _called(world: World, who: Agent) -> Form:
    """A colleague called them in a note, and they were told."""
    other = world.cast.ruth if who == world.cast.mina else world.cast.mina
    note(world.conversation, text=f"@{who.name} what do you think?", by=other)
    for event in Event.objects.filter(name="mention.made"):
        tell(event)
    return {}


def _note_taken_back(world: World, who: Agent) -> Form:
    own = note(world.conversation, text="Wrong", by=who)
    take_back(own, by=who)
    return {PATH: f"/notes/{own.pk}/restoration"}


def _own_view_put_away(world: World, who: Agent) -> Form:
    made = define_view(ViewDraft("Own", owner=who), by=who)
    retire_view(made, by=who)
    return {PATH: f"/settings/views/{made.pk}/restoration"}


def _removed_role(world: World, who: Agent) -> Form:
    remove_role(Role.objects.get(name="Night shift"), by=SYSTEM)
    return {}


def _removed_segment(world: World, who: Agent) -> Form:
    made = define_segment(SegmentDraft("Once"), by=who)
    retire_segment(made, by=who)
    return {PATH: f"/segments/{made.pk}/restoration"}


def _other_channel(world: World, *, kind: str = "sms") -> Any:
    return add_channel(world.cast.brand, entry=Entry(kind, "+49301234567"), by=SYSTEM)


def _removed_channel(world: World, who: Agent) -> Form:
    made = _other_channel(world)
    remove_channel(made, by=SYSTEM)
    return {PATH: f"/settings/channels/{made.pk}/restoration"}


def _last_channel(world: World, who: Agent) -> Form:
    return {PATH: f"/settings/channels/{_other_channel(world).pk}/place", "to": "0"}


def _newcomers_app(world: World, who: Agent) -> Form:
    _an_app(Agent.objects.get(email="new@leafloom.example"))
    return {}


def _last_of_three_policies(world: World, who: Agent) -> Form:
    """Two places up would be seen."""
    made = [define_policy(PolicyDraft(name, {(20, "first_response"): 60}), by=SYSTEM) for name in ("Second", "Third")]
    return {PATH: f"/settings/policies/{made[-1].pk}/place"}


def _fields(about: str, count: int = 1) -> list[Any]:
    return [define_field(FieldDraft(f"{about} {number}", about=about), by=SYSTEM) for number in range(count)]


def _last_of_three_fields(world: World, who: Agent) -> Form:
    return {PATH: f"/settings/fields/{_fields('company', 3)[-1].pk}/place", "to": "up"}


def _own_field(about: str) -> Prepared:
    return lambda world, who: {f"own-{_fields(about)[0].pk}": "Large"}


def _regular(world: World, who: Agent) -> Form:
    return {"segment": world.rows["segments/"], "choice": "out"}


def _own_device(world: World, who: Agent) -> Form:
    said = Browser(PushService("https://push.example")).subscription
    return {PATH: f"/settings/notices/devices/{subscribe(who, session=session_of(who), **said).pk}/removal"}


def _wish_of_another(world: World, who: Agent) -> Form:
    wish = Wish(GiftKind.objects.get(key="refund"), 900_00, "late")
    made = give(world.conversation, wish=wish, by=world.cast.mina)
    return {PATH: f"/gifts/{made.pk}/decision", "answer": "yes"}


def _among_those_who_get_work(world: World, who: Agent) -> Form:
    set_capacity(who, most=3, skills=[], by=SYSTEM)
    return {"away": "yes"}


def _upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


PREPARED: dict[str, Form | Prepared] = {
    "bin": _in_the_bin,
    "bulk/<int:number>/undoing": _bulk_that_ended,
    "chats/seat": {"takes": "yes"},
    "companies/<int:number>/fields": _own_field("company"),
    "contacts/<int:number>/company": {"company": ""},
    "contacts/<int:number>/emergencies": {"offered": "no"},
    "contacts/<int:number>/fields": _own_field("contact"),
    "contacts/<int:number>/offers": {"offers": "no"},
    "contacts/<int:number>/segments": _regular,
    "conversations/<int:number>/assignment": lambda world, who: {"assignee": world.cast.dave.pk},
    "conversations/<int:number>/chat/transcript": _chat_with_an_address,
    "conversations/<int:number>/draft/files": lambda world, who: {"files": _upload("b.txt", b"b")},
    "conversations/<int:number>/fields": _own_field("conversation"),
    "conversations/<int:number>/joining/inbox": _another_inbox,
    "conversations/<int:number>/joining/leaving": _linked,
    "conversations/<int:number>/keeping": {"do": "hold", "reason": "The court asked"},
    "conversations/<int:number>/order": {"number": "1001"},
    "conversations/<int:number>/subject": {"subject": "The late chair"},
    "conversations/<int:number>/team": lambda world, who: {"team": world.cast.team.pk},
    "focus": _in_focus,
    "gifts/<int:number>/decision": _wish_of_another,
    "mentions/reading": _called,
    "notes/<int:number>/restoration": _note_taken_back,
    "notices/reading": _called,
    "segments/<int:number>/restoration": _removed_segment,
    "settings/access": _proved(_with_an_app({"needs_second_factor": "yes"})),
    "settings/access/providers/<int:number>": _proved(_known_provider),
    "settings/access/providers/<int:number>/removal": _proved({}),
    "settings/access/providers/new": _proved(_new_provider),
    "settings/agents/<int:number>/activity": {"active": "no"},
    "settings/agents/<int:number>/factors": _newcomers_app,
    "settings/channels/<int:number>/place": _last_channel,
    "settings/channels/<int:number>/restoration": _removed_channel,
    "settings/fields/<int:number>/place": _last_of_three_fields,
    "settings/inboxes/<int:number>/reply-addresses": {"takes_tags": "yes"},
    "settings/mailboxes/<int:number>/activity": {"active": "no"},
    "settings/notices/devices/<int:number>/removal": _own_device,
    "settings/photo": lambda world, who: {"photo": _upload("me.png", portraits.png())},
    "settings/policies/<int:number>/place": _last_of_three_policies,
    "settings/presence": _among_those_who_get_work,
    "settings/retention/<int:number>/activity": {"on": "yes"},
    "settings/roles/<int:number>/restoration": _removed_role,
    "settings/security/app": _proved(_new_app),
    "settings/security/app/removal": _proved(_with_an_app({})),
    "settings/security/passkeys": _proved(_new_passkey),
    "settings/security/passkeys/<int:number>/removal": _proved(_own_passkey),
    "settings/security/proof/passkey": _signed,
    "settings/security/recovery-codes": _proved(_with_an_app({})),
    "settings/security/sessions": _elsewhere,
    "settings/views/<int:number>/restoration": _own_view_put_away,
}
