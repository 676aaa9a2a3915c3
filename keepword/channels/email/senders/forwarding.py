"""Mail that somebody of ours passes on: who wrote it in the first place?

Pure, and asked only of mail from the house. The first older mail in the text decides: one that was passed on names its
writer, one that is quoted in an answer makes the whole mail an answer, whatever stands further down.
"""

import re
from collections.abc import Sequence

from keepword.channels.email.header_blocks import header_block_at, sender_in
from keepword.channels.email.mail import Address, Attachment, Mail
from keepword.channels.email.mime.addresses import read_addresses
from keepword.channels.email.mime.headers import read_block
from keepword.channels.email.plain_lines import is_empty, without_marks
from keepword.channels.email.quoting import HEADER, MARK, QUOTE, kinds_of
from keepword.channels.email.separators import is_original_mark, is_original_title, is_titled_rule, says_passed_on
from keepword.channels.email.subjects import is_answer, passes_on
from keepword.conversations.addressing import BadAddress, checked

MOST_LINES = 400
LONGEST_LINE = 2_000
MOST_HEADERS = 100_000  # bytes of an attached mail that are searched for its headers
MOST_ATTACHED = 10
LONGEST_NAME = 200

_MAILBOX = re.compile(r"([^\s<>()\[\]\"',;:]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,8})")
_UNQUOTED = re.compile(r"\s{0,12}[>＞] ?")
_AROUND_A_NAME = " \t\"'*_<>[]()|,;:"


def original_sender(mail: Mail) -> Address | None:
    """Who wrote the mail that this one passes on; None when it passes on nothing, or we cannot read from whom.

    A mail that is attached whole is believed first, then the block of headers that mail programs write above what
    they pass on. An *answer* has such a block too, so the subject or a line above it must say that it was passed on.
    Never raises.
    """
    return _of_attached(mail) or _of_text(mail)


def _of_attached(mail: Mail) -> Address | None:
    """Where several mails are attached, all must be of one person."""
    attached = [one for one in mail.attachments if one.type == "message/rfc822"][:MOST_ATTACHED]
    if not attached or is_answer(mail.subject):
        return None
    writers = [_writer_of(one) for one in attached]
    if len({one and one.address.lower() for one in writers}) > 1:
        return None
    return writers[0]


def _writer_of(attached: Attachment) -> Address | None:
    block = read_block(attached.content, start=0, end=min(len(attached.content), MOST_HEADERS))
    values = block.values("from")[:1]
    return next((_valid(one.name, one.address) for value in values for one in read_addresses(value)), None)


def _of_text(mail: Mail) -> Address | None:
    lines = [line[:LONGEST_LINE] for line in mail.text.split("\n", MOST_LINES)[:MOST_LINES]]
    kinds = kinds_of(lines)
    is_said = passes_on(mail.subject)
    for at, kind in enumerate(kinds):
        if kind == HEADER:
            return _sender(lines, at) if is_said else None
        if kind == QUOTE and is_said and kinds[at - 1 : at] != QUOTE:
            block = _unquoted(lines, kinds, at)
            if block and header_block_at(block, 0, expected=True):
                return _sender(block, 0)
        if kind == MARK and _says_passed_on(lines[at]):
            is_said = True
        elif kind == MARK and _is_attribution(lines, kinds, at):
            return None
    return None


def _says_passed_on(line: str) -> bool:
    return says_passed_on(line) and (is_original_mark(line) or is_original_title(line) or is_titled_rule(line))


def _is_attribution(lines: Sequence[str], kinds: str, at: int) -> bool:
    """The last line of "On Monday Otto wrote:", and no mark that says neither. One that stands right above what is
    passed on was written by hand."""
    if is_original_mark(lines[at]) or is_original_title(lines[at]) or is_titled_rule(lines[at]):
        return False
    if kinds[at + 1 : at + 2] == MARK:
        return False  # it goes on there
    following = next((line for line in lines[at + 1 :] if not is_empty(line)), "")
    return not _says_passed_on(following)


def _unquoted(lines: Sequence[str], kinds: str, start: int) -> list[str]:
    """The quote that begins here without its marks and first empty lines: Apple Mail quotes what it passes on."""
    end = next((at for at in range(start, len(lines)) if kinds[at] != QUOTE), len(lines))
    block = [_UNQUOTED.sub("", line, count=1) for line in lines[start:end]]
    first = next((at for at, line in enumerate(block) if not is_empty(line)), len(block))
    return block[first:]


def _sender(lines: Sequence[str], start: int) -> Address | None:
    size = header_block_at(lines, start, expected=True)
    said = without_marks(sender_in(lines[start : start + size]))
    found = _MAILBOX.search(said)
    if found is None:
        return None
    return _valid(said[: found.start()].replace("mailto:", ""), found[1].strip(".*_"))


def _valid(name: str, address: str) -> Address | None:
    try:
        [known] = checked([address])
    except (BadAddress, ValueError):
        return None
    shown = without_marks(name).strip(_AROUND_A_NAME)[:LONGEST_NAME]
    local, _, domain = address.rpartition("@")
    return Address("" if shown.lower() == known else shown, f"{local}@{domain.lower()}")
