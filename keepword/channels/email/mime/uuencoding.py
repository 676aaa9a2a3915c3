"""uuencoded files: the way of sending attachments before MIME, still alive inside plain text."""

import binascii
import re
from typing import NamedTuple

_BEGIN = re.compile(rb"^begin[ \t]+(?:-?[0-7]{3,4})[ \t]+([^\r\n]{0,300})\r?$", re.M)
_MOST_BLOCKS = 100


class Block(NamedTuple):
    """One file and where it stood in the text. `whole` is False when lines were damaged or the end is missing."""

    name: bytes
    content: bytes
    start: int
    end: int
    whole: bool


def blocks(body: bytes) -> list[Block]:
    """Every uuencoded file in `body`, in order."""
    if b"begin" not in body:
        return []
    found: list[Block] = []
    position = tried = 0
    while tried < _MOST_BLOCKS and (begin := _BEGIN.search(body, position)):
        tried += 1
        block = _block(body, begin)
        if block is None:
            position = begin.end()
        else:
            found.append(block)
            position = block.end
    return found


def _block(body: bytes, begin: re.Match) -> Block | None:
    """None when what follows the `begin` line is no uuencoded data: somebody wrote about beginnings."""
    decoded: list[bytes] = []
    position, whole = begin.end() + 1, True
    while position < len(body):
        newline = body.find(b"\n", position)
        following = newline + 1 if newline >= 0 else len(body)
        line = body[position:following].rstrip(b"\r\n")
        if line.rstrip() == b"end":
            return Block(begin.group(1).strip(), b"".join(decoded), begin.start(), following, whole)
        content = _line(line)
        if content is None:
            break
        decoded.append(content)
        position = following
    if not any(decoded):
        return None
    return Block(begin.group(1).strip(), b"".join(decoded), begin.start(), min(position, len(body)), False)


def _line(line: bytes) -> bytes | None:
    """None when it is no uuencoded line. The length of what follows must fit the count in the first byte, give or
    take the blanks that mail programs strip."""
    if not line or line == b"`":
        return b""
    count = (line[0] - 32) & 63
    needed = (count + 2) // 3 * 4
    if not 32 <= line[0] <= 96 or len(line) - 1 > needed + 4 or (len(line) - 1) * 2 < needed:
        return None
    if not line.isascii() or any(byte < 32 or byte > 96 for byte in line):
        return None
    try:
        return binascii.a2b_uu(line[: needed + 1])
    except binascii.Error:
        return None
