"""Coming in by another service: a real provider on this machine, which can be told to lie."""

import time

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

from keepword.events.models import AuditEntry
from keepword.people.accounts import app, totp
from keepword.people.models import Agent, SignInProvider
from keepword.people.models.provider import ProviderIdentity
from keepword.web.tests.reading import words
from tests.cast import PASSWORD
from tests.services.openid import CLIENT, SECRET, openid_provider

MINA = {"sub": "m-1", "email": "Mina@leafloom.example", "email_verified": True, "name": "Mina Park"}
NEW = {"sub": "n-1", "email": "yuki@leafloom.example", "email_verified": True, "name": "Yuki Mori"}


@pytest.fixture(scope="module")
def service():
    with openid_provider() as running:
        yield running


@pytest.fixture
def there(service, settings):
    """Mina is about to sign in there, and it says the truth."""
    settings.PRIVATE_ADDRESSES_ALLOWED = True
    service.person, service.lies, service.signs_with, service.algorithm = dict(MINA), {}, None, "RS256"
    return service


@pytest.fixture
def administrator(cast, client):
    client.post("/sign-in", {"username": cast.ruth.email, "password": PASSWORD})
    return client


@pytest.fixture
def browser():
    return Client()


@pytest.fixture
def provider(administrator, there):
    added = administrator.post("/settings/access/providers/new", answers(there))
    assert added.status_code == 302, words(added)
    return SignInProvider.objects.get()


def answers(there, **more):
    said = {"name": "Our house", "address": there.url, "client_id": CLIENT, "secret": SECRET, "is_on": "on"}
    return said | more


def come(browser, provider, there, *, following=""):
    leaving = browser.get(f"/sign-in/with/{provider.pk}{following}")
    assert leaving.status_code == 302, words(leaving)
    return browser.get(there.sign_in(leaving.headers["Location"]).removeprefix("http://testserver"))


def test_who_works_here_comes_in_by_their_checked_address(cast, browser, provider, there):
    answer = come(browser, provider, there, following="?next=/inbox/mine")
    assert answer.headers["Location"] == "/inbox/mine"
    assert browser.get("/inbox/mine").status_code == 200
    assert "by another service" in words(browser.get("/settings/security"))
    assert AuditEntry.objects.filter(name="agent.provider_linked", data__agent=cast.mina.pk).exists()


def test_the_door_names_the_service_as_long_as_it_is_on(browser, provider):
    assert "Sign in with Our house" in words(browser.get("/sign-in"))
    SignInProvider.objects.update(is_on=False)
    assert "Our house" not in words(browser.get("/sign-in"))
    assert browser.get(f"/sign-in/with/{provider.pk}").status_code == 404


def test_who_came_before_is_known_by_their_subject_whatever_their_address(cast, browser, provider, there):
    come(browser, provider, there)
    browser.post("/sign-out")
    there.person["email"] = "dave@leafloom.example"
    come(browser, provider, there)
    assert "Mina Park" in browser.get("/settings").content.decode()


@pytest.mark.parametrize(
    "person",
    [MINA | {"email_verified": False}, {"sub": "m-1"}, MINA | {"email": "nobody@leafloom.example"}],
    ids=["not checked", "no address", "somebody else"],
)
def test_an_address_that_is_not_checked_or_not_ours_lets_nobody_in(cast, browser, provider, there, person):
    there.person = person
    answer = come(browser, provider, there)
    assert answer.status_code == 422
    assert browser.get("/inbox/mine").status_code == 302
    assert not ProviderIdentity.objects.exists()


def test_who_left_does_not_come_in_again_and_is_not_made_anew(cast, browser, provider, there):
    SignInProvider.objects.update(joins_as="agent", domains=["leafloom.example"])
    Agent.objects.filter(pk=cast.mina.pk).update(is_active=False)
    before = Agent.objects.count()
    assert come(browser, provider, there).status_code == 422
    assert Agent.objects.count() == before


def test_somebody_new_joins_only_where_and_as_an_administrator_said(cast, browser, provider, there):
    there.person = dict(NEW)
    assert come(browser, provider, there).status_code == 422
    SignInProvider.objects.update(joins_as="light_agent", domains=["elsewhere.example"])
    assert come(browser, provider, there).status_code == 422
    SignInProvider.objects.update(domains=["leafloom.example"])
    assert come(browser, provider, there).status_code == 302
    yuki = Agent.objects.get(email=NEW["email"])
    assert (yuki.name, yuki.role, yuki.has_usable_password()) == ("Yuki Mori", "light_agent", False)


def test_our_second_step_is_asked_for_unless_the_service_asks_itself(cast, browser, provider, there):
    seed = totp.new_seed()
    app.add(cast.mina, seed=seed, code=totp.code_of(seed, step=int(time.time()) // 30))
    assert come(browser, provider, there).headers["Location"] == "/sign-in/second-step"
    SignInProvider.objects.update(checks_factors=True)
    assert come(browser, provider, there).headers["Location"] == "/"


ANOTHER_KEY = rsa.generate_private_key(65537, 2048)
LIES = [
    {"aud": "somebody-else"},
    {"iss": "https://evil.example"},
    {"nonce": "of another sign-in"},
    {"exp": 1_700_000_000},
    {"azp": "somebody-else"},
]


@pytest.mark.parametrize("lie", LIES, ids=lambda lie: next(iter(lie)))
def test_what_is_not_for_us_not_of_now_or_not_of_this_sign_in_is_refused(cast, browser, provider, there, lie):
    there.lies = lie
    assert come(browser, provider, there).status_code == 422
    assert browser.get("/inbox/mine").status_code == 302


FORGED = [("a secret of thirty-two letters or so", "HS256"), ("", "none"), (ANOTHER_KEY, "RS256")]


@pytest.mark.parametrize(("key", "algorithm"), FORGED, ids=["a shared word", "no key at all", "another key"])
def test_only_the_keys_of_the_provider_count(cast, browser, provider, there, key, algorithm):
    there.signs_with, there.algorithm = key, algorithm
    assert come(browser, provider, there).status_code == 422


def test_an_answer_counts_in_the_browser_that_asked_and_nowhere_else(cast, browser, provider, there, at_desk):
    leaving = browser.get(f"/sign-in/with/{provider.pk}")
    back = there.sign_in(leaving.headers["Location"]).removeprefix("http://testserver")
    stranger = at_desk(cast.stranger)
    assert stranger.get(back).status_code == 422
    assert "Sam Other" in stranger.get("/settings").content.decode()
    assert browser.get(back.replace("state=", "state=x")).status_code == 422


def test_a_wrong_secret_is_said_in_words(cast, browser, provider, there, administrator):
    path = f"/settings/access/providers/{provider.pk}"
    administrator.post(path, answers(there, secret="another"))
    assert "does not accept the client id and the secret" in words(come(browser, provider, there))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"address": "http://127.0.0.1:9"}, "Nobody answers at this address."),
        ({"joins_as": "agent"}, "Say which domains"),
        ({"joins_as": "administrator", "domains": "leafloom.example"}, "administrator"),
    ],
)
def test_what_would_not_work_is_said_before_it_is_kept(administrator, there, change, said):
    answer = administrator.post("/settings/access/providers/new", answers(there, **change))
    assert answer.status_code == 422
    assert said in words(answer)
    assert not SignInProvider.objects.exists()


def test_the_secret_is_kept_sealed_and_never_shown(administrator, provider, there):
    assert SECRET not in provider.sealed_secret
    page = administrator.get(f"/settings/access/providers/{provider.pk}").content.decode()
    assert SECRET not in page
    assert provider.sealed_secret not in page
    assert f"http://testserver/sign-in/with/{provider.pk}/return" in page
    administrator.post(f"/settings/access/providers/{provider.pk}", answers(there, secret="", name="Renamed"))
    kept = SignInProvider.objects.get()
    assert (kept.name, kept.sealed_secret) == ("Renamed", provider.sealed_secret)


def test_another_service_knows_other_people_by_the_same_names(cast, browser, provider, there, administrator):
    come(browser, provider, there)
    with openid_provider() as other:
        administrator.post(f"/settings/access/providers/{provider.pk}", answers(other))
    assert not ProviderIdentity.objects.exists()


def test_only_an_administrator_arranges_it(mina, provider, administrator):
    for path in ("/settings/access/providers/new", f"/settings/access/providers/{provider.pk}"):
        assert mina.get(path).status_code == 403
    assert administrator.post(f"/settings/access/providers/{provider.pk}/removal").status_code == 302
    assert not SignInProvider.objects.exists()


def test_passwords_go_on_working_when_the_service_is_gone(cast, browser, provider):
    assert browser.post("/sign-in", {"username": cast.mina.email, "password": PASSWORD}).status_code == 302
