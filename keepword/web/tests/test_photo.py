"""One's own photo, and where colleagues see it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from keepword.brands.models import Brand
from keepword.conversations.replying import reply
from keepword.people.models import Agent
from keepword.people.photos import put_photo
from tests import cast as stage
from tests.portraits import jpeg, png


def sent(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("me.jpg", content, content_type="image/jpeg")


def photo_of(agent: Agent) -> str:
    return Agent.objects.get(pk=agent.pk).photo


def test_an_agent_puts_a_photo_of_themselves_and_takes_it_away(cast, mina):
    assert mina.post("/settings/photo", {"photo": sent(jpeg())}).url == "/settings?saved=yes"
    token = photo_of(cast.mina)
    assert f'<img src="/photos/{token}"' in mina.get("/settings").content.decode()
    assert mina.post("/settings/photo", {"taken": "yes"}).status_code == 302
    assert photo_of(cast.mina) == ""
    assert "/photos/" not in mina.get("/settings").content.decode()


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"<svg/>", "no JPEG, PNG or WebP"), (jpeg() + b"x" * 1_000_000, "1 MB"), (png(width=5000), "4,000")],
)
def test_what_cannot_be_taken_says_why(cast, mina, content, words):
    answer = mina.post("/settings/photo", {"photo": sent(content)})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert photo_of(cast.mina) == ""


def test_without_a_file_nothing_happens(cast, mina):
    put_photo(cast.mina, content=png())
    assert mina.post("/settings/photo").status_code == 302
    assert photo_of(cast.mina) == cast.mina.photo


def test_colleagues_see_it_on_letters_and_in_the_list_for_not_one_query_more(
    cast, mina, ruth, django_assert_max_num_queries
):
    conversation = stage.conversation_of(cast)
    reply(conversation, text="On its way.", by=cast.mina)
    address = f"/conversations/{conversation.pk}"
    with django_assert_max_num_queries(200) as before:
        assert "/photos/" not in mina.get(address).content.decode()
    put_photo(cast.mina, content=png())
    with django_assert_max_num_queries(len(before)):
        page = mina.get(address).content.decode()
    assert page.count(f'<img src="/photos/{cast.mina.photo}"') == 2  # beside her letter, and where it is assigned
    assert f"/photos/{cast.mina.photo}" in ruth.get("/settings/agents").content.decode()
    Agent.objects.filter(pk=cast.mina.pk).update(is_active=False)
    assert "/photos/" not in ruth.get(address).content.decode()
    assert "/photos/" not in ruth.get("/settings/agents").content.decode()


def test_a_brand_says_whether_customers_see_them(cast, ruth):
    brand = cast.brand
    said = {"name": brand.name, "slug": brand.slug, "language": "en", "sender_name": "person_at_brand"}
    assert not brand.shows_photos
    assert ruth.post(f"/settings/brands/{brand.pk}", said | {"shows_photos": "on"}).status_code == 302
    assert Brand.objects.get().shows_photos
    assert ruth.post(f"/settings/brands/{brand.pk}", said).status_code == 302
    assert not Brand.objects.get().shows_photos


def test_an_alias_and_its_face_are_the_agents_own_words(cast, mina):
    answers = {"name": "Mina Park", "public_name": "Alex", "language": "en", "time_zone": "UTC", "theme": "dark"}
    answers |= {"undo_seconds": "20"}
    mina.post("/settings", answers | {"photo_with_alias": "on"})
    assert Agent.objects.get(pk=cast.mina.pk).photo_with_alias
    mina.post("/settings", answers)
    assert not Agent.objects.get(pk=cast.mina.pk).photo_with_alias
