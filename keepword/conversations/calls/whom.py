"""With whom a call was, by what somebody typed: an address or a number."""

from keepword.conversations.addressing import BadAddress, checked
from keepword.conversations.approaching import approach
from keepword.conversations.models import Inbox
from keepword.kit.storable import storable
from keepword.people.identifying import Person
from keepword.people.meeting import EMAIL, TELEPHONE, BadNumber, number_of
from keepword.people.models import Agent, Contact


def read(written: str) -> tuple[str, str]:
    """The kind and the value of an identity; twice "" for what is neither an address nor a number."""
    plain = storable(written).strip()[:320]
    try:
        return (EMAIL, checked([plain])[0]) if "@" in plain else (TELEPHONE, number_of(plain))
    except (BadAddress, BadNumber):
        return "", ""


def met(kind: str, value: str, *, name: str, inbox: Inbox, by: Agent) -> Contact:
    """Whose address or number this is, as far as the agent or this inbox knows them. A name that is known stays."""
    return approach(Person(value, name), inbox=inbox, by=by, kind=kind)
