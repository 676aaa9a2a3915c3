"""A failure: what a report says about one recipient, before we decide what it means."""

from dataclasses import dataclass

# RFC 3464's actions for mail that got as far as it should.
ARRIVED = ("delivered", "relayed", "expanded", "deliverable")


@dataclass(frozen=True, slots=True)
class Failure:
    """One recipient of a report, in the words of whoever wrote it; "" where it says nothing.

    action: of RFC 3464, lower case ("failed", "delayed", "delivered"...). status: an RFC 3463 code that the report
    gives as its own. diagnostic: the text that tells why. spoken_by: the type before the diagnostic ("smtp",
    "x-unix"...). command: the SMTP command that was refused: CONN, EHLO, MAIL, RCPT or DATA. context: what else was
    said around it (a transcript, a letter in words). host: who refused. reporter: who wrote the report. category:
    the reason that PowerMTA gives in a header of its own.
    """

    recipient: str
    action: str = ""
    status: str = ""
    diagnostic: str = ""
    spoken_by: str = ""
    command: str = ""
    context: str = ""
    host: str = ""
    reporter: str = ""
    category: str = ""
