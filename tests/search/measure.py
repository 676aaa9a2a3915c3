"""How much the search finds of words of two characters, in sentences that people wrote and that are not ours.

    python tests/search/measure.py FOLDER

makes a message of each Chinese, Japanese and Korean sentence of the data sets below FOLDER, in a database of its own
(SQLite, or where `DATABASE_URL` leads), asks for words of two characters that stand in them, and prints of how many
messages with such a word the search finds how many. Whatever stands in one is counted as a word, so that no list of
words decides.
"""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django  # noqa: E402 the path comes first

django.setup()

from django.test.utils import setup_databases, teardown_databases  # noqa: E402

from keepword.conversations.models import Message  # noqa: E402
from keepword.conversations.receiving import receive  # noqa: E402
from keepword.conversations.searching import search  # noqa: E402
from tests import cast as stage  # noqa: E402

ASKED = 400  # words of each language
SENTENCES = 2_000
OF_ONE_SCRIPT = re.compile("(?=([\u4e00-\u9fff]{2}|[\uac00-\ud7a3]{2}|[\u3041-\u3096]{2}|[\u30a1-\u30fa]{2}))")


def main(folder: Path) -> None:
    made = setup_databases(verbosity=0, interactive=False)
    try:
        cast = stage.gather()
        for language, sentences in sorted(_sentences(folder).items()):
            kept = {_kept(text, cast=cast): text for text in sentences}
            there, found = _asked(kept, cast=cast)
            asked = f"{language}: {len(kept)} messages, {ASKED} words"
            print(f"{asked}; found {found} of {there}, recall {found / there:.4f}")
    finally:
        teardown_databases(made, verbosity=0)


def _kept(text: str, *, cast: stage.Cast) -> int:
    message = receive(stage.written(text=text, subject=""), inbox=cast.inbox)
    assert message is not None
    return message.pk


def _asked(kept: dict[int, str], *, cast: stage.Cast) -> tuple[int, int]:
    """How often such words stand in messages, and in how many of these the search found them."""
    words = sorted({word for text in kept.values() for word in OF_ONE_SCRIPT.findall(text)})
    there = found = 0
    for word in words[:: max(1, len(words) // ASKED)][:ASKED]:
        right = {number for number, text in kept.items() if word in text}
        got = set(search(word, agent=cast.mina, limit=100_000))
        there, found = there + len(right), found + len(right & got)
    assert Message.objects.count() >= len(kept)
    return there, found


def _sentences(folder: Path) -> dict[str, list[str]]:
    korean = [*_column(folder / "ko-kote" / "val.tsv", 1), *_column(folder / "ko-parakqc" / "sets.tsv", 3)]
    return {
        "ko": korean[:SENTENCES],
        "zh": list(_texts(folder / "intents-xsid" / "zh.valid.conll")),
        "ja": [text.replace(" ", "") for text in _texts(folder / "intents-xsid" / "ja.valid.conll")],
    }


def _column(file: Path, place: int) -> Iterator[str]:
    for line in file.read_text(encoding="utf-8").splitlines():
        yield line.split("\t")[place]


def _texts(file: Path) -> Iterator[str]:
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("# text = "):
            yield line.removeprefix("# text = ")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
