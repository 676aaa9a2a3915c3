"""Every answer carries the headers that keep a browser from doing what we did not mean."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.safety.addresses import ADMINISTRATOR, AGENT, ANYBODY, GUARDED, LINK, Address, of
from tests.safety.conftest import World

MAIL = "messages/<int:number>/html"  # a letter's own styles may work, in a frame where nothing else does
Answers = dict[Address, HttpResponse]


@pytest.fixture(scope="module")
def kept() -> Answers:
    return {}


@pytest.fixture
def answers(kept: Answers, db: None, request: pytest.FixtureRequest) -> Answers:
    """What an administrator gets at every address: fetched by the first test; none changes anything. `db` is asked for
    by name, or these would count as tests that meet no database."""
    if not kept:
        world: World = request.getfixturevalue("world")
        browser = request.getfixturevalue("at_desk")(world.cast.ruth)
        for address in of(ANYBODY, LINK, AGENT, GUARDED, ADMINISTRATOR):
            kept[address] = browser.get(world.path(address))
    return kept


def test_no_page_runs_a_script_that_is_not_ours(answers: Answers):
    for address, answer in answers.items():
        route = address.route
        policy = _directives(answer.headers["Content-Security-Policy"])
        assert policy["default-src"] == ["'none'"], route
        assert policy.get("script-src", ["'self'"]) == ["'self'"], route
        assert policy.get("object-src", ["'none'"]) == ["'none'"], route
        assert policy.get("form-action", ["'self'"]) in (["'self'"], ["'none'"]), route
        assert "unsafe" not in str(policy) or route == MAIL, route


def test_no_answer_is_guessed_framed_or_told_to_others(answers: Answers):
    for address, answer in answers.items():
        route = address.route
        headers = answer.headers
        assert headers["X-Content-Type-Options"] == "nosniff", route
        assert headers["X-Frame-Options"] in ("SAMEORIGIN", "DENY"), route
        assert headers["Referrer-Policy"] in ("same-origin", "no-referrer"), route
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", route


def test_no_page_holds_a_script_or_a_style_of_its_own_or_asks_another_site(answers: Answers):
    for address, answer in answers.items():
        route = address.route
        page = answer.content.decode() if _is_page(answer) and route != MAIL else ""
        # A block of data for search engines runs nowhere; every script that runs comes from a file of ours.
        data = r"(?:[^>]*\bsrc=| type=\"application/ld\+json\">[^<]*</script>)"
        assert not re.search(rf"<script(?!{data})", page), route
        assert not re.search(r"<[^>]+\s(?:on[a-z]+|style)\s*=|<style|javascript:", page), route
        assert not re.search(r"""\b(?:src|srcset|action)\s*=\s*["']?(?:https?:)?//""", page), route
        assert not re.search(r"<link[^>]+href=[\"']?(?:https?:)?//", page), route


def test_no_shared_cache_keeps_what_an_agent_saw(answers: Answers):
    for address in of(AGENT, GUARDED, ADMINISTRATOR):
        route, answer = address.route, answers[address]
        kept = answer.headers.get("Cache-Control", "")
        assert "public" not in kept, route
        assert "private" in kept or "no-store" in kept or "Cookie" in answer.headers.get("Vary", ""), route


def test_an_error_carries_them_too(world: World):
    for path in ("/nowhere", "/c/nothing", "/conversations/abc"):
        headers = Client().get(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"


def _is_page(answer: HttpResponse) -> bool:
    return answer.headers.get("Content-Type", "").startswith("text/html")


def _directives(policy: str) -> dict[str, list[str]]:
    parts = [part.split() for part in policy.split(";") if part.strip()]
    return {part[0]: part[1:] for part in parts}
