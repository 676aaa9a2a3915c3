"""The same tree as the standard library's `Message`, for readers that want to walk a mail's structure."""

from email.message import Message

from keepword.channels.email.mime import headers
from keepword.channels.email.mime.parts import Part, Reading, read_part

_STATUS_TYPES = ("message/delivery-status", "message/disposition-notification", "message/feedback-report")


def as_message(part: Part) -> Message:
    """`part` and all below it as `email.message.Message` (policy compat32).

    As the standard parser builds it: an attached message is a list of one `Message`, a status report a list of its
    blocks of fields; 8-bit bytes are surrogate escapes, so `get_payload(decode=True)` gives them back.
    """
    message = Message()
    _set_fields(message, part.block)
    message.set_default_type(part.type)
    if part.type in _STATUS_TYPES:
        message.set_payload([*(_blocks(part.content) or [_empty()])])
    elif part.children:
        message.set_payload([as_message(child) for child in part.children])
    else:
        message.set_payload(part.body.decode("ascii", "surrogateescape"))
    if part.is_multipart:
        message.preamble = part.preamble.decode("ascii", "surrogateescape")
    return message


def _set_fields(message: Message, block: headers.Block) -> None:
    for field in block.fields:
        value = field.value.decode("ascii", "surrogateescape").strip()
        message.set_raw(field.name, value)


def _blocks(content: bytes) -> list[Message]:
    """The groups of fields of a report, which blank lines part."""
    blocks: list[Message] = []
    position = 0
    while position < len(content) and len(blocks) < 200:
        block = headers.read_block(content, start=position, end=len(content))
        if block.fields:
            message = _empty()
            _set_fields(message, block)
            blocks.append(message)
        position = max(block.body_start, position + 1)
    return blocks


def _empty() -> Message:
    message = Message()
    message.set_payload("")
    return message


def read_structure(raw: bytes) -> Message:
    """The structure of a raw mail."""
    return as_message(read_part(raw, reading=Reading()))
