"""The addresses under which a customer says how it was. Only the mail itself holds them: the text that we keep has a
mark in the place of each, so that nobody of ours can answer in a customer's name."""

import re

from django.conf import settings
from django.urls import reverse

from keepword.kit import tokens

KIND = "survey"  # `automatic_kind` of the message
PURPOSE = "survey-answer"
PAGE = "help:survey-face"
_PLACE = re.compile(r"⟨([1-5])⟩")
_LINE = re.compile(r"([^<>\n]+?) ⟨([1-5])⟩")


def place(score: int) -> str:
    """Stands after the words of a face."""
    return f"⟨{score}⟩"


def token_of(message_id: int) -> str:
    """Nobody can guess it who does not know our secret; the same for every time that the mail is written."""
    return tokens.signature(settings.SECRET_KEY, purpose=PURPOSE, text=str(message_id))


def with_addresses(text: str, *, message_id: int) -> str:
    """The letter as plain text: a whole address after each face."""
    return _PLACE.sub(lambda found: address(token_of(message_id), score=int(found[1])), text)


def with_links(page: str, *, message_id: int) -> str:
    """The letter as HTML, made from the kept text: the words of each face are the link."""
    token = token_of(message_id)
    style = "display:inline-block;padding:6px 0;font-size:17px"
    return _LINE.sub(
        lambda found: f'<a href="{address(token, score=int(found[2]))}" style="{style}">{found[1].strip()}</a>', page
    )


def address(token: str, *, score: int) -> str:
    return f"{settings.PUBLIC_ADDRESS}{reverse(PAGE, args=[token, score])}"
