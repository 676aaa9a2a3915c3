"""How well mail is read, measured on third-party mail that is not part of this project.

    python tests/mail/measure.py FOLDER

prints one line for each data set that is a folder below FOLDER. Add a data set by adding a function to `SETS`; with
`--failures` the names of what failed follow.
"""

import json
import re
import sys
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from keepword.channels.email.mail import Mail  # noqa: E402 the path comes first
from keepword.channels.email.mime.parts import Part, Reading, read_part  # noqa: E402
from keepword.channels.email.parsing import parse  # noqa: E402
from keepword.channels.email.trimming import split  # noqa: E402


class Figure(NamedTuple):
    """`right` of `all`, in words, and the names of those that are not."""

    what: str
    right: int
    all: int
    failures: list[str]


def mime4j(folder: Path) -> list[Figure]:
    """Each .msg stands beside a `_decoded.xml` that names its structure and the decoded content of every leaf."""
    mails = sorted(folder.glob("*.msg"))
    failed = [mail.name for mail in mails if _leaves(mail) != _expected_leaves(mail)]
    return [Figure("all leaf parts right: number, kind, content", len(mails) - len(failed), len(mails), failed)]


def _leaves(mail: Path) -> list[tuple[str, bytes]]:
    part = read_part(mail.read_bytes(), reading=Reading())
    return [_leaf(each) for each in part.walk() if not each.children and not each.is_multipart]


def _leaf(part: Part) -> tuple[str, bytes]:
    """Line ends of text are compared as what they are: the end of a line."""
    if part.type.startswith("text/"):
        return "text", part.content.replace(b"\r\n", b"\n")
    return "binary", part.content


def _expected_leaves(mail: Path) -> list[tuple[str, bytes]]:
    tree = ElementTree.parse(mail.with_name(f"{mail.stem}_decoded.xml"))
    leaves = [each for each in tree.iter() if each.tag in ("text-body", "binary-body")]
    return [_expected_leaf(mail.with_name(each.get("name")), each.tag) for each in leaves]


def _expected_leaf(file: Path, tag: str) -> tuple[str, bytes]:
    if tag == "text-body":
        return "text", file.read_bytes().replace(b"\r\n", b"\n")
    return "binary", file.read_bytes()


def mikel_mail(folder: Path) -> list[Figure]:
    """Odd and broken mails without expectations: what can be told by looking at the result alone."""
    mails = sorted(folder.rglob("*.eml"))
    read = {mail.name: parse(mail.read_bytes()) for mail in mails}
    unreadable = [name for name, mail in read.items() if "\ufffd" in mail.subject + mail.text + mail.html]
    encoded = [name for name, mail in read.items() if re.search(r"=\?\S+\?[bqBQ]\?", mail.subject)]
    named = {
        mail.name for mail in mails if re.search(rb"(?i)^content-disposition:\s*attachment", mail.read_bytes(), re.M)
    }
    lost = [name for name in sorted(named) if not read[name].attachments]
    return [
        Figure("no character lost in subject, text and HTML", len(mails) - len(unreadable), len(mails), unreadable),
        Figure("subject decoded", len(mails) - len(encoded), len(mails), encoded),
        Figure("mails with attachments that have them still", len(named) - len(lost), len(named), lost),
    ]


def bounces(folder: Path) -> list[Figure]:
    """Each mail stands in `expected.json` with one entry for each recipient; the first is compared, through `parse`.

    A mail that is expected to be a vacation reply must be no bounce, and must be an automatic reply.
    """
    expected = json.loads((folder / "expected.json").read_text())
    found = {name: _bounce_fields(parse((folder / name).read_bytes())) for name in expected}
    wanted = {
        name: (first["dsn"], first["replycode"], first["reason"], first["hardbounce"])
        for name, (first, *_) in expected.items()
    }
    figures = []
    for place, what in enumerate(("bounce status", "bounce reply code", "bounce reason", "bounce hard or soft")):
        failed = [name for name in expected if found[name][place] != wanted[name][place]]
        figures.append(Figure(what, len(expected) - len(failed), len(expected), failed))
    return figures


def _bounce_fields(mail: Mail) -> tuple[str, str, str, bool]:
    if mail.bounce is None:
        return ("", "", "vacation" if mail.auto_reply else "no bounce", False)
    return (mail.bounce.status, mail.bounce.reply_code, mail.bounce.reason, bool(mail.bounce.permanent))


def reply_trimmer(folder: Path) -> list[Figure]:
    """Each mail in `emails` has its new part in `trimmed` and the rest in `elided`, under the same name."""
    mails = sorted((folder / "emails").iterdir())
    split_mails = {mail.name: split(mail.read_text()) for mail in mails}
    new = [name for name, parts in split_mails.items() if parts.new != _expected(folder / "trimmed" / name)]
    rest = [
        name
        for name, parts in split_mails.items()
        if _loosely(parts.quoted) != _loosely(_expected(folder / "elided" / name))
    ]
    return [
        Figure("new part exact", len(mails) - len(new), len(mails), new),
        Figure(
            "folded part the same but for spaces and the kind of quote mark", len(mails) - len(rest), len(mails), rest
        ),
    ]


def _expected(file: Path) -> str:
    return file.read_text().strip("\n").rstrip()


def _loosely(text: str) -> str:
    """We fold lines as they came; the data set joins folded attributions and writes each quote mark as ">"."""
    return " ".join(re.sub(r"(?m)^(?:\||\w+>)", ">", text).split())


def speed(folder: Path) -> list[Figure]:
    """Each mail of the two sets is read ten times; the quickest counts, for the machine has other work too."""
    mails = [*folder.glob("mime-mime4j/*.msg"), *folder.glob("mime-mikel-mail/*/*.eml")]
    slow = [mail.name for mail in mails if _milliseconds(mail.read_bytes()) >= 5]
    return [Figure("read in under 5 ms", len(mails) - len(slow), len(mails), slow)]


def _milliseconds(raw: bytes) -> float:
    best = float("inf")
    for _ in range(10):
        began = time.process_time()
        parse(raw)
        best = min(best, time.process_time() - began)
    return best * 1000


SETS: dict[str, Callable[[Path], list[Figure]]] = {
    "mime-mime4j": mime4j,
    "mime-mikel-mail": mikel_mail,
    "bounces-sisimai": bounces,
    "email-reply-trimmer": reply_trimmer,
    ".": speed,
}


def main(arguments: list[str]) -> int:
    folder = Path(next((each for each in arguments if not each.startswith("--")), "../shared/data"))
    for name, measure in SETS.items():
        if not (folder / name).is_dir():
            print(f"{name}: not in {folder}")
            continue
        for figure in measure(folder / name):
            share = 100 * figure.right / figure.all if figure.all else 0
            print(f"{name}: {figure.what}: {figure.right} of {figure.all} ({share:.1f} %)")
            if "--failures" in arguments and figure.failures:
                print("   ", ", ".join(figure.failures))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
