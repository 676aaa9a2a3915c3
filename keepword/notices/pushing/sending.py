"""Notices go to the devices of an agent when their time has come."""

import asyncio
import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from keepword.events import log
from keepword.events.models import Event
from keepword.events.reacting import Finish, TryLater
from keepword.kit import clock, http
from keepword.kit.languages import tag_of
from keepword.kit.zones import zone_of
from keepword.notices.choosing import choices_of
from keepword.notices.counting import hold
from keepword.notices.kinds import ALARMS, GIFT_ASKED
from keepword.notices.models import Device, Notice
from keepword.notices.pushing.encrypting import encrypt
from keepword.notices.pushing.signing import authorization
from keepword.notices.resting import let_devices_rest
from keepword.notices.saying import names_for, say
from keepword.people.models import Agent

QUEUED = "push.queued"
LASTS = timedelta(hours=4)  # a push service drops later what no browser has come for
AGENTS_AT_ONCE = 200
MOST = 100
WITHIN = 20.0  # seconds for one request
ANSWER = 10_000  # bytes of an answer that nobody reads
GONE = (404, 410)  # RFC 8030, 7.3
NOT_OURS = (401, 403)  # it knows us by another key: no word of ours arrives there any more
LONGEST_TITLE, LONGEST_BODY = 120, 300


def queue_due() -> int:
    """Run by the schedule; twice at once does no harm. Returns how many devices are on their way to be told."""
    due = Notice.objects.filter(push_at__lte=clock.now())  # house: sent to whom they belong
    agents = due.order_by("agent_id").values_list("agent_id", flat=True).distinct()[:AGENTS_AT_ONCE]
    return sum(_queue(agent) for agent in list(agents))


@transaction.atomic
def _queue(agent_id: int) -> int:
    held, now = hold([agent_id]), clock.now()
    due = Notice.objects.filter(agent_id=agent_id, push_at__lte=now)  # house: sent to whom they belong
    fresh = due.unread().filter(push_at__gt=now - LASTS).order_by("at", "id")
    if held:
        let_devices_rest(fresh, of=held[agent_id], now=now)
    found = list(fresh.values_list("id", flat=True)[:MOST]) if held else []
    due.update(push_at=None)
    devices = (
        Device.objects.filter(agent_id=agent_id, session__expire_date__gt=now) if found else Device.objects.none()
    )
    numbers = list(devices.order_by("id").values_list("id", flat=True))
    log.record_all(log.Fact(QUEUED, data={"to": agent_id, "device": one, "notices": found}) for one in numbers)
    return len(numbers)


def push(event: Event) -> Finish | None:
    """Reaction to `push.queued`: one device, as things stand now."""
    device = Device.objects.select_related("agent", "session").filter(pk=event.data["device"]).first()
    now = clock.now()
    if device is None or not device.agent.is_active or device.session.expire_date <= now or event.at < now - LASTS:
        return None
    mine = Notice.objects.visible_to(device.agent).unread().filter(pk__in=event.data["notices"])
    notices = list(mine.select_related("conversation", "event__cause").order_by("at", "id"))
    signed = authorization(device.endpoint) if notices else None
    if signed is None:
        return None
    words = json.dumps(told(notices, agent=device.agent), ensure_ascii=False).encode()
    return _hand_over(device, words, signed=signed, notices=notices, at=event.at)


def told(notices: Sequence[Notice], *, agent: Agent) -> dict[str, str]:
    """What the browser shows. Of the customer's words the subject, and that only when the agent chose so."""
    with translation.override(agent.language), timezone.override(zone_of(agent.time_zone)):
        newest = notices[-1]
        title = "Keepword"
        if len(notices) == 1 and newest.conversation and choices_of(agent).shows_words:
            title = newest.conversation.subject or newest.conversation.reference
        body = say(newest, names=names_for([newest]))
        if len(notices) > 1:
            body = _("%(count)s notices: %(first)s") % {"count": len(notices), "first": body}
        return {
            "title": title[:LONGEST_TITLE],
            "body": body[:LONGEST_BODY],
            "tag": _topic(notices),
            "lang": tag_of(agent.language),
            "dir": "rtl" if get_language_bidi() else "ltr",
            "address": _address(notices),
        }


def _address(notices: Sequence[Notice]) -> str:
    number = notices[0].conversation_id
    if number is None or {one.conversation_id for one in notices} != {number}:
        return reverse("web:notices")
    if {one.kind for one in notices} == {GIFT_ASKED}:
        return reverse("web:gifts")  # where one press answers
    return reverse("web:conversation", args=[number])


def _topic(notices: Sequence[Notice]) -> str:
    """What is newer takes the place of what nobody came for yet (RFC 8030, 5.4): one conversation is one notice."""
    return f"conversation-{notices[0].conversation_id}" if len(notices) == 1 else "several"


def _hand_over(device: Device, words: bytes, *, signed: str, notices: Sequence[Notice], at: datetime) -> Finish | None:
    left = int((at + LASTS - clock.now()).total_seconds())
    headers = {
        "Authorization": signed,
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(max(left, 0)),
        "Urgency": "high" if any(one.kind in ALARMS for one in notices) else "normal",
        "Topic": _topic(notices),
    }
    body = encrypt(words, p256dh=device.p256dh, auth=device.auth)
    asked = http.fetch(device.endpoint, method="POST", headers=headers, body=body, at_most=ANSWER, within=WITHIN)
    try:
        status = asyncio.run(asked).status
    except http.Refused:
        return partial(_forget, device)
    except http.Unreachable as error:
        raise TryLater(str(error)) from error
    if status in GONE or status in NOT_OURS:
        return partial(_forget, device)
    if status == 429 or status >= 500:  # noqa: PLR2004  RFC 6585, RFC 9110
        raise TryLater(f"The push service answered {status}.")
    return partial(_was_told, device)


def _forget(device: Device) -> None:
    Device.objects.filter(pk=device.pk).delete()


def _was_told(device: Device) -> None:
    Device.objects.filter(pk=device.pk).update(told_at=clock.now())
