"""Whom a note calls."""

import pytest

from keepword.conversations.teamwork.calling import called_in, folded

NAMES = [
    "Mina Park",
    "Mina",
    "Dave Ortiz",
    "dave@leafloom.example",
    "李明",
    "李明华",
    "김민지",
    "민아",
    "ليلى حسن",
    "José",
]


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("Nobody at all", []),
        ("@Mina Park, can you look?", ["Mina Park"]),
        ("@mina can you look?", ["Mina"]),
        ("(@MINA  PARK)", ["Mina Park"]),
        ("@Dave Ortiz and @Mina", ["Dave Ortiz", "Mina"]),
        ("@Mina @Mina", ["Mina"]),
        ("@Minas", []),
        ("@Mina's turn", ["Mina"]),
        ("@Mina.", ["Mina"]),
        ("@mina.example", []),
        ("write to ann@mina", []),
        ("https://chat.example/@mina", []),
        ("@dave@leafloom.example", ["dave@leafloom.example"]),
        ("请@李明看看", ["李明"]),
        ("@李明华", ["李明华"]),
        ("＠李明　谢谢", ["李明"]),
        ("@민아님 봐 주세요", ["민아"]),
        ("@Mina에게", ["Mina"]),
        ("@ليلى حسن، من فضلك", ["ليلى حسن"]),
        ("@Jose\u0301 and @JOSÉ", ["José"]),
        ("@", []),
        ("@@mina", ["Mina"]),
        ("@\u200bmina", []),
    ],
)
def test_a_note_calls_whoever_it_names(text, called):
    assert called_in(text, names={folded(name): name for name in NAMES}) == called


def test_a_text_of_signs_alone_costs_little():
    assert called_in("@mina" * 100_000, names={"x" * 80: 1}) == []
