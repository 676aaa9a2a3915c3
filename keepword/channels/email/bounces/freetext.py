"""Reports in words only: qmail, Exim, old Postfix, Exchange, Yahoo, carriers and in-house senders.

Whoever wrote them, they put the failing address at the start of a line (or after a label), and the reason near it. So
the letter is cut at its addresses, and what stands between two of them is about the first.
"""

import re
from collections.abc import Iterable

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


def read_letter(note: str, *, named: Iterable[str], sender: str) -> list[Failure]:
    """The failures that a letter tells of; [] when no address can be found.

    named: addresses that the headers give as failed (X-Failed-Recipients), which are believed. sender: to whom the
    report is addressed, who is not the recipient unless nobody else is.
    """
    lines = note.split("\n")[:MAX_LINES]
    known = [address.lower() for address in named]
    for finder in (_addresses_at_start, _labelled, _commanded, _in_sentences, _anywhere):
        anchors = _believable(finder(lines), known=known, sender=sender.lower())
        if anchors:
            return _cut_at(lines, anchors)
    return [Failure(recipient=address, diagnostic=_squeeze(lines), context=note) for address in known[:MAX_RECIPIENTS]]


def block_about(address: str, note: str) -> str:
    """What a letter says about one of several recipients, "" when it does not name that address at a line's start."""
    found = [failure for failure in read_letter(note, named=(), sender="") if failure.recipient == address]
    return found[0].context if found else ""


def said_about(address: str, note: str) -> str:
    """The words about one recipient, shorter than `block_about` and without lines; "" when there are none."""
    found = [failure for failure in read_letter(note, named=(), sender="") if failure.recipient == address]
    return found[0].diagnostic if found else ""


def _addresses_at_start(lines: list[str]) -> list[tuple[int, str, str]]:
    return _find(lines, _AT_START)


def _labelled(lines: list[str]) -> list[tuple[int, str, str]]:
    return _find(lines, _LABELLED)


def _commanded(lines: list[str]) -> list[tuple[int, str, str]]:
    return _find(lines, _COMMANDED)


def _in_sentences(lines: list[str]) -> list[tuple[int, str, str]]:
    return [(number, address, lines[number]) for number, address, _ in _find(lines, _IN_A_SENTENCE)]


def _anywhere(lines: list[str]) -> list[tuple[int, str, str]]:
    return [(number, address, lines[number]) for number, address, _ in _find(lines, ADDRESS)]


def _find(lines: list[str], opening: re.Pattern[str]) -> list[tuple[int, str, str]]:
    """(line, address, what follows the address on that line) for each line that has the opening."""
    anchors = []
    for number, line in enumerate(lines):
        found = opening.search(line[:1000])
        if found is None or _NOT_FAILED.match(line):
            continue
        address = ADDRESS.search(line[found.start() : found.start() + 1000])
        if address:
            after = line[found.start() + address.end() :].lstrip(">\"': \t")
            anchors.append((number, address[1].rstrip("."), after))
    return anchors[: MAX_RECIPIENTS * 3]


def _believable(anchors: list[tuple[int, str, str]], *, known: list[str], sender: str) -> list[tuple[int, str, str]]:
    if known:
        return [anchor for anchor in anchors if anchor[1].lower() in known]
    others = [anchor for anchor in anchors if anchor[1].lower() != sender]
    return others or anchors


def _cut_at(lines: list[str], anchors: list[tuple[int, str, str]]) -> list[Failure]:
    preface = _squeeze(lines[: anchors[0][0]])
    blocks: dict[str, tuple[str, str]] = {}
    ends = [number for number, _, _ in anchors[1:]] + [len(lines)]
    for (number, address, after), end in zip(anchors, ends, strict=True):
        said = _squeeze([after, *lines[number + 1 : end]])
        whole = "\n".join(lines[number:end])[:MAX_BLOCK]
        if address not in blocks:
            blocks[address] = (said, whole)
        elif len(blocks[address][1]) < MAX_BLOCK:
            blocks[address] = (f"{blocks[address][0]} {said}".strip(), f"{blocks[address][1]}\n{whole}")
    return [
        Failure(recipient=address, diagnostic=_telling(said, preface), context=f"{whole}\n{preface}")
        for address, (said, whole) in list(blocks.items())[:MAX_RECIPIENTS]
    ]


def _telling(said: str, preface: str) -> str:
    """What tells the reason: mostly what stands after the address, sometimes what stands before all of them."""
    return preface if not said or (find_reply_code(preface) and not find_reply_code(said)) else said


def _squeeze(lines: list[str]) -> str:
    return " ".join(" ".join(lines)[:MAX_BLOCK].split())
