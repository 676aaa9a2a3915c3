"""The photo of an agent: put there and taken away by themselves; shown to colleagues, and to customers by rules."""

from pathlib import Path

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q

from keepword.events import log
from keepword.kit import tokens
from keepword.kit.pictures.cleaning import cleaned
from keepword.kit.whole_files import write_whole
from keepword.people.models import Agent

MOST_BYTES = 1_000_000
LONGEST_SIDE = 4_000  # pixels: what is small in a file may fill the memory of whoever draws it


class TooLarge(ValueError):
    """In bytes, or in pixels."""


def photo_token(agent: Agent | None, *, beside: str) -> str:
    """What a customer's page, chat or letter shows beside a name, "" for no photo: the one function that says so. The
    brand is asked before (`brands.naming.shows_faces`).

    Nobody who left is shown. Where `beside` is not the agent's own name (an alias, now or when the words were written)
    they must have said that their face may be known with it.
    """
    if agent is None or not agent.is_active:
        return ""
    is_own = beside.strip() == agent.name.strip() == agent.shown_name.strip()
    return agent.photo if is_own or agent.photo_with_alias else ""


def known_as(name: str) -> Agent | None:
    """The one who works here and whom customers know by this name; None where it is nobody's, or that of several."""
    called = Q(public_name=name) | Q(public_name="", name=name)
    found = list(Agent.objects.active().filter(called)[:2]) if name else []
    return found[0] if len(found) == 1 else None


@transaction.atomic
def put_photo(agent: Agent, *, content: bytes) -> None:
    """It is kept without what the camera wrote into it, under a new token: whoever knew the address of the one before
    finds nothing there. Raises TooLarge, NotAPicture of `kit.pictures`, and OSError when the disk is full."""
    if len(content) > MOST_BYTES:
        raise TooLarge
    picture = cleaned(content)
    if max(picture.width, picture.height) > LONGEST_SIDE:
        raise TooLarge
    token = tokens.unguessable()
    write_whole(Path(default_storage.path(path_of(token))), picture.content)
    _change(agent, token=token)
    log.record("agent.photo_put", actor=agent.as_actor, agent=agent.pk)


@transaction.atomic
def take_photo_away(agent: Agent) -> None:
    """Nothing happens where there is none."""
    if _change(agent, token=""):
        log.record("agent.photo_taken_away", actor=agent.as_actor, agent=agent.pk)


def path_of(token: str) -> str:
    """In the storage."""
    return f"photos/{token}"


def _change(agent: Agent, *, token: str) -> bool:
    """Whether there was one before. Its file goes once nobody can be given its address any more."""
    before: str = Agent.objects.select_for_update().values_list("photo", flat=True).get(pk=agent.pk)
    Agent.objects.filter(pk=agent.pk).update(photo=token)
    agent.photo = token
    if before:
        transaction.on_commit(lambda: default_storage.delete(path_of(before)))
    return bool(before)
