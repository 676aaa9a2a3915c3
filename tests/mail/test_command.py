"""`keepword mail parse` as a person types it."""

import json
from pathlib import Path

import pytest

from keepword.wiring.cli import main

ODD = Path(__file__).parent / "odd"


def _typed(*words: str) -> None:
    with pytest.raises(SystemExit) as done:
        main(["mail", "parse", *words])
    assert not done.value.code


def test_a_folder_is_printed_one_object_a_line(capsys):
    _typed("--jsonl", str(ODD))
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [each["file"] for each in told if each["file"].endswith(".eml")] == sorted(
        p.name for p in ODD.glob("*.eml")
    )


def test_one_mail_is_printed_for_reading(capsys):
    _typed(str(ODD / "big5-letter.eml"))
    assert json.loads(capsys.readouterr().out)["subject"] == "茶葉還沒到"
