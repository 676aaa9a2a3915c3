"""Pages for what went wrong say what happened, why, and what to do."""

from django.test import Client

from tests.cast import PASSWORD


def test_an_unknown_address_says_so_and_leads_back(mina):
    answer = mina.get("/nowhere")
    assert answer.status_code == 404
    assert "There is nothing here" in answer.content.decode()


def test_a_form_without_its_token_is_refused_with_what_to_do(cast):
    answer = Client(enforce_csrf_checks=True).post("/sign-in", {"username": cast.mina.email, "password": PASSWORD})
    assert answer.status_code == 403
    assert "This form is too old" in answer.content.decode()


def test_a_fault_of_ours_is_admitted_without_a_word_of_its_inside(cast, at_desk, monkeypatch):
    monkeypatch.setattr("keepword.web.conversations.inbox.list_of", _break)
    client = at_desk(cast.mina)
    client.raise_request_exception = False
    answer = client.get("/inbox/open")
    assert answer.status_code == 500
    assert "Something broke on our side" in answer.content.decode()
    assert "secret detail" not in answer.content.decode()


def _break(*_args, **_kwargs):
    raise RuntimeError("secret detail")


def test_every_page_forbids_inline_scripts_and_styles(mina):
    policy = mina.get("/inbox/open").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
