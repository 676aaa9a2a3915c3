"""The museum: odd mails of our own making, each with what must come out of it.

`odd/expected.json` names for each mail only the fields that it is about; of attachments, too, only what is named there
is compared.
"""

import json
from pathlib import Path

import pytest

from keepword.channels.email.parsing import read
from keepword.channels.email.printing import as_json

ODD = Path(__file__).parent / "odd"
EXPECTED = json.loads((ODD / "expected.json").read_text(encoding="utf-8"))


def test_every_mail_of_the_museum_has_its_label():
    assert {path.stem for path in ODD.glob("*.eml")} == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_an_odd_mail_reads_as_its_label_says(name):
    found = as_json(read((ODD / f"{name}.eml").read_bytes()), file=name)
    for key, expected in EXPECTED[name].items():
        assert _as_detailed_as(expected, found[key]) == expected, key


def _as_detailed_as(expected, found):
    """Attachments with the keys that the label names."""
    if not isinstance(expected, list) or len(expected) != len(found):
        return found
    return [
        {key: one[key] for key in label} if isinstance(label, dict) else one
        for label, one in zip(expected, found, strict=True)
    ]
