"""Somebody of ours passed on a mail of somebody else: the code among the warnings of their message that says whose it
was, so that it is offered. Pure."""

from collections.abc import Iterable

from keepword.people.identifying import Person

PASSED_ON = "passed-on"
_BEGINNING = f"{PASSED_ON}: "


def code_of(person: Person) -> str:
    """ "passed-on: otto@customer.example Otto Kunde"."""
    return f"{_BEGINNING}{person.address} {person.name}".rstrip()


def writer_in(codes: Iterable[str]) -> Person | None:
    """Who wrote what was passed on, None where nothing was, or where the offer was put away."""
    said = next((code for code in codes if code.startswith(_BEGINNING)), "")
    address, _, name = said.removeprefix(_BEGINNING).partition(" ")
    return Person(address, name) if address else None


def without_writer(codes: Iterable[str]) -> list[str]:
    return [code for code in codes if not code.startswith(PASSED_ON)]
