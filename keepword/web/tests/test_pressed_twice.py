"""What is made by a form that has no mark of its own is made once, however often its button is pressed."""

from datetime import timedelta

import pytest

from keepword.conversations.models import Macro
from keepword.kit import clock
from keepword.people import pressing
from keepword.people.models import PressedForm, Team

PAGE, ANOTHER = "c" * 64, "d" * 64
MACRO = {"name": "Late", "whose": "me", "text-en": "Sorry"}


def from_page(page: str = PAGE, **said: str) -> dict[str, str]:
    return {"csrfmiddlewaretoken": page} | said


def test_two_presses_make_one_and_lead_to_the_same_place(cast, mina):
    first, second = (mina.post("/settings/macros/new", from_page(**MACRO)) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.headers["Location"] == second.headers["Location"]
    assert Macro.objects.count() == 1


def test_a_second_press_does_not_say_that_the_name_is_taken(cast, ruth):
    places = {ruth.post("/settings/teams", from_page(name="Owls")).headers.get("Location") for _ in range(2)}
    assert places == {f"/settings/teams?added={Team.objects.get(name='Owls').pk}"}


def test_whoever_opens_the_form_again_is_told_that_the_name_is_taken(cast, ruth):
    ruth.post("/settings/teams", from_page(name="Owls"))
    assert ruth.post("/settings/teams", from_page(ANOTHER, name="Owls")).status_code == 422


def test_other_words_from_one_page_and_other_people_count(cast, mina, at_desk):
    mina.post("/settings/macros/new", from_page(**MACRO))
    mina.post("/settings/macros/new", from_page(**MACRO | {"name": "Later"}))
    at_desk(cast.dave).post("/settings/macros/new", from_page(**MACRO))
    assert Macro.objects.count() == 3


def test_what_was_refused_may_be_sent_again(cast, ruth):
    taken = Team.objects.create(name="Owls")
    assert ruth.post("/settings/teams", from_page(name="Owls")).status_code == 422
    assert not PressedForm.objects.exists()
    taken.delete()
    assert ruth.post("/settings/teams", from_page(name="Owls")).status_code == 302


def test_an_old_page_does_again_what_was_undone_meanwhile(cast, ruth):
    ruth.post("/settings/teams", from_page(name="Owls"))
    Team.objects.filter(name="Owls").delete()
    PressedForm.objects.update(forget_at=clock.now() - timedelta(seconds=1))
    assert ruth.post("/settings/teams", from_page(name="Owls")).status_code == 302
    assert Team.objects.filter(name="Owls").exists()


def test_what_is_kept_names_nobody_and_is_forgotten(cast, ruth):
    ruth.post("/settings/teams", from_page(name="Owls"))
    assert "Owls" not in str(PressedForm.objects.values().get())
    PressedForm.objects.update(forget_at=clock.now() - timedelta(seconds=1))
    pressing.forget_old()
    assert not PressedForm.objects.exists()


@pytest.mark.parametrize("page", ["/settings/roles/new", "/settings/teams"])
def test_every_page_has_a_token_of_its_own(cast, ruth, page):
    tokens = {ruth.get(page).content.decode().partition('name="csrfmiddlewaretoken" value="')[2][:64] for _ in "ab"}
    assert len(tokens) == 2
    assert all(len(one) == 64 and one.isalnum() for one in tokens)
