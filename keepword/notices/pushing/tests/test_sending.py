"""Devices are told, by a push service that really takes it and a browser that really decrypts it."""

from datetime import timedelta

import pytest
import time_machine
from cryptography.exceptions import InvalidTag
from django.test import Client

from keepword.conversations.assigning import assign
from keepword.conversations.inbound import Thread
from keepword.conversations.noting import note
from keepword.conversations.receiving import receive
from keepword.conversations.teamwork.following import follow
from keepword.events import working
from keepword.events.models import Task
from keepword.kit import clock
from keepword.notices.choosing import choose
from keepword.notices.kinds import FOLLOWED, Choice
from keepword.notices.models import Device, Notice, PushKey
from keepword.notices.pushing import signing
from keepword.notices.pushing.encrypting import NotAKey
from keepword.notices.pushing.sending import queue_due
from keepword.notices.pushing.subscribing import NoPushService, subscribe, unsubscribe
from keepword.notices.reading import read_in
from keepword.people.employing import deactivate
from keepword.people.models import Agent, Team
from tests import cast as stage
from tests.services.push_service import Browser, push_service


@pytest.fixture
def cast(db, settings):
    settings.PRIVATE_ADDRESSES_ALLOWED = True
    settings.PUBLIC_ADDRESS = "https://desk.example"
    return stage.gather()


@pytest.fixture
def service():
    with push_service() as found:
        yield found


@pytest.fixture
def seat():
    """Sign somebody in, and say the key of their session."""

    def sit(agent):
        client = Client()
        client.force_login(agent, backend="keepword.people.recognising.Backend")
        return client.session.session_key

    return sit


@pytest.fixture
def laptop(cast, service, seat):
    """Dave's, subscribed."""
    browser = Browser(service)
    signing.public_key()
    subscribe(cast.dave, session=seat(cast.dave), **browser.subscription)
    return browser


def run():
    while working.run_due_inside():
        pass
    queue_due()
    while working.run_due_outside():
        pass


def give(cast, **changes):
    conversation = stage.conversation_of(cast, may_be_answered=False, **changes)
    assign(conversation, to=cast.dave, by=cast.mina.as_actor)
    return conversation


def test_the_device_says_what_happened_and_no_word_of_the_customer(cast, service, laptop):
    conversation = give(cast)
    run()
    [given] = service.given
    assert laptop.decrypt(given.body) == {
        "title": "Keepword",
        "body": "Mina Park gave it to you.",
        "tag": f"conversation-{conversation.pk}",
        "lang": "en",
        "dir": "ltr",
        "address": f"/conversations/{conversation.pk}",
    }
    assert (given.path, given.headers["content-encoding"]) == ("/laptop", "aes128gcm")
    assert 0 < int(given.headers["ttl"]) <= 4 * 3600
    assert Device.objects.get().told_at is not None


def test_the_push_service_knows_us_by_a_signed_word_for_it_alone(cast, service, laptop):
    give(cast)
    run()
    claims = service.given[0].claims
    assert (claims["aud"], claims["sub"]) == (service.url, "https://desk.example")
    assert 0 < claims["exp"] - clock.now().timestamp() <= 24 * 3600
    assert service.given[0].headers["authorization"].endswith(f"k={PushKey.objects.get().public}")


def test_the_subject_is_shown_to_who_chose_so_in_their_language(cast, service, laptop):
    choose(cast.dave, kinds={}, shows_words=True)
    cast.dave.language = "ko"
    cast.dave.save()
    give(cast, subject="s" * 290)
    run()
    words = laptop.decrypt(service.given[0].body)
    assert words["title"] == "s" * 120
    assert words["body"] == "Mina Park 님이 당신에게 배정했습니다."


def test_another_browser_cannot_read_it(cast, service, laptop):
    give(cast)
    run()
    with pytest.raises(InvalidTag):
        Browser(service).decrypt(service.given[0].body)


def test_several_after_quiet_hours_are_one(cast, service, laptop):
    with time_machine.travel("2026-11-24T23:00Z", tick=False) as time:
        choose(cast.dave, kinds={}, quiet_from=22 * 60, quiet_to=7 * 60)
        Device.objects.get().session.__class__.objects.update(expire_date=clock.now() + timedelta(days=9))
        give(cast)
        give(cast)
        run()
        assert service.given == []
        time.move_to("2026-11-25T07:00Z")
        run()
    words = laptop.decrypt(service.given[0].body)
    assert (words["body"], words["address"]) == ("2 notices: Mina Park gave it to you.", "/notices")
    assert len(service.given) == 1


@pytest.mark.parametrize("status", [404, 410, 403])
def test_a_device_that_is_gone_is_forgotten(cast, service, laptop, status):
    service.status = status
    give(cast)
    run()
    assert not Device.objects.exists()
    assert not Task.objects.exists()


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_push_service_that_cannot_now_is_asked_again_later(cast, service, laptop, status):
    service.status = status
    give(cast)
    run()
    task = Task.objects.get()
    assert (task.attempts, task.dead_at) == (1, None)
    service.status = 201
    with time_machine.travel(clock.now() + timedelta(minutes=1)):
        run()
    assert laptop.decrypt(service.given[-1].body)["body"] == "Mina Park gave it to you."


def test_what_was_read_before_it_could_be_sent_is_not_sent(cast, service, laptop):
    service.status = 503
    conversation = give(cast)
    run()
    read_in(conversation.pk, by=Agent.objects.get(pk=cast.dave.pk))
    with time_machine.travel(clock.now() + timedelta(minutes=1)):
        run()
    assert len(service.given) == 1


def test_a_private_address_is_never_asked(cast, service, laptop, settings):
    settings.PRIVATE_ADDRESSES_ALLOWED = False
    give(cast)
    run()
    assert service.given == []
    assert not Device.objects.exists()


def test_whoever_signed_out_there_lost_the_inbox_or_left_is_not_told(cast, service, seat):
    signing.public_key()
    for name, agent in (("dave", cast.dave), ("mina", cast.mina), ("ruth", cast.ruth)):
        subscribe(agent, session=seat(agent), **Browser(service, name=name).subscription)
    conversation = stage.conversation_of(cast, may_be_answered=False)
    note(conversation, text="@Dave @Mina @Ruth look", by=cast.stranger)
    while working.run_due_inside():
        pass
    queue_due()
    Device.objects.get(agent=cast.dave).session.delete()
    cast.mina.teams.clear()
    Agent.objects.create_user("x@leafloom.example", name="X", role="administrator")
    deactivate(cast.ruth, by=cast.mina.as_actor)
    while working.run_due_outside():
        pass
    assert service.given == []
    assert Notice.objects.filter(push_at__isnull=False).count() == 0


def test_the_same_browser_twice_is_one_device_of_who_came_last(cast, service, seat):
    browser = Browser(service)
    subscribe(cast.dave, session=seat(cast.dave), **browser.subscription)
    subscribe(cast.mina, session=seat(cast.mina), **browser.subscription)
    assert Device.objects.get().agent == cast.mina
    assert not unsubscribe(cast.dave, number=Device.objects.get().pk)
    assert unsubscribe(cast.mina, number=Device.objects.get().pk)


@pytest.mark.parametrize(
    "endpoint",
    ["", "ftp://push.example/1", "https://", "javascript:alert(1)", "https://u:p@push.example/", "x" * 3000],
)
def test_what_is_no_push_service_is_refused(cast, service, seat, endpoint):
    with pytest.raises(NoPushService):
        subscribe(cast.dave, session=seat(cast.dave), **Browser(service).subscription | {"endpoint": endpoint})
    with pytest.raises(NotAKey):
        subscribe(cast.dave, session=seat(cast.dave), **Browser(service).subscription | {"auth": "x"})


def test_without_permission_for_private_addresses_only_tls_is_taken(cast, service, seat, settings):
    settings.PRIVATE_ADDRESSES_ALLOWED = False
    with pytest.raises(NoPushService):
        subscribe(cast.dave, session=seat(cast.dave), **Browser(service).subscription)


def test_under_another_secret_of_the_house_there_is_a_new_key_and_nobody_subscribed(cast, service, laptop, settings):
    before = signing.public_key()
    assert before == signing.public_key()
    settings.SECRET_KEY = "another secret, after a move"
    give(cast)
    run()
    assert service.given == []
    assert not Device.objects.exists()
    assert signing.public_key() != before


@pytest.mark.parametrize("happened", ["before", "queued", "afterwards"])
@pytest.mark.parametrize("goes", ["team", "inbox", "session"])
def test_no_device_tells_of_what_one_may_not_see_any_more_whenever_it_happened(cast, service, seat, goes, happened):
    """The right goes without a word to anybody: what is sent is asked at the moment of sending."""
    signing.public_key()
    for name, agent in (("dave", cast.dave), ("ruth", cast.ruth)):
        subscribe(agent, session=seat(agent), **Browser(service, name=name).subscription)
    conversation = stage.conversation_of(cast, may_be_answered=False)
    for agent in (cast.dave, cast.ruth):
        choose(agent, kinds={FOLLOWED: Choice(push=True)})
        follow(conversation, by=agent)

    def answer():
        thread = Thread(conversation_id=conversation.pk)
        receive(stage.written(thread=thread, may_be_answered=False), inbox=cast.inbox)
        while working.run_due_inside():
            pass

    if happened != "afterwards":
        answer()
    if happened == "queued":
        assert queue_due() == 2
    if goes == "team":
        cast.dave.teams.clear()
    elif goes == "inbox":
        cast.inbox.teams.set([Team.objects.create(name="Elsewhere")])
    else:
        Device.objects.get(agent=cast.dave).session.delete()
    if happened == "afterwards":
        answer()
    run()
    assert [given.path for given in service.given] == ["/ruth"]
