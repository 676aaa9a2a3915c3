"""Coming in by SAML: answers that a provider signed, and those that somebody else made."""

import base64
import html
import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from keepword.people.models import SignInProvider
from keepword.people.models.provider import ProviderIdentity
from keepword.web.tests.reading import words
from tests.cast import PASSWORD
from tests.services.saml import ENTITY, SamlProvider

MINA = "mina@leafloom.example"
SHARED = SamlProvider()  # making a key takes long


@pytest.fixture
def administrator(cast, client):
    client.post("/sign-in", {"username": cast.ruth.email, "password": PASSWORD})
    return client


@pytest.fixture
def provider(administrator):
    said = {"name": "Our house", "metadata": SHARED.metadata, "is_on": "on"}
    added = administrator.post("/settings/access/providers/new?kind=saml", said)
    assert added.status_code == 302, words(added)
    return SignInProvider.objects.get()


@pytest.fixture
def browser():
    return Client()


def leave(browser, provider):
    return browser.get(f"/sign-in/with/{provider.pk}").headers["Location"]


def bring(browser, provider, answer):
    """The provider's page sends a form, without our cookies; the page that answers goes on with them."""
    landed = Client().post(f"/sign-in/with/{provider.pk}/answers", {"SAMLResponse": answer})
    if landed.status_code != 200:
        return landed
    onward = re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', landed.content.decode())[1]
    return browser.get(html.unescape(onward))


def test_who_works_here_comes_in(cast, browser, provider):
    there = leave(browser, provider)
    assert there.startswith(f"{ENTITY}/sso?")
    assert bring(browser, provider, SHARED.answer(there, email=MINA)).headers["Location"] == "/"
    assert browser.get("/inbox/mine").status_code == 200
    assert ProviderIdentity.objects.get().agent == cast.mina


def refused(browser, provider, answer):
    answered = bring(browser, provider, answer)
    return answered.status_code == 422 and browser.get("/inbox/mine").status_code == 302


def test_what_is_not_signed_or_signed_by_somebody_else_is_refused(cast, browser, provider):
    there = leave(browser, provider)
    assert refused(browser, provider, SHARED.answer(there, email=MINA, signed=False))
    assert refused(browser, provider, SamlProvider().answer(there, email=MINA))
    tampered = base64.b64decode(SHARED.answer(there, email="nobody@leafloom.example"))
    tampered = tampered.replace(b"nobody@", b"mina@")
    assert refused(browser, provider, base64.b64encode(tampered).decode())


def test_a_true_answer_inside_a_forged_one_is_refused(cast, browser, provider):
    """Signature wrapping: the signature fits the part that nobody reads."""
    there = leave(browser, provider)
    true = base64.b64decode(SHARED.answer(there, email="nobody@leafloom.example")).decode()
    forged = base64.b64decode(SHARED.answer(there, email=MINA, signed=False)).decode().replace("_r1", "_r2")
    hidden = re.sub(r"^<\?xml[^>]*>\s*", "", true)
    for mark in ("<samlp:Status>", "</saml:Issuer><samlp:Status>"):
        where = forged.index(mark)
        wrapped = f"{forged[:where]}<samlp:Extensions>{hidden}</samlp:Extensions>{forged[where:]}"
        assert refused(browser, provider, base64.b64encode(wrapped.encode()).decode())


@pytest.mark.parametrize(
    "change",
    [{"audience": "https://another.example"}, {"later": timedelta(hours=-2)}, {"later": timedelta(hours=2)}],
    ids=["for another house", "too old", "not yet"],
)
def test_what_is_not_for_us_or_not_of_now_is_refused(cast, browser, provider, change):
    assert refused(browser, provider, SHARED.answer(leave(browser, provider), email=MINA, **change))


def test_an_answer_counts_once_and_in_the_browser_that_asked(cast, browser, provider):
    answer, stranger = SHARED.answer(leave(browser, provider), email=MINA), Client()
    leave(stranger, provider)
    assert refused(stranger, provider, answer)
    assert bring(browser, provider, answer).status_code == 302
    browser.post("/sign-out")
    assert refused(browser, provider, answer)


def test_a_sign_in_that_the_provider_begins_is_begun_anew_here_and_never_taken_as_it_is(cast, browser, provider):
    """A tile on the provider's page works; a stranger who pushes their own answer into a browser signs nobody in."""
    unasked = SHARED.answer(leave(Client(), provider), email=MINA, asked=False)
    form = {"SAMLResponse": unasked, "RelayState": "https://evil.example/"}
    landed = browser.post(f"/sign-in/with/{provider.pk}/answers", form)
    assert f"url=/sign-in/with/{provider.pk}" in landed.content.decode()
    assert "evil" not in landed.content.decode()
    assert browser.get("/inbox/mine").status_code == 302
    assert bring(browser, provider, SHARED.answer(leave(browser, provider), email=MINA)).headers["Location"] == "/"


def test_a_provider_that_leaves_out_whose_question_it_answers_is_not_asked_for_ever(cast, browser, provider):
    there = leave(browser, provider)
    relay = parse_qs(urlsplit(there).query)["RelayState"][0]
    form = {"SAMLResponse": SHARED.answer(there, email=MINA, asked=False), "RelayState": relay}
    assert browser.post(f"/sign-in/with/{provider.pk}/answers", form).status_code == 422


def test_what_is_forged_does_not_even_begin_anew(cast, browser, provider):
    there = leave(browser, provider)
    assert refused(browser, provider, SamlProvider().answer(there, email=MINA, asked=False))
    assert refused(browser, provider, SHARED.answer(there, email=MINA, asked=False, signed=False))


@pytest.mark.parametrize(
    "answer", ["", "!", "PGE+", base64.b64encode(b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>").decode()]
)
def test_nonsense_is_refused_and_breaks_nothing(cast, browser, provider, answer):
    leave(browser, provider)
    assert refused(browser, provider, answer)


def test_our_metadata_says_where_answers_go(browser, provider):
    said = browser.get(f"/sign-in/with/{provider.pk}/metadata")
    assert f"http://testserver/sign-in/with/{provider.pk}/answers" in said.content.decode()
    assert f"/sign-in/with/{provider.pk}/metadata" in said.content.decode()


@pytest.mark.parametrize(
    ("metadata", "said"),
    [
        ("nonsense", "not the XML that describes a SAML provider"),
        ("<a/>", "does not say where people sign in"),
        (re.sub("<KeyDescriptor.*</KeyDescriptor>", "", SHARED.metadata), "no certificate"),
    ],
)
def test_metadata_that_would_not_work_is_refused_in_words(administrator, metadata, said):
    answers = {"name": "x", "metadata": metadata}
    answer = administrator.post("/settings/access/providers/new?kind=saml", answers)
    assert answer.status_code == 422
    assert said in words(answer)
