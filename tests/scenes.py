"""Rows that the tour shows besides the demo, by the verbs of the product. See `tour.py`."""

from datetime import datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from keepword.brands.models import Brand
from keepword.care.arranging import Wanted, arrange, limits_as_set
from keepword.care.giving import Wish
from keepword.care.giving import give as give_gift
from keepword.care.models import GiftKind
from keepword.channels.chat.models import Visit
from keepword.channels.email.models import DONE, UNREADABLE, Mailbox, StoredMail
from keepword.conversations.asides.beginning import Wanted as Asked
from keepword.conversations.asides.beginning import begin as begin_aside
from keepword.conversations.assigning import assign
from keepword.conversations.binning import put_in_bin
from keepword.conversations.bulk.beginning import begin as begin_bulk
from keepword.conversations.chatting.seating import take_chats, take_no_chats
from keepword.conversations.handing_over import hand_over
from keepword.conversations.joining.merging import merge
from keepword.conversations.marking_spam import mark_spam
from keepword.conversations.models import Chat, Conversation, Inbox, Tag
from keepword.conversations.models.chat import CHAT, OVER, RINGING, RUNNING, UNANSWERED
from keepword.conversations.noting import note
from keepword.conversations.signing.defining import Wanted as Signed
from keepword.conversations.signing.defining import define as define_signature
from keepword.conversations.spam.blocking import block
from keepword.conversations.tasks.giving import Asked as Task
from keepword.conversations.tasks.giving import give
from keepword.conversations.views.defining import Draft as View
from keepword.conversations.views.defining import define as define_view
from keepword.conversations.views.rules import Rule
from keepword.events.actor import SYSTEM
from keepword.events.models import Event
from keepword.events.models import Task as Work
from keepword.kit import clock
from keepword.people.models import Agent, SignInProvider
from keepword.people.permissions import NOTE, REPLY
from keepword.people.roles.defining import make as make_role
from keepword.privacy.retention.setting import make as make_retention
from keepword.promises.ledger.making import promise
from keepword.web.settings.lists.contacts import CONTACTS
from keepword.web.settings.lists.long.keeping import keep
from tests.tour import CHATTING

AS_IT_CAME = (
    "Received: from mail.example by mx.leafloom.example; Mon, 23 Nov 2026 10:00:00 +0000\r\n"
    "From: =?utf-8?b?6ZmI6Z2Z?= <customer1@mail.example>\r\nTo: help@leafloom.example\r\nSubject: Tray\r\n"
    "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nHello, 你好, مرحبا\r\n"
)
STYLED = "<h2>Our order</h2><table><tr><td>Walnut tray</td><td>2</td></tr></table><p>Please <b>hurry</b>.</p>"


OLD_DESK = b"address,name\nida@old.example,Ida Old\nnobody,Nobody\n"  # as another desk wrote it


def build(*, soon: timedelta) -> dict[str, int]:
    """`soon`: from now until what is due. The numbers of the rows, by name."""
    mina, dave = (Agent.objects.get(email=f"{name}@leafloom.example") for name in ("mina", "dave"))
    letters = Conversation.objects.visible_to(mina).filter(channel="email")
    waiting = list(letters.filter(status="open", language="en").order_by("-id")[:6])
    spam, other, shown, beside, *more = waiting
    due = clock.now() + soon
    mark_spam(spam, by=mina.as_actor)
    merge(other, into=shown, by=mina)
    note(shown, text=f"@{mina.name} the courier asks for the number of the house.", by=dave)
    in_bin = list(Conversation.objects.filter(status="resolved").order_by("-id")[:3])
    for one in in_bin:
        put_in_bin(one, by=dave)
    rows = {"binned": in_bin[0].pk, "spam": spam.pk, "shown": shown.pk, "beside": beside.pk, **_set_up(mina)}
    rows["task"] = give(Task("Call the courier", agent=mina, due_at=due), by=dave, conversation=shown).pk
    rows["note"] = note(shown, text="The courier wants the number of the house by six.", by=mina).pk
    rows["file"] = keep(SimpleUploadedFile("old.csv", OLD_DESK), of=CONTACTS, by=mina, form="old desk").pk
    rows["bulk"] = begin_bulk("tag", by=mina, to="winter", ids=[one.pk for one in more]).pk
    rows["promise"] = promise(shown, what="call", due_at=due, kind="agent", said="I call you today.", by=mina).pk
    begin_aside(beside, wanted=Asked("Trays", "When can you send ten?", ["sales@mill.example"]), by=mina)
    _give(shown, by=dave)
    hand_over(text=f"{shown.reference} waits for the courier.", by=dave)
    return rows | _chat(until=due)


def hush() -> None:
    """No chat rings and Mina takes none: tests that want chats bring their own."""
    mina = Agent.objects.get(email="mina@leafloom.example")
    take_no_chats(mina, by=mina.as_actor)
    Chat.objects.filter(state=RINGING).update(state=UNANSWERED, rings_for=None, rings_until=None)
    Chat.objects.filter(state=RUNNING).update(state=OVER)


def letters_first() -> None:
    """Whoever opens the first of a list finds a letter: a chat is answered in another way."""
    Conversation.objects.filter(channel=CHAT).update(last_activity_at=clock.now() - timedelta(days=60))


def _chat(*, until: datetime) -> dict[str, int]:
    """The chats of the demo are Megan's, so that nothing rings in the pictures of everything else."""
    hush()
    megan = Agent.objects.get(email=CHATTING)
    take_chats(megan, by=megan.as_actor)
    them = {one.contact.language: one for one in Conversation.objects.filter(channel=CHAT).select_related("contact")}
    rings = {"state": RINGING, "rings_for": megan, "rings_until": until}
    Chat.objects.filter(conversation=them["zh-Hans"]).update(**rings)
    assign(them["en"], to=megan, by=megan.as_actor)
    Chat.objects.filter(conversation=them["en"]).update(state=RUNNING)
    Visit.objects.filter(conversation=them["en"]).update(seen_at=until)
    names = {"rings": "zh-Hans", "runs": "en", "left": "ar", "ended": "es"}
    return {name: them[language].pk for name, language in names.items()}


def _give(shown: Conversation, *, by: Agent) -> None:
    """One within the limits, and one that waits for a yes. All amounts in cents."""
    arrange(Wanted(True, "EUR", limits_as_set("EUR"), reasons=["Broken cup"]), by=SYSTEM)
    kinds = {one.key: one for one in GiftKind.objects.all()}
    give_gift(shown, wish=Wish(kinds["credit"], 1_200, "late", order_number="A-4711"), by=by)
    give_gift(shown, wish=Wish(kinds["refund"], 8_900, "damaged", note="Three of the six cups."), by=by)


def _set_up(by: Agent) -> dict[str, int]:
    brand, inbox = Brand.objects.earliest("id"), Inbox.objects.earliest("id")
    at, event = clock.now(), Event.objects.latest("id")
    Work.objects.create(event=event, reaction="webhooks.send", run_at=at, dead_at=at, last_error="Timed out.")
    StoredMail.objects.create(inbox=inbox, received_at=at, way="smtp", raw=b"?", state=UNREADABLE, reason="No sender.")
    came = {"way": "smtp", "raw": AS_IT_CAME.encode(), "state": DONE, "message_id": 1}
    StoredMail.objects.create(inbox=inbox, received_at=at, **came)
    Mailbox.objects.create(inbox=inbox, host="imap.mill.example", username="shop@mill.example", sealed_password="x")
    block("offers.example", by=by)
    rule = make_retention("resolved", after=1, by=by)
    return {
        "retention": rule.pk,
        "view": define_view(View("Damage", rules=[Rule("tag", "is", ("damage",))], owner=by), by=by).pk,
        "signature": define_signature(Signed(brand, "{{agent.name}}\nLeaf & Loom, Berlin"), by=by.as_actor).pk,
        "role": make_role("Night shift", permissions=[REPLY, NOTE], by=SYSTEM).pk,
        "provider": SignInProvider.objects.create(name="Keycloak", address="https://login.example").pk,
        "tag": Tag.objects.earliest("id").pk,
    }
