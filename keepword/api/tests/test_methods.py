"""What may be asked how: HEAD is GET without its body, and what an address does not know is said plainly."""

import pytest
from django.test import Client

from keepword.api.problems import MEDIA_TYPE
from keepword.api.tests.program import ROOT, Program
from tests import cast as stage

pytestmark = pytest.mark.django_db

WATCHED = ["/healthz", "/readyz", "/metrics"]


@pytest.fixture
def program():
    return Program(stage.gather().mina)


@pytest.mark.parametrize("path", ["/conversations", "/agents/me", "/conversations/4711"])
def test_head_is_answered_as_get_without_the_body(program, path):
    read, asked = program.get(path), program.send("HEAD", path)
    assert (asked.status_code, asked.content) == (read.status_code, b"")
    assert asked.headers["Content-Type"] == read.headers["Content-Type"]
    assert asked.headers["Content-Length"] == str(len(read.content))


def test_head_opens_nothing_that_get_would_not():
    stage.gather()
    assert Program(None).send("HEAD", "/conversations").status_code == 401


def test_head_makes_nothing(program):
    assert program.send("HEAD", "/bulk").status_code == 405


@pytest.mark.parametrize(
    ("path", "allowed"),
    [("/conversations", "GET, HEAD, POST"), ("/conversations/1/status", "PUT"), ("/agents/me", "GET, HEAD, PATCH")],
)
def test_the_methods_that_an_address_knows_are_named_in_one_order(program, path, allowed):
    refused = program.send("TRACE", path)
    assert (refused.status_code, refused.headers["Allow"]) == (405, allowed)


@pytest.mark.parametrize("path", WATCHED)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_what_watches_us_reads_only(path, method):
    refused = Client(enforce_csrf_checks=True).generic(method, path)
    assert (refused.status_code, refused.headers["Allow"], refused.content) == (405, "GET, HEAD", b"")


@pytest.mark.parametrize("path", WATCHED)
def test_what_watches_us_may_ask_for_the_head_alone(path):
    assert Client().head(path, HTTP_HOST="localhost").status_code == 200


def test_the_description_is_read_only_too():
    refused = Client(enforce_csrf_checks=True).post(f"{ROOT}/openapi.json", {}, content_type="application/json")
    assert (refused.status_code, refused.headers["Allow"]) == (405, "GET, HEAD")
    assert refused.headers["Content-Type"] == MEDIA_TYPE
