"""The face of who signs, in a letter."""

import email
import email.policy
import os
from email.message import EmailMessage

import pytest

from keepword.brands.models import Brand
from keepword.channels.email.composing import compose
from keepword.conversations.announcing import announce
from keepword.conversations.replying import reply
from keepword.people.models import Agent
from keepword.people.photos import put_photo
from tests import cast as stage
from tests.portraits import chunk, png, webp

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    made = stage.gather()
    put_photo(made.mina, content=png(width=20, height=10))
    Brand.objects.update(shows_photos=True, signature="{{agent.name}}\n{{brand.name}}")
    return made


def read(message) -> EmailMessage:
    return email.message_from_bytes(compose(message).as_bytes(), policy=email.policy.default)


def answered(cast, language: str = "en") -> EmailMessage:
    return read(reply(stage.conversation_of(cast, language), text="On its way.", by=cast.mina))


def page(mail: EmailMessage) -> str:
    return mail.get_body(("html",)).get_content()


def pictures(mail: EmailMessage) -> list[EmailMessage]:
    return [part for part in mail.walk() if part.get_content_maintype() == "image"]


def test_the_picture_travels_with_the_letter_and_nothing_is_asked_of_us(cast):
    mail = answered(cast)
    [picture] = pictures(mail)
    assert picture.get_content() == png(width=20, height=10)
    cid = picture["Content-ID"].strip("<>")
    assert f'<img src="cid:{cid}" alt="Photo of Mina Park" width="48" height="24"' in page(mail)
    assert cast.mina.photo not in mail.as_string()
    assert "src=" not in mail.get_body(("plain",)).get_content()


def test_words_alone_read_as_without_a_photo(cast):
    with_face = answered(cast).get_body(("plain",)).get_content()
    Brand.objects.update(shows_photos=False)
    assert answered(cast).get_body(("plain",)).get_content() == with_face


def test_it_is_the_same_mail_every_time_that_it_is_sent(cast):
    message = reply(stage.conversation_of(cast), text="On its way.", by=cast.mina)
    assert compose(message).as_bytes() == compose(message).as_bytes()


def test_who_cannot_see_it_is_told_in_their_language(cast):
    assert "Mina Park 사진" in page(answered(cast, "ko"))


@pytest.mark.parametrize(
    ("of_brand", "of_agent"),
    [
        ({"shows_photos": False}, {}),
        ({"sender_name": "brand"}, {}),
        ({"signature": ""}, {}),
        ({}, {"public_name": "Alex"}),
        ({}, {"is_active": False}),
    ],
)
def test_no_face_where_none_is_shown(cast, of_brand, of_agent):
    if of_brand:
        Brand.objects.update(**of_brand)
    if of_agent:
        Agent.objects.filter(pk=cast.mina.pk).update(**of_agent)
        cast.mina.refresh_from_db()
    mail = answered(cast)
    assert pictures(mail) == []
    assert "<img" not in page(mail)


@pytest.mark.parametrize("content", [webp(), png(besides=chunk(b"iCCP", os.urandom(160_000)))])
def test_what_mail_programs_do_not_draw_or_is_too_much_for_a_letter_stays_out(cast, content):
    put_photo(cast.mina, content=content)
    assert pictures(answered(cast)) == []


def test_what_is_said_by_itself_carries_the_face_of_the_one_who_signs(cast):
    def said(name: str, kind: str) -> EmailMessage:
        conversation = stage.conversation_of(cast)
        return read(announce(conversation, text="We have it.", sender_name=name, kind=kind, language="en"))

    Brand.objects.update(signature="{{brand.name}}")
    assert len(pictures(said("Mina Park", "acknowledgement"))) == 1
    assert pictures(said("Mina Park and Dave Kim", "acknowledgement")) == []
