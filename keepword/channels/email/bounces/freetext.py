"""Reports in words only: qmail, Exim, old Postfix, Exchange, Yahoo, carriers and in-house senders.

Whoever wrote them, they put the failing address at the start of a line (or after a label), and the reason near it. So
the letter is cut at its addresses, and what stands between two of them is about the first.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from keepword.channels.email.bounces.addresses import ADDRESS
from keepword.channels.email.bounces.codes import find_reply_code
from keepword.channels.email.bounces.failures import Failure

MAX_LINES = 600
MAX_RECIPIENTS = 100
MAX_BLOCK = 4000  # characters about one recipient

_AT_START = re.compile(r"^[ \t]{0,12}(?:[*>\-•.]{1,3}[ \t]{1,3})?[<\"']?(?=[^\s@<>()\[\],;:、。・]{1,128}@)")
_LABELLED = re.compile(
    r"^[ \t>]{0,12}(?:(?:failed |final |original |intended |bad |target )?(?:mail )?(?:recipients?|address(?:es)?"
    r"|addressed to|rcpt to|mailbox)(?: address)?|target mail address|宛先|送信先)[ \t]*[:=：]",
    re.IGNORECASE,
)
_COMMANDED = re.compile(r"rcpt to:[ \t]*<", re.IGNORECASE)
_IN_A_SENTENCE = re.compile(
    r"(?:deliver(?:ing|ed|y)?(?: of)?(?: your)?(?: mail| message)?(?: to| failed to)?|rejected recipient"
    r"|permanent errors?:|(?:message|mail) (?:you sent )?to|following recipients?:?|mailbox(?: is full)?:?|recipient:?"
    r"|address:?|user:?|for)"
    r"[ \t:]{0,4}[<\"'(]{0,2}(?=[^\s@]{1,128}@)",
    re.IGNORECASE,
)
# Lines at whose start an address stands without being the one that failed.
_NOT_FAILED = re.compile(
    r"^\s*(?:from|to|cc|subject|date|sent|reply-to|sender|mail from|message-id|return-path)\s*:", re.I
)


class _Anchor(NamedTuple):
    """An address in a letter: on which line, and where the words about it begin on that line."""

    line: int
    address: str
    words: str


def read_letter(note: str, *, named: Iterable[str], sender: str) -> list[Failure]:
    """The failures that a letter tells of; [] when no address can be found.

    named: addresses that the headers give as failed (X-Failed-Recipients), which are believed. sender: to whom the
    report is addressed, who is not the recipient unless nobody else is.
    """
    lines = note.split("\n")[:MAX_LINES]
    known = [address.lower() for address in named]
    for finder in (_at_start, _labelled, _commanded, _in_sentences, _anywhere):
        anchors = _believable(finder(lines), known=known, sender=sender.lower())
        if anchors:
            return _cut_at(lines, anchors)
    return [Failure(recipient=address, diagnostic=_squeeze(lines), context=note) for address in known[:MAX_RECIPIENTS]]


def read_about(address: str, note: str) -> Failure | None:
    """What a letter says about one recipient, None when it does not name that address."""
    told = read_letter(note, named=(), sender="")
    return next((failure for failure in told if failure.recipient.lower() == address.lower()), None)


def _at_start(lines: list[str]) -> list[_Anchor]:
    return _find(lines, _AT_START)


def _labelled(lines: list[str]) -> list[_Anchor]:
    return _find(lines, _LABELLED)


def _commanded(lines: list[str]) -> list[_Anchor]:
    return _find(lines, _COMMANDED)


def _in_sentences(lines: list[str]) -> list[_Anchor]:
    return [anchor._replace(words=lines[anchor.line]) for anchor in _find(lines, _IN_A_SENTENCE)]


def _anywhere(lines: list[str]) -> list[_Anchor]:
    return [anchor._replace(words=lines[anchor.line]) for anchor in _find(lines, ADDRESS)]


def _find(lines: list[str], opening: re.Pattern[str]) -> list[_Anchor]:
    anchors = []
    for number, line in enumerate(lines):
        found = opening.search(line[:1000])
        if found is None or _NOT_FAILED.match(line):
            continue
        address = ADDRESS.search(line[found.start() : found.start() + 1000])
        if address:
            after = line[found.start() + address.end() :].lstrip(">\"': \t")
            anchors.append(_Anchor(number, address[1].rstrip("."), after))
    return anchors[: MAX_RECIPIENTS * 3]


def _believable(anchors: list[_Anchor], *, known: list[str], sender: str) -> list[_Anchor]:
    if known:
        return [anchor for anchor in anchors if anchor.address.lower() in known]
    others = [anchor for anchor in anchors if anchor.address.lower() != sender]
    return others or anchors


def _cut_at(lines: list[str], anchors: list[_Anchor]) -> list[Failure]:
    """One failure for each address; what is said in several places about the same address belongs together."""
    preface = _squeeze(lines[: anchors[0].line])
    ends = [anchor.line for anchor in anchors[1:]] + [len(lines)]
    said: dict[str, str] = {}
    whole: dict[str, str] = {}
    for anchor, end in zip(anchors, ends, strict=True):
        words = _squeeze([anchor.words, *lines[anchor.line + 1 : end]])
        block = "\n".join(lines[anchor.line : end])
        said[anchor.address] = f"{said.get(anchor.address, '')} {words}".strip()[:MAX_BLOCK]
        whole[anchor.address] = f"{whole.get(anchor.address, '')}\n{block}".strip("\n")[:MAX_BLOCK]
    return [
        Failure(recipient=address, diagnostic=_telling(words, preface), context=f"{whole[address]}\n{preface}")
        for address, words in list(said.items())[:MAX_RECIPIENTS]
    ]


def _telling(said: str, preface: str) -> str:
    """What tells the reason: mostly what stands after the address, sometimes what stands before all of them."""
    return preface if not said or (find_reply_code(preface) and not find_reply_code(said)) else said


def _squeeze(lines: list[str]) -> str:
    return " ".join(" ".join(lines)[:MAX_BLOCK].split())
