"""What a mail adds to a conversation is told from what it repeats, and nothing is lost between the two."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepword.channels.email.trimming import Trimmed, new_part, split

WROTE = "On Tue, 2 Mar 2021 at 10:05, Mina Lee <mina@shop.example> wrote:"
HEADERS = "From: Mina Lee <mina@shop.example>\nSent: Tuesday, 2 March 2021 10:05\nTo: Ann\nSubject: Tea"

REPLIES = {
    "only a letter": ("Where is my tea?\n\nAnn", "Where is my tea?\n\nAnn"),
    "answer above a quote": (f"Thanks!\n\n{WROTE}\n\n> Your tea left.\n>\n> Mina", "Thanks!"),
    "right above the attribution": (f"Thanks!\n{WROTE}\n> Your tea left.", "Thanks!"),
    "older mail without marks": (f"Thanks!\n\n{WROTE}\n\nYour tea left.\n\nMina", "Thanks!"),
    "name below the quote": (f"Thanks!\n\n{WROTE}\n\n> Your tea left.\n\nAnn\nBonn", "Thanks!"),
    "answer below a quote": (f"{WROTE}\n> Has it come?\n\nYes, today.\n", "Yes, today."),
    "answer below, attribution quoted": (f"> {WROTE}\n>\n> Has it come?\n\nYes, today.", "Yes, today."),
    "answer below, older mail without marks": (f"{WROTE}\n\nYes, today.", "Yes, today."),
    "outlook": (f"Thanks!\n\n{HEADERS}\n\nYour tea left.", "Thanks!"),
    "outlook with a rule": (f"Thanks!\n________________________________\n{HEADERS}\n\nYour tea left.", "Thanks!"),
    "outlook with a title": (f"Thanks!\n\n-----Original Message-----\n{HEADERS}\n\nYour tea left.", "Thanks!"),
    "title in a language not listed": (f"Thanks!\n\n---- Zzz zzzz ----\n{HEADERS}\n\nYour tea left.", "Thanks!"),
    "title without rules": (f"Thanks!\n\nOriginal Message\n{HEADERS}\n\nYour tea left.", "Thanks!"),
    "phone above outlook": (f"Thanks!\n\nGet Outlook for iOS\n{'_' * 32}\n{HEADERS}\n\nYour tea left.", "Thanks!"),
    "proton": (f"Thanks!\n\n------- Original Message -------\n{WROTE}\n\n> Your tea left.", "Thanks!"),
    "two mails deep": (f"Thanks!\n\n{WROTE}\n\nIt left.\n\n{WROTE}\n\nWhere is it?", "Thanks!"),
    "quotes within quotes": (f"Thanks!\n\n{WROTE}\n> It left.\n>\n> > Where is it?\n>> Ann", "Thanks!"),
    "bars for quotes": (f"Thanks!\n\n{WROTE}\n\n| Your tea left.\n|\n| Mina", "Thanks!"),
    "names for quotes": (f"Yes.\n\n{WROTE}\n\nMina> Has it come?\nMina> Tell me.", "Yes."),
    "wide quote marks": ("好的\n\n2021/03/02 10:05、Mina <m@shop.example>のメール:\n＞ 届きましたか", "好的"),
    "our own line": ("Thanks!\n\n##- Please type your reply above this line -##\n\nYour tea left.", "Thanks!"),
    "qq": (
        "收到了，谢谢\n\n\n\n------------------ 原始邮件 ------------------\n发件人: \"茶店\";\n发送时间: 2021年3月2日"
        "\n收件人: \"安\";\n主题: 您的茶\n\n您的茶已发出。",
        "收到了，谢谢",
    ),
    "netease, phone": (
        "收到了\n\n| |\n安\n|\n---- 回复的原邮件 ----\n| 发件人 | 茶店<m@shop.example> |\n| 主题 | 茶 |\n已发出。",
        "收到了\n\n| |\n安\n|",
    ),
    "naver": (
        "감사합니다.\n\n-----Original Message-----\nFrom: \"차 가게\"\nTo: \"안\"\nSubject: 차\n\n보냈습니다.",
        "감사합니다.",
    ),
    "daum": ("네.\n\n--------- 원본 메일 ---------\n보낸사람: 차 가게\n받는사람: 안\n제목: 차\n\n왔나요?", "네."),
    "kakao": ("네.\n\n---------[ 받은 메일 내용 ]----------\n보낸사람 : 차 가게\n날짜 : 2021.03.02\n\n왔나요?", "네."),
    "yahoo's app": (
        "Gracias\n\n  El El mar, mar. 2, 2021 a la(s) 10:05 a. m., Té<m@shop.example> escribió:   Hola\nSu té salió.",
        "Gracias",
    ),
    "japanese": ("届きました。\n\n2021年3月2日(火) 10:05 店 <mina@shop.example>:\n\n> 届きましたか。", "届きました。"),
    "arabic": ("شكرا لكم\n\nفي الثلاثاء، ٢ مارس ٢٠٢١ كتب Mina <mina@shop.example>:\n> هل وصل؟", "شكرا لكم"),
    "emoji": (f"👍👩‍👩‍👧\n\n{WROTE}\n> 🎉", "👍👩‍👩‍👧"),
    "windows line ends": (f"Thanks!\r\n\r\n{WROTE}\r\n> It left.\r\n", "Thanks!"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "new"), REPLIES.values(), ids=REPLIES.keys())
def test_an_answer_is_told_from_the_mail_that_it_answers(text: str, new: str) -> None:
    assert new_part(text) == new


def test_answers_between_quotes_keep_the_quotes() -> None:
    text = f"{WROTE}\n\n> Which tea?\n\nThe green one.\n\n> How much?\n\nTwo bags.\n\n> Mina\n> Shop\n"
    assert new_part(text) == "> Which tea?\n\nThe green one.\n\n> How much?\n\nTwo bags."
    assert split(text).quoted == f"{WROTE}\n\n> Mina\n> Shop"


def test_answers_between_quotes_keep_the_greeting_above() -> None:
    text = f"Hello Mina\n{WROTE}\n> Which tea?\nThe green one.\n> How much?\nTwo bags.\n-- \nAnn"
    assert new_part(text) == "Hello Mina\n\n> Which tea?\nThe green one.\n> How much?\nTwo bags."


def test_a_long_text_below_the_only_quote_is_an_answer() -> None:
    lines = "\n".join(f"Line {n} of my answer" for n in range(9))
    assert new_part(f"Hello Mina\n\n{WROTE}\n> Which tea?\n\n{lines}").endswith(lines)


def test_an_announced_answer_below_the_quote_is_kept() -> None:
    assert new_part(f"See my answer below.\n\n{WROTE}\n> Which tea?\n\nThe green one.").endswith("The green one.")


def test_a_quote_chosen_by_hand_stays_above_its_answer() -> None:
    assert new_part("> Which tea?\n\nThe green one.") == "> Which tea?\n\nThe green one."


def test_a_mail_of_quotes_alone_keeps_them() -> None:
    assert new_part("> Which tea?\n> And how much?") == "> Which tea?\n> And how much?"
    assert new_part(f"{WROTE}\n\n> Which tea?\n\nSent from my iPhone") == "> Which tea?"


FORWARDS = {
    "gmail": f"---------- Forwarded message ---------\n{HEADERS}\n\n\nWhere is my tea?\n\nAnn",
    "apple": f"Begin forwarded message:\n\n{HEADERS}\n\nWhere is my tea?\n\nAnn",
    "outlook": f"{HEADERS}\n\nWhere is my tea?\n\nAnn",
    "german": "-------- Weitergeleitete Nachricht --------\nBetreff: \tTee\nDatum: \t2.3.2021\n"
    "Von: \tAnn\nAn: \tMina\n\nWhere is my tea?\n\nAnn",
    "chinese": "---------- 转发的邮件 ---------\n发件人： 安\n日期： 2021年3月2日\n主题： 茶\n收件人： 店\n\n"
    "Where is my tea?\n\nAnn",
}


@pytest.mark.parametrize("text", FORWARDS.values(), ids=FORWARDS.keys())
def test_a_bare_forward_keeps_the_mail_that_it_forwards(text: str) -> None:
    assert new_part(text) == "Where is my tea?\n\nAnn"


@pytest.mark.parametrize("text", FORWARDS.values(), ids=FORWARDS.keys())
def test_a_note_above_a_forward_is_what_is_new(text: str) -> None:
    assert split(f"Can you help Ann?\n\n{text}") == Trimmed(new="Can you help Ann?", quoted=text)


SIGNATURES = {
    "two dashes": "-- \nAnn Green\n+49 228 1234",
    "two dashes without the space": "--\nAnn Green",
    "one long dash": "—\nAnn Green",
    "phone": "Sent from my iPhone",
    "phone in chinese": "发自我的iPhone",
    "phone in korean": "나의 iPhone에서 보냄",
    "phone in arabic": "مرسل من الـ iPhone الخاص بي",
    "app above dashes": "Sent from my iPhone\n\n-- \nAnn Green",
    "small print": "________________________________\nThis message is for the person it is addressed to.",
    "rule": "------\nAnn Green\nGreen Ltd",
    "rule at the end": "------",
}


@pytest.mark.parametrize("signature", SIGNATURES.values(), ids=SIGNATURES.keys())
def test_a_signature_is_folded(signature: str) -> None:
    assert split(f"Where is my tea?\n\n{signature}\n") == Trimmed(new="Where is my tea?", quoted=signature)


def test_a_signature_above_a_quote_is_folded_with_it() -> None:
    assert new_part(f"Thanks!\n\n-- \nAnn\n\n{WROTE}\n> Your tea left.") == "Thanks!"


KEPT_WHOLE = {
    "two letters in one": "Hello\n\n---\n\n" + "\n".join(f"{n} bags of tea" for n in range(20)),
    "framed address": "My address:\n\n-----\nAnn Green\nBonn\n-----\n\nThank you!",
    "heading": "My order\n========\n\nTwo bags of tea",
    "table": "Tea   | 2\n------+--\nCups  | 4\n------+--\nTotal | 6",
    "markdown table": "| Tea | Cups |\n|-----|------|\n| 2 | 4 |",
    "code": "It says:\n\n```\n> error\n-- \nFrom: x\nOn 2 Mar 2021 at 10:05 X <x@y.example> wrote:\n```\n\nWhat now?",
    "mysql prompt": "I typed:\n\nmysql> select 1;",
    "two headers": "Subject: my order\nDate: yesterday\n\nWhere is it?",
    "list": "- Tea\n- Cups\n\n    - two\n    - three",
    "sentence with on": "On Monday I wrote:\n\nplease cancel. You did not.",
    "number as a name": "1) Tea\n2) Cups\n\nOn Friday at 10:00 I am home.",
    "prices": "Tea: 5\nCups: 7\nFrom: Bonn\nSum: 12",
}


@pytest.mark.parametrize("text", KEPT_WHOLE.values(), ids=KEPT_WHOLE.keys())
def test_what_a_customer_writes_is_not_folded(text: str) -> None:
    assert split(text) == Trimmed(new=text, quoted="")


def test_a_signed_letter_leaves_its_seal() -> None:
    text = (
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nWhere is my tea?\n\n- -- \nAnn\n"
        "-----BEGIN PGP SIGNATURE-----\n\niQEz\n-----END PGP SIGNATURE-----\n"
    )
    assert new_part(text) == "Where is my tea?"


def test_the_first_line_keeps_its_indent() -> None:
    assert (
        new_part(f"{WROTE}\n\n    x = 1\n\nIt should be:\n\n    x = 2\n") == "    x = 1\n\nIt should be:\n\n    x = 2"
    )


@pytest.mark.parametrize("text", ["", "\n", " \n\t\n", "\u00a0\n\u200e"])
def test_an_empty_mail_adds_nothing(text: str) -> None:
    assert split(text) == Trimmed(new="", quoted="")


LINES = st.sampled_from([
    "Where is my tea?", "Ann", "", " ", "> Which tea?", ">> deeper", WROTE, "Am 02.03.21 um 10:05 schrieb Mina Lee:",
    "On Tue, 2 Mar 2021 at 10:05 Mina <", "mina@shop.example> wrote:", "-----Original Message-----",
    *HEADERS.split("\n"),
    "-- ", "---", "________", "Sent from my iPhone", "发自我的iPhone", "```", "| bar", "Mina> hello", "See below",
    "发件人: 茶店", "主题: 茶", "-----BEGIN PGP SIGNED MESSAGE-----", "-----END PGP SIGNATURE-----", "مرحبا", "👍",
])  # fmt: skip


@settings(deadline=None)
@given(st.lists(LINES, max_size=30).map("\n".join) | st.text(max_size=300))
def test_nothing_is_lost_between_the_two_parts(text: str) -> None:
    trimmed = split(text)
    written = [line.strip() for line in text.replace("\r", "\n").split("\n") if line.strip()]
    found = [line.strip() for part in (trimmed.new, trimmed.quoted) for line in part.split("\n") if line.strip()]
    assert sorted(written) == sorted(found)


@settings(deadline=None)
@given(st.lists(LINES, max_size=30).map("\n".join) | st.text(max_size=300))
def test_trimming_what_is_trimmed_changes_nothing(text: str) -> None:
    assert new_part(new_part(text)) == new_part(text)


HOSTILE = {
    "dashes": "-" * 1_000_000,
    "quote marks": ">" * 1_000_000,
    "no end": "On 1:00 " * 125_000,
    "verbs": "wrote " * 160_000,
    "colons": ":" * 1_000_000,
    "addresses": "a@" * 500_000 + ":",
    "digits": "1" * 1_000_000,
    "spaces": " " * 1_000_000 + "x",
    "a million empty lines": "\n" * 1_000_000,
    "beginnings": "On 1:00\n" * 125_000,
    "attributions": f"{WROTE}\n" * 15_000,
    "headers": "From: x\n" * 120_000,
    "blocks": "From: x\nTo: y\nSent: z\n" * 45_000,
    "signatures": "Ann\n-- \n> q\n" * 80_000,
    "fences": "```\n" * 250_000,
    "seals": "-----BEGIN PGP SIGNATURE-----\n" * 30_000,
    "originals": "--- original\n" * 75_000,
    "no-break spaces": "\u00a0" * 1_000_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_mail_of_a_megabyte_is_trimmed_in_bounded_time(text: str) -> None:
    started = time.process_time()
    new_part(text)
    assert time.process_time() - started < 4
