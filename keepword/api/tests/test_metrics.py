import re
from datetime import timedelta

import pytest
from django.test import Client

from keepword.conversations.replying import reply
from keepword.events.models import Bundle, Task
from keepword.kit import clock
from keepword.people import tokens
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def here():
    return Client(headers={"Host": "127.0.0.1:8000"})


def test_this_machine_reads_the_figures(cast, here):
    conversation = stage.conversation_of(cast)
    reply(conversation, text="On its way.", by=cast.mina)
    Task.objects.update(run_at=clock.now() - timedelta(seconds=90))
    bundled = sum(bundle.size for bundle in Bundle.objects.all())
    figures = _figures(here)
    assert figures["keepword_tasks_waiting"] == Task.objects.count() + bundled > bundled > 0
    assert figures["keepword_tasks_dead"] == 0
    assert 90 <= figures["keepword_task_oldest_seconds"] < 100
    assert figures["keepword_events"] >= 3
    assert figures['keepword_replies_left{state="queued"}'] == 1
    assert figures["keepword_streams"] == 0
    assert figures["process_resident_memory_bytes"] > 1_000_000


def test_requests_are_counted_by_route_and_never_by_address(cast, here):
    for number in (1234567, 7654321):
        here.get(f"/api/v1/conversations/{number}")
        here.get(f"/nothing-{number}")
    here.generic("BREW", "/healthz")
    figures = _figures(here)
    counted = 'method="GET",route="api/v1/conversations/<int:conversation_id>",status="401"'
    assert figures[f"keepword_requests_total{{{counted}}}"] >= 2
    assert figures['keepword_requests_total{method="other",route="healthz",status="405"}'] >= 1
    assert not any("1234567" in name or "7654321" in name for name in figures)


def test_no_word_of_a_customer_is_in_it(cast, here):
    stage.conversation_of(cast)
    text = here.get("/metrics").content.decode()
    for word in ("Ann", "customer.example", "parcel", "leafloom"):
        assert word not in text


@pytest.mark.parametrize(
    ("headers", "remote", "public"),
    [
        ({"Host": "127.0.0.1"}, "203.0.113.9", ""),
        ({"Host": "desk.example"}, "127.0.0.1", ""),
        ({"Host": "127.0.0.1", "X-Forwarded-For": "203.0.113.9"}, "127.0.0.1", ""),
        ({"Host": "127.0.0.1", "Via": "1.1 proxy"}, "127.0.0.1", ""),
        ({"Host": "127.0.0.1"}, "127.0.0.1", "https://desk.example"),
    ],
)
def test_others_need_the_token_of_an_administrator(cast, settings, headers, remote, public):
    settings.PUBLIC_ADDRESS = public
    client = Client(headers=headers, REMOTE_ADDR=remote)
    assert client.get("/metrics").status_code == 404
    for agent, status in ((cast.ruth, 200), (cast.mina, 404), (cast.stranger, 404)):
        bearer = {"Authorization": f"Bearer {tokens.give(agent)}"}
        assert client.get("/metrics", headers=bearer).status_code == status


def _figures(client):
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/plain")
    lines = answer.content.decode().splitlines()
    pairs = [re.fullmatch(r"(\S+(?:{.*})?) (\S+)", line) for line in lines if not line.startswith("#")]
    return {pair[1]: float(pair[2]) for pair in pairs}
