"""`keepword mail parse` as a person types it."""

import json
from pathlib import Path

from keepword.wiring.cli import main

ODD = Path(__file__).parent / "odd"


def test_a_folder_is_printed_one_object_a_line(capsys):
    main(["mail", "parse", "--jsonl", str(ODD)])
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [each["file"] for each in told if each["file"].endswith(".eml")] == sorted(
        p.name for p in ODD.glob("*.eml")
    )


def test_one_mail_is_printed_for_reading(capsys):
    main(["mail", "parse", str(ODD / "big5-letter.eml")])
    assert json.loads(capsys.readouterr().out)["subject"] == "茶葉還沒到"
