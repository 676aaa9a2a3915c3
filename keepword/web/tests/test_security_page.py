"""Where somebody is signed in, on a page of their own."""

import re

from keepword.people.models import DeskSession
from keepword.web.tests.reading import words
from tests.cast import PASSWORD

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def names(page):
    return re.findall(r'name="name" value="(\w+)"', page.content.decode())


def test_a_sign_in_is_listed_with_its_browser_its_address_and_how(cast, client):
    who = {"username": cast.mina.email, "password": PASSWORD}
    client.post("/sign-in", who, headers={"User-Agent": FIREFOX}, REMOTE_ADDR="203.0.113.7")
    page = words(client.get("/settings/security"))
    for said in ("Firefox on Linux", "203.0.113.7", "by password", "Here, now"):
        assert said in page
    assert "Sign out everywhere else" not in page


def test_one_other_browser_is_signed_out(cast, mina, at_desk):
    elsewhere = at_desk(cast.mina)
    (name,) = names(mina.get("/settings/security"))
    assert mina.post("/settings/security/sessions", {"name": name}).status_code == 302
    assert elsewhere.get("/inbox/mine").status_code == 302
    assert mina.get("/inbox/mine").status_code == 200


def test_all_other_browsers_are_signed_out(cast, mina, at_desk):
    elsewhere, dave = [at_desk(cast.mina), at_desk(cast.mina)], at_desk(cast.dave)
    mina.post("/settings/security/sessions", {"others": "yes"})
    assert [one.get("/inbox/mine").status_code for one in (*elsewhere, mina, dave)] == [302, 302, 200, 200]


def test_nobody_ends_a_session_of_somebody_else(cast, mina, stranger):
    mina.post("/settings/security/sessions", {"others": "yes"})
    at = names(stranger.get("/settings/security"))
    assert at == []
    assert stranger.get("/inbox/mine").status_code == 200


def test_a_new_password_leaves_only_this_browser_in_the_list(cast, mina, at_desk):
    at_desk(cast.mina)
    new = "three quiet libraries"
    mina.post("/settings/password", {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
    assert names(mina.get("/settings/security")) == []
    assert DeskSession.objects.filter(agent=cast.mina).count() == 1
