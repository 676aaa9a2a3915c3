import asyncio
import json

import pytest
from django.db import connection
from django.db.utils import OperationalError

from keepword.api.problems import MEDIA_TYPE
from keepword.api.rest import reading
from keepword.api.tests.program import Program
from keepword.api.version_1 import version_1
from keepword.people.models import ApiToken
from keepword.wiring.serving import application
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def program(cast):
    return Program(cast.mina)


def test_a_stranger_to_the_house_is_told_how_to_knock(cast):
    for program in (
        Program(None),
        _with(cast, "Bearer kw_wrong"),
        _with(cast, "Basic bWluYTp4"),
        _with(cast, "Bearer"),
    ):
        refused = program.get("/conversations")
        assert _problem(refused, 401)["detail"].startswith("Give a valid token")
        assert refused.headers["WWW-Authenticate"] == 'Bearer realm="Keepword"'


def test_a_token_of_somebody_who_left_opens_nothing(cast, program):
    cast.mina.is_active = False
    cast.mina.save()
    _problem(program.get("/conversations"), 401)


def test_a_session_opens_nothing_here(cast, client):
    client.force_login(cast.mina, backend="keepword.people.recognising.Backend")
    assert client.get("/api/v1/conversations").status_code == 401


@pytest.mark.parametrize(
    "path",
    ["/conversations/1", "/conversations/x", "/conversations/" + "9" * 30, "/conversations/1/", "/nothing", "/"],
)
def test_what_is_not_there_is_a_problem(program, path):
    assert _problem(program.get(path), 404)["instance"] == f"/api/v1{path}"


def test_nothing_outside_of_version_1_is_html(client):
    for path in ("/api", "/api/", "/api/v2/conversations"):
        _problem(client.get(path), 404)


def test_a_method_that_an_address_does_not_know_is_a_problem(program):
    refused = program.send("DELETE", "/conversations")
    _problem(refused, 405)
    assert set(refused.headers["Allow"].split(", ")) == {"GET", "HEAD", "POST"}


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b"", b"[1,", b'{"inbox": NaN'])
def test_a_body_that_cannot_be_read_is_a_problem(program, body):
    assert program.post("/conversations", body).status_code in (400, 422)


def test_a_body_of_another_type_is_a_problem(cast, program):
    path = f"/conversations/{stage.conversation_of(cast).pk}"
    _problem(program.post("/conversations", b"a=b", Content_Type="application/x-www-form-urlencoded"), 415)
    _problem(program.post(f"{path}/replies", b"Hello", Content_Type="text/plain"), 415)
    _problem(program.send_form(f"{path}/tags", {"name": "x"}), 415)
    _problem(program.send("PUT", f"{path}/status", b"<a/>", Content_Type="application/xml"), 415)


def test_a_broken_form_is_a_problem(cast, program):
    path = f"/conversations/{stage.conversation_of(cast).pk}/replies"
    _problem(program.post(path, b"x", Content_Type="multipart/form-data"), 400)


def test_too_large_a_body_is_a_problem(cast, program):
    path = f"/conversations/{stage.conversation_of(cast).pk}"
    huge = json.dumps({"text": "x" * 2_100_000}).encode()
    _problem(program.post(f"{path}/replies", huge), 413)
    _problem(program.post("/conversations", huge), 413)


def test_what_is_refused_before_it_is_read_is_a_problem():
    sent = []

    async def send(message):
        sent.append(message)

    headers = [(b"content-length", b"99999999999")]
    scope = {"type": "http", "method": "POST", "path": "/api/v1/conversations", "headers": headers}
    asyncio.run(application(scope, None, send))
    assert sent[0]["status"] == 413
    assert dict(sent[0]["headers"])[b"content-type"] == MEDIA_TYPE.encode()
    assert json.loads(sent[1]["body"])["instance"] == "/api/v1/conversations"


def test_asking_too_often_is_a_problem_for_that_token_alone(cast, settings, monkeypatch):
    mina, dave = Program(cast.mina), Program(cast.dave)
    monkeypatch.setattr(_limiter(), "_most", 60)
    answers = [mina.get("/agents/me") for _ in range(70)]
    refused = answers[-1]
    _problem(refused, 429)
    assert int(refused.headers["Retry-After"]) >= 1
    assert dave.get("/agents/me").status_code == 200


def test_our_own_fault_is_a_problem_without_its_words(cast, program, monkeypatch):
    conversation = stage.conversation_of(cast)
    monkeypatch.setattr(reading, "PRIORITY_NAMES", {})
    problem = _problem(program.get(f"/conversations/{conversation.pk}"), 500)
    assert "KeyError" not in json.dumps(problem)


def test_a_database_that_is_away_is_a_problem(program, monkeypatch):
    def away(*_args, **_kwargs):
        raise OperationalError("away")

    monkeypatch.setattr(connection, "cursor", away)
    _problem(program.get("/agents/me"), 503)


def test_a_token_is_kept_as_its_digest_alone(program):
    assert program.token not in json.dumps(list(ApiToken.objects.values()), default=str)


def _problem(response, status):
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"] == MEDIA_TYPE
    problem = response.json()
    assert (problem["status"], problem["type"], bool(problem["title"])) == (status, "about:blank", True)
    return problem


def _with(cast, authorization):
    program = Program(None)
    program._client.defaults["HTTP_AUTHORIZATION"] = authorization
    return program


def _limiter():
    return version_1.auth[0]._limiter
