"""All that is kept about one person, in one file that they and their next provider can read."""

import json
import re
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import IO, Any

from django.core.files.storage import default_storage
from django.db.models import Q

from keepword.care.models import Gift
from keepword.commerce.models import Membership, Order
from keepword.conversations.contacts import contacts_visible_to, people_known_to
from keepword.conversations.fields.knowing import Known, fields_about, known_of_contact, known_of_conversation
from keepword.conversations.models import Attachment, Conversation, Message
from keepword.conversations.models.message import INTERNAL, NOTE
from keepword.conversations.models.own_field import CONVERSATION, OwnField
from keepword.conversations.tasks.listing import tasks_in
from keepword.kit import clock
from keepword.kit.money import Money
from keepword.people.addressees import besides
from keepword.people.erasing import rows_of
from keepword.people.models import Agent, Contact
from keepword.promises.models import Promise
from keepword.segments.persons import known_of
from keepword.surveys.models import Survey

VERSION = 1
UNSAFE = re.compile(r"[^\w.\- ]+")
BLOCK = 1 << 20
FEW = 50  # conversations that are read at once
SPOOLED = 4_000_000


def export(contact: Contact, *, to: IO[bytes], by: Agent, with_notes: bool) -> None:
    """Write a ZIP: `person.json` (everything, for machines), a text for each conversation (for people), and the
    files. Of what `by` may see; `with_notes` adds what colleagues wrote about them. Times are UTC, RFC 3339. Of
    somebody who was merged, the whole person."""
    contact, *merged = rows_of(contact)
    rows = [contact, *besides(contact)]  # inboxes that wrote to them, too
    conversations = Conversation.objects.visible_to(by).filter(Q(contact__in=rows) | Q(participants__contact__in=rows))
    found = list(conversations.distinct().order_by("id").values_list("id", flat=True))
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as file, _spool() as told:
        for start in range(0, len(found), FEW):
            for one in _conversations(found[start : start + FEW], rows=rows, file=file, with_notes=with_notes):
                told.write(f"{',' if told.tell() else ''}\n{json.dumps(one, ensure_ascii=False, indent=1)}")
        is_known = contacts_visible_to(by).filter(pk=contact.pk).exists()
        person = _person(contact, with_notes=with_notes and is_known)
        person["also_known_as"] = sorted({one.name for one in merged if one.name} - {contact.name})
        whole = {"version": VERSION, "made_at": _utc(clock.now()), "person": person}
        whole["promises"] = [_promise(one) for one in Promise.objects.visible_to(by).filter(contact=contact)]
        asked = Survey.objects.visible_to(by).answered().filter(conversation__contact=contact).order_by("id")
        if is_known:
            whole["segments"] = [one | {"since": _utc(one["since"])} for one in known_of(contact)]
        whole["answers"] = [_answer(one) for one in asked.select_related("conversation")]
        orders = Order.objects.visible_to(people_known_to(by)).filter(contact=contact).order_by("placed_at", "id")
        whole["orders"] = [_order(one) for one in orders.prefetch_related("lines")]
        memberships = Membership.objects.visible_to(people_known_to(by)).filter(contact=contact).order_by("id")
        whole["loyalty"] = [_membership(one) for one in memberships]
        given = Gift.objects.visible_to(by).filter(contact=contact, given_at__isnull=False).order_by("id")
        whole["gifts"] = [_gift(one, with_notes=with_notes) for one in given.select_related("kind", "conversation")]
        _write(whole, conversations=told, file=file)


def _spool() -> IO[str]:
    """Somebody may have written for years: what is longer than this waits on the disk."""
    return tempfile.SpooledTemporaryFile(max_size=SPOOLED, mode="w+", encoding="utf-8", newline="")


def _write(whole: dict[str, Any], *, conversations: IO[str], file: zipfile.ZipFile) -> None:
    """What was said stands last, piece by piece."""
    beginning = json.dumps(whole, ensure_ascii=False, indent=1).removesuffix("\n}")
    conversations.seek(0)
    with file.open("person.json", "w") as target:
        target.write(f'{beginning},\n "conversations": ['.encode())
        while block := conversations.read(BLOCK):
            target.write(block.encode())
        target.write(b"]\n}")


def _person(contact: Contact, *, with_notes: bool) -> dict[str, Any]:
    addresses = contact.identities.order_by("id").values_list("kind", "value")
    return {
        "name": contact.name,
        "language": contact.language,
        "time_zone": contact.time_zone,
        "company": contact.company.name if contact.company else "",
        "fields": _fields(known_of_contact(contact)),
        "first_wrote_at": _utc(contact.created_at),
        "addresses": [{"kind": kind, "value": value} for kind, value in addresses],
        **({"note": contact.note} if with_notes else {}),
    }


def _conversations(
    ids: list[int], *, rows: list[Contact], file: zipfile.ZipFile, with_notes: bool
) -> Iterator[dict[str, Any]]:
    """A few, with all that was said in them read at once."""
    few = Conversation.objects.filter(id__in=ids).prefetch_related("tags").order_by("id")  # house: they were asked for
    said = defaultdict[int, list[Message]](list)
    everything = Message.everywhere.filter(conversation_id__in=ids)  # house: as above
    for message in everything.prefetch_related("attachments").order_by("at", "id"):
        said[message.conversation_id].append(message)
    fields = fields_about(CONVERSATION)
    for one in few:
        yield _conversation(one, said[one.pk], rows=rows, file=file, with_notes=with_notes, fields=fields)


def _conversation(
    conversation: Conversation,
    said: Iterable[Message],
    *,
    rows: list[Contact],
    file: zipfile.ZipFile,
    with_notes: bool,
    fields: list[OwnField],
) -> dict[str, Any]:
    """In conversations of others, only what this person wrote themselves."""
    numbers = {row.pk for row in rows}
    is_theirs = conversation.contact_id in numbers
    hidden = () if with_notes else (INTERNAL, NOTE)
    shown = [one for one in said if (one.kind not in hidden if is_theirs else one.contact_id in numbers)]
    told = [_message(message, file=file) for message in shown]
    subject = conversation.customers_subject if is_theirs else ""
    file.writestr(f"conversations/{conversation.reference}.txt", "\n".join(_readable(subject, told)))
    return {
        "reference": conversation.reference,
        "subject": subject,
        "channel": conversation.channel,
        "status": conversation.status,
        "created_at": _utc(conversation.created_at),
        "fields": _fields(known_of_conversation(conversation, fields=fields)) if is_theirs else {},
        "tags": sorted(tag.name for tag in conversation.tags.all()),
        "messages": told,
        **({"tasks": _tasks(conversation)} if with_notes and is_theirs else {}),
    }


def _fields(known: Iterable[Known]) -> dict[str, list[str]]:
    return {one.field.name: list(one.values) for one in known if one.values}


def _tasks(conversation: Conversation) -> list[dict[str, Any]]:
    """What colleagues wanted to do about it."""
    return [
        {"given_at": _utc(one.given_at), "done_at": _utc(one.done_at), "words": one.words, "result": one.result}
        for one in tasks_in(conversation)
    ]


def _message(message: Message, *, file: zipfile.ZipFile) -> dict[str, Any]:
    return {
        "at": _utc(message.at),
        "kind": message.kind,
        "from": message.sender_name,
        "address": message.sender_address,
        "to": message.recipients,
        "text": message.text,
        "quoted": message.quoted,
        "html": message.html,
        "files": [_add(attachment, file=file) for attachment in message.attachments.all()],
    }


def _add(attachment: Attachment, *, file: zipfile.ZipFile) -> dict[str, Any]:
    """`path` is where it lies in the ZIP; None when its bytes are lost here. Block by block: files may be large."""
    path = f"files/{attachment.pk}-{UNSAFE.sub('_', attachment.name)[-100:]}"
    told = {"name": attachment.name, "type": attachment.type, "size": attachment.size}
    if not default_storage.exists(attachment.path):
        return told | {"path": None}
    with default_storage.open(attachment.path) as source, file.open(path, "w") as target:
        while block := source.read(BLOCK):
            target.write(block)
    return told | {"path": path}


def _readable(subject: str, messages: Iterable[dict[str, Any]]) -> Iterator[str]:
    if subject:
        yield f"{subject}\n"
    for message in messages:
        yield f"{message['at']}  {message['from']} {message['address']}".rstrip()
        yield message["text"]
        yield from (f"[{one['path'] or one['name']}]" for one in message["files"])
        yield ""


def _promise(promise: Promise) -> dict[str, Any]:
    return {
        "made_at": _utc(promise.made_at),
        "due_at": _utc(promise.due_at),
        "what": promise.what,
        "said": promise.said,
        "state": promise.state,
    }


def _answer(survey: Survey) -> dict[str, Any]:
    """What they said of our help."""
    return {
        "asked_at": _utc(survey.asked_at),
        "answered_at": _utc(survey.answered_at),
        "conversation": survey.conversation.reference,
        "score": survey.score,
        "words": survey.words,
    }


def _order(order: Order) -> dict[str, Any]:
    """What they bought, as their shop told us."""
    told = (
        order.placed_at,
        order.paid_at,
        order.shipped_at,
        order.delivered_at,
        order.cancelled_at,
        order.refunded_at,
    )
    names = ("placed_at", "paid_at", "shipped_at", "delivered_at", "cancelled_at", "refunded_at")
    return {
        "number": order.number,
        "shop": order.shop,
        "address": order.address,
        "state": order.state,
        **{name: _utc(at) for name, at in zip(names, told, strict=True)},
        "total": str(order.money),
        "refunded": str(Money(order.refunded, order.currency)),
        "tracking": order.tracking_url,
        "page": order.page_url,
        "lines": [
            {
                "name": line.name,
                "sku": line.sku,
                "quantity": line.quantity,
                "price": None if line.price is None else str(Money(line.price, order.currency)),
            }
            for line in sorted(order.lines.all(), key=lambda one: one.pk)
        ],
    }


def _membership(one: Membership) -> dict[str, Any]:
    return {
        "programme": one.programme,
        "address": one.address,
        "tier": one.tier,
        "points": one.points,
        "rewards": one.rewards,
        "member_since": one.member_since.isoformat() if one.member_since else None,
    }


def _gift(gift: Gift, *, with_notes: bool) -> dict[str, Any]:
    """What they were given to make up for something. `amount` in the main unit of the currency."""
    return {
        "given_at": _utc(gift.given_at),
        "conversation": gift.conversation.reference,
        "kind": str(gift.kind),
        "amount": Money(gift.amount, gift.currency).plain,
        "currency": gift.currency,
        "order_number": gift.order_number,
        "taken_back_at": _utc(gift.taken_back_at),
        **({"note": gift.note} if with_notes else {}),
    }


def _utc(at: Any) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ") if at else ""
