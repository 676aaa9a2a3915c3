"""`keepword mail parse` as a person types it."""

import io
import json
import sys
from pathlib import Path

import pytest

from keepword.wiring import ready
from keepword.wiring.cli import main
from tests import cast as stage

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


@pytest.mark.parametrize(
    ("inbox", "status", "sentence"),
    [
        ("nobody@elsewhere.example", 67, "There is no inbox nobody@elsewhere.example"),
        ("help@leafloom.example", 65, "no mail"),
    ],
)
@pytest.mark.django_db
def test_a_mail_server_is_told_in_words_why_a_mail_is_not_taken(capsys, monkeypatch, inbox, status, sentence):
    stage.gather()
    mail = b"Subject: tea\n\nhello\n" if status == 67 else b""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(mail)))
    monkeypatch.setattr(ready, "prepare_database", lambda: None)
    with pytest.raises(SystemExit) as done:
        main(["receive", "--inbox", inbox])
    assert done.value.code == status
    assert sentence in capsys.readouterr().err


def test_one_mail_is_printed_for_reading(capsys):
    _typed(str(ODD / "big5-letter.eml"))
    assert json.loads(capsys.readouterr().out)["subject"] == "茶葉還沒到"
