"""What may become of a mail that we hand over. One vocabulary with the bounces, so that a refusal at the door and
one that comes back as a mail read alike."""

from dataclasses import dataclass

from keepword.channels.email.bounces.failures import Failure
from keepword.channels.email.bounces.weighing import weigh


@dataclass(frozen=True, slots=True)
class Receipt:
    """It was taken. message_id: the name under which a provider sends it, "" when it keeps ours. refused: the
    recipients that were not taken, with what was said."""

    message_id: str = ""
    refused: tuple[str, ...] = ()


class Refused(Exception):
    """It will never be taken as it is. reason: of `bounces.reasons.REASONS`, or "sender" when our own address may not
    send there. dead: the address, when there is nobody behind it."""

    def __init__(self, reason: str, detail: str, *, dead: str = "") -> None:
        super().__init__(detail)
        self.reason, self.detail, self.dead = reason, detail, dead


class NotNow(Exception):
    """The other side cannot or will not take it at this moment; later it may."""


class OurTrouble(NotNow):
    """It is not about this mail: the relay cannot be reached, or does not let us in. Every mail waits, and an
    administrator has to look."""


def from_reply(code: int, text: bytes | str, *, command: str, recipient: str = "") -> Refused | NotNow:
    """What an SMTP server's answer to `command` (MAIL, RCPT or DATA) means, to be raised."""
    said = f"{code} {in_words(text)}".strip()
    if code in SIGN_IN:
        return OurTrouble(f"The relay wants us to sign in, or did not accept our name and password: {said}")
    if not 500 <= code < 600:
        return NotNow(said)
    if command == "MAIL" and code != 552:
        return Refused("sender", said)
    failure = Failure(recipient, action="failed", diagnostic=said, spoken_by="smtp", command=command)
    weighed = weigh(failure, original="", is_delayed=False)
    return Refused(weighed.reason, said, dead=recipient if weighed.permanent and command == "RCPT" else "")


SIGN_IN = (530, 534, 535, 538)  # RFC 4954


def in_words(text: bytes | str) -> str:
    return " ".join((text.decode("utf-8", "replace") if isinstance(text, bytes) else text).split())[:1000]
