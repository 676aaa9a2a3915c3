"""What stands under a letter, and what becomes of it when the letter is answered."""

import email
import email.policy

import pytest

from keepword.channels.email.composing import compose
from keepword.channels.email.folding import split_html
from keepword.channels.email.trimming import split
from keepword.conversations.replying import reply
from keepword.conversations.signing.defining import Wanted, define
from keepword.events.actor import SYSTEM
from keepword.people.models import Agent
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


def sent(cast, language="en"):
    message = reply(stage.conversation_of(cast, language), text="It left today.", by=cast.mina)
    mail = email.message_from_bytes(compose(message).as_bytes(), policy=email.policy.default)
    plain, page = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    return plain.replace("\r\n", "\n"), page


def test_the_letter_is_signed_in_the_language_of_the_customer(cast):
    Agent.objects.filter(pk=cast.mina.pk).update(title="차 상담사")
    define(Wanted(cast.brand, "{{agent.name}}\n{{agent.title}}\n**{{brand.name}}**", language="ko"), by=SYSTEM)
    define(Wanted(cast.brand, "{{brand.name}}"), by=SYSTEM)
    plain, page = sent(cast, "ko")
    assert plain == "It left today.\n\n-- \nMina Park\n차 상담사\nLeaf & Loom\n"
    assert "<strong>Leaf &amp; Loom</strong>" in page
    assert sent(cast)[0].endswith("\n-- \nLeaf & Loom\n")


def test_nothing_stands_under_a_letter_where_nobody_wrote_a_signature(cast):
    plain, page = sent(cast)
    assert (plain, "keepword-signature" in page) == ("It left today.\n", False)


@pytest.mark.parametrize("name", ['<script>alert("x")</script>', "Mina](javascript:alert(1))[", "<b>Mina"])
def test_a_name_is_never_html(cast, name):
    cast.mina.public_name = name
    define(Wanted(cast.brand, "[{{agent.name}}](https://leafloom.example)\n{{agent.name}}"), by=SYSTEM)
    page = sent(cast)[1].partition("keepword-signature")[2]
    assert not any(one in page for one in ("<script", "<b>", 'href="javascript'))


def test_our_signature_is_folded_with_the_rest_of_what_an_answer_repeats(cast):
    define(Wanted(cast.brand, "{{agent.name}}\nLeaf & Loom, 4 Mill Lane"), by=SYSTEM)
    plain, page = sent(cast)
    quoted = "".join(f"> {line}\n" for line in plain.strip().split("\n"))
    below = split(f"Thank you!\n\nOn Mon, Mina wrote:\n{quoted}")
    above = split(f"On Mon, 22 Nov 2026 at 10:00, Mina Park <help@leafloom.example> wrote:\n{quoted}\nThank you!\n")
    unmarked = split(f"Thank you!\n\n-----Original Message-----\nFrom: Mina\nSubject: Re: x\n\n{plain}")
    box = split_html(f'<div>Thank you!</div><div class="gmail_attr">On Mon, Mina wrote:</div>{page}')
    assert (below.new, above.new, unmarked.new) == ("Thank you!",) * 3
    assert ("Mill Lane" in box.new, "Mill Lane" in box.quoted) == (False, True)
