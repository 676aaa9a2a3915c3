"""The face of who answers, on the page of a customer."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keepword.brands.models import Brand
from keepword.conversations.models import Conversation
from keepword.conversations.replying import reply
from keepword.help_center.tests.visiting import link_on, write
from keepword.people.models import Agent
from keepword.people.photos import put_photo, take_photo_away
from tests.portraits import png, webp


@pytest.fixture
def link(cast, visitor) -> str:
    """The page of a conversation that Mina answered; she has a photo and the brand shows it."""
    put_photo(cast.mina, content=png())
    Brand.objects.update(shows_photos=True)
    found = link_on(visitor.get(write(visitor).url))
    reply(Conversation.objects.with_people().get(), text="On its way.", by=cast.mina)
    return found


def is_shown(cast, visitor, link) -> bool:
    return f'<img src="/photos/{cast.mina.photo}"' in visitor.get(link).content.decode()


def test_a_customer_sees_who_answers(cast, visitor, link):
    assert is_shown(cast, visitor, link)


def test_one_query_finds_the_faces_of_all_answers(cast, visitor, link):
    conversation = Conversation.objects.with_people().get()

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            visitor.get(link)
        return len(asked)

    once = cost()
    for agent in (cast.mina, cast.dave):
        reply(conversation, text="And more.", by=agent)
    assert cost() == once


@pytest.mark.parametrize(
    ("of_brand", "of_agent"),
    [
        ({"shows_photos": False}, {}),
        ({"sender_name": "brand"}, {}),
        ({}, {"public_name": "Alex"}),
        ({}, {"is_active": False}),
    ],
)
def test_not_where_the_brand_does_not_say_so_nor_beside_an_alias_nor_of_who_left(
    cast, visitor, link, of_brand, of_agent
):
    if of_brand:
        Brand.objects.update(**of_brand)
    if of_agent:
        Agent.objects.filter(pk=cast.mina.pk).update(**of_agent)
    assert not is_shown(cast, visitor, link)


def test_an_agent_may_show_their_face_with_an_alias(cast, visitor, link):
    Agent.objects.filter(pk=cast.mina.pk).update(public_name="Alex", photo_with_alias=True)
    assert is_shown(cast, visitor, link)


def test_a_browser_draws_it_keeps_it_and_does_nothing_else_with_it(cast, visitor, link):
    answer = visitor.get(f"/photos/{cast.mina.photo}")
    assert b"".join(answer.streaming_content) == png()
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "immutable" in answer.headers["Cache-Control"]
    put_photo(cast.mina, content=webp())
    assert visitor.get(f"/photos/{cast.mina.photo}").headers["Content-Type"] == "image/webp"


def test_what_was_taken_away_or_is_of_somebody_who_left_is_not_there(cast, visitor, link):
    address = f"/photos/{cast.mina.photo}"
    Agent.objects.filter(pk=cast.mina.pk).update(is_active=False)
    assert visitor.get(address).status_code == 404
    Agent.objects.filter(pk=cast.mina.pk).update(is_active=True)
    take_photo_away(cast.mina)
    assert visitor.get(address).status_code == 404
    assert visitor.get("/photos/nobody").status_code == 404
