"""A photo is its owner's to give and to take away, and customers see it by the rules alone."""

import pytest
from django.core.files.storage import default_storage

from keepword.events.models import AuditEntry
from keepword.kit.pictures.pieces import NotAPicture
from keepword.people.models import Agent
from keepword.people.photos import MOST_BYTES, TooLarge, known_as, path_of, photo_token, put_photo, take_photo_away
from tests import cast as stage
from tests.portraits import EXIF, PLACE, chunk, png

pytestmark = pytest.mark.django_db


@pytest.fixture
def mina() -> Agent:
    agent = stage.gather().mina
    put_photo(agent, content=png(besides=chunk(b"eXIf", EXIF)))
    return agent


def kept(token: str) -> bytes:
    with default_storage.open(path_of(token)) as file:
        return file.read()


def test_it_is_kept_without_the_place_where_it_was_taken(mina):
    assert kept(mina.photo) == png()
    assert PLACE not in kept(mina.photo)
    assert Agent.objects.get(pk=mina.pk).photo == mina.photo


def test_another_one_has_another_address_and_the_one_before_is_gone(mina, django_capture_on_commit_callbacks):
    before = mina.photo
    with django_capture_on_commit_callbacks(execute=True):
        put_photo(mina, content=png(width=5))
    assert mina.photo != before
    assert kept(mina.photo) == png(width=5)
    assert not default_storage.exists(path_of(before))


def test_it_is_taken_away_and_put_again(mina, django_capture_on_commit_callbacks):
    before = mina.photo
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            take_photo_away(mina)
    assert Agent.objects.get(pk=mina.pk).photo == ""
    assert not default_storage.exists(path_of(before))
    put_photo(mina, content=png())
    assert kept(Agent.objects.get(pk=mina.pk).photo) == png()
    told = AuditEntry.objects.filter(name__startswith="agent.photo").order_by("id").values_list("name", flat=True)
    assert list(told) == ["agent.photo_put", "agent.photo_taken_away", "agent.photo_put"]


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (b"<svg onload='x'/>", NotAPicture),
        (png()[:-3], NotAPicture),
        (b"\x89PNG" + b"x" * MOST_BYTES, TooLarge),
        (png(width=4001, height=1), TooLarge),
        (png(width=1, height=4001), TooLarge),
    ],
)
def test_what_is_none_or_too_large_changes_nothing(mina, content, trouble):
    before = mina.photo
    with pytest.raises(trouble):
        put_photo(mina, content=content)
    assert Agent.objects.get(pk=mina.pk).photo == before
    assert kept(before) == png()


def test_customers_see_it_beside_the_agents_own_name(mina):
    assert photo_token(mina, beside="Mina Park") == mina.photo
    assert photo_token(mina, beside="Somebody") == ""
    assert photo_token(None, beside="Mina Park") == ""


def test_beside_an_alias_they_see_it_only_when_the_agent_said_so(mina):
    mina.public_name = "Alex"
    assert photo_token(mina, beside="Alex") == ""
    assert photo_token(mina, beside="Mina Park") == ""
    mina.photo_with_alias = True
    assert photo_token(mina, beside="Alex") == mina.photo


def test_words_that_were_written_under_an_alias_stay_without_a_face_when_it_is_given_up(mina):
    mina.public_name = ""
    assert photo_token(mina, beside="Alex") == ""


def test_who_left_is_not_shown(mina):
    mina.is_active = False
    mina.photo_with_alias = True
    assert photo_token(mina, beside="Mina Park") == ""


def test_a_name_says_who_it_is_while_it_is_that_of_one_alone(mina):
    assert known_as("Mina Park") == mina
    assert known_as("") is None
    other = Agent.objects.create_user("x@leafloom.example", name="X", public_name="Mina Park")
    assert known_as("Mina Park") is None
    Agent.objects.filter(pk=mina.pk).update(public_name="Alex")
    assert known_as("Mina Park") == other
