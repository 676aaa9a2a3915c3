"""`keepword mail parse`: one object a file, for programs and for people who ask why a mail was read as it was."""

import json

import pytest

from keepword.channels.email.printing import parse_files

RAW = b"""From: =?utf-8?Q?J=C3=BCrgen?= <j@customer.example>
To: help@shop.example
Subject: tea
Date: Tue, 3 Mar 2026 10:15:00 +0100
Message-ID: <tea-1@customer.example>
Content-Type: multipart/mixed; boundary=tea

--tea

The tea is late.
--tea
Content-Type: application/pdf; name=receipt.pdf

PDF
--tea--
"""


def test_a_folder_gives_one_object_a_file_in_the_order_of_their_names(tmp_path):
    (tmp_path / "inner").mkdir()
    for name in ("b.eml", "a.eml", "inner/c.eml"):
        (tmp_path / name).write_bytes(RAW)
    assert [found["file"] for found in parse_files([tmp_path])] == ["a.eml", "b.eml", "inner/c.eml"]


def test_every_field_is_there_and_plain(tmp_path):
    (tmp_path / "a.eml").write_bytes(RAW)
    (found,) = parse_files([tmp_path / "a.eml"])
    assert json.loads(json.dumps(found)) == {
        "file": "a.eml",
        "message_id": "tea-1@customer.example",
        "in_reply_to": [],
        "references": [],
        "date": "2026-03-03T09:15:00Z",
        "from": {"name": "Jürgen", "address": "j@customer.example"},
        "reply_to": [],
        "to": [{"name": "", "address": "help@shop.example"}],
        "cc": [],
        "subject": "tea",
        "text": "The tea is late.",
        "html": "",
        "new_text": "The tea is late.",
        "attachments": [
            {
                "name": "receipt.pdf",
                "type": "application/pdf",
                "size": 3,
                "md5": "bcd1b68617759b1dfcff0403a6b5a8d1",
                "inline": False,
                "cid": "",
            }
        ],
        "auto_reply": False,
        "bounce": None,
        "calendar": [],
        "warnings": [],
    }


def test_a_file_that_is_not_there_is_an_error_for_the_one_who_asked(tmp_path):
    with pytest.raises(FileNotFoundError):
        list(parse_files([tmp_path / "nothing.eml"]))
