"""Who wrote what one of us passes on: the odd cases first, then what each program writes in each language."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepword.channels.email.parsing import parse
from keepword.channels.email.senders.forwarding import original_sender

OTTO = "Otto Kunde <otto@kunde.example>"
BLOCK = f"From: {OTTO}\nSent: Monday\nTo: Mina\nSubject: Broken\n\nIt is broken.\n"
GMAIL = f"---------- Forwarded message ---------\nFrom: {OTTO}\nDate: Mon\nSubject: Broken\nTo: <m@b.example>\n\nHm\n"
QUOTED = "".join(f"> {line}\n" for line in GMAIL.splitlines())
ASKED = "From: Help <help@brand.example>\nSent: Tuesday\nTo: Mina\nSubject: RE: FW: Broken\n\nWhich one?\n\n"


def found(
    body: str, *, subject: str = "Fwd: Broken", kind: str = "text/plain; charset=utf-8"
) -> tuple[str, str] | None:
    raw = f"From: mina@brand.example\nSubject: {subject}\nContent-Type: {kind}\n\n{body}"
    writer = original_sender(parse(raw.encode("utf-8", "replace")))
    return (writer.name, writer.address) if writer else None


NOBODY = {
    "nothing": ("", "Fwd: Broken"),
    "a plain answer": (f"Thanks!\n\nOn Mon, 4 May 2026 at 10:00, {OTTO} wrote:\n> It is broken.\n", "Re: Broken"),
    "a plain answer to what was passed on": (f"Yes.\n\nOn Mon, 4 May 2026, {OTTO} wrote:\n{QUOTED}", "Re: Fwd: x"),
    "an answer of Outlook": (f"Yes.\n\n{BLOCK}", "RE: Broken"),
    "an answer of Outlook with its line": (f"Yes.\n\n-----Original Message-----\n{BLOCK}", "RE: Broken"),
    "an answer of Outlook to what was passed on": (f"The blue one.\n\n{ASKED}{GMAIL}", "RE: FW: Broken"),
    "an answer of QQ": (f"好\n\n------------------ 原始邮件 ------------------\n{BLOCK}", "回复：坏了"),
    "an answer of Daum": (f"네\n\n--------- 원본 메일 ---------\n{BLOCK}", "Re: 고장"),
    "an answer under a subject that was changed": (f"Yes.\n\n{BLOCK}", "Broken"),
    "an attribution under the subject of a forward": (f"Le 4 mai 2026 à 10:00, {OTTO} a écrit :\n\n{BLOCK}", "TR: x"),
    "words of a forward and no block": ("---------- Forwarded message ---------\nIt is broken.\n", "Fwd: Broken"),
    "a name without an address": (BLOCK.replace(" <otto@kunde.example>", ""), "FW: Broken"),
    "an address that is none": (BLOCK.replace("otto@kunde.example", "otto@kunde"), "FW: Broken"),
    "an address that is none, and a good one below": (
        f"--- Forwarded message ---\n{BLOCK.replace('otto@kunde.example', 'otto@-.-')}\n{GMAIL}", "Fwd: x"),
    "who it went to is not who wrote": ("Sent: Monday\nTo: otto@kunde.example\nSubject: x\n\nHm", "FW: x"),
    "two lines that look like headers": ("From: otto@kunde.example\nPrice: 12\n\nHm", "FW: x"),
    "in a block of code": (f"```\n{BLOCK}```\n", "FW: x"),
    "beyond what is read": ("x\n" * 500 + BLOCK, "FW: x"),
}  # fmt: skip


@pytest.mark.parametrize("case", NOBODY)
def test_what_passes_nothing_on_names_nobody(case):
    body, subject = NOBODY[case]
    assert found(body, subject=subject) is None


def quoted(text: str) -> str:
    return "".join(f"> {line}\n" for line in text.splitlines())


SOMEBODY = {
    "by the subject alone": (f"FYI\n\n{BLOCK}", "FW: Broken"),
    "by the line alone": (GMAIL, "Broken"),
    "even where the subject is that of an answer": (f"See.\n\n{GMAIL}", "Re: Broken"),
    "with a tag of the server before the subject": (BLOCK, "[EXTERNAL] [SPAM?] Fwd: Broken"),
    "with the line of Outlook": (f"-----Original Message-----\n{BLOCK}", "FW: Broken"),
    "an answer that is passed on": (f"{GMAIL}\n> older\n\n{ASKED}", "Fwd: Re: Broken"),
    "what was passed on twice: whose came last": (f"{GMAIL}\n{GMAIL.replace('otto@', 'third@')}", "Fwd: Fwd: x"),
    "below words that sound like an attribution": (f"Otto wrote on 4 May 2026, 10:00:\n\n{GMAIL}", "Fwd: Broken"),
    "a hand-made quote of the block": (f"Look:\n\n{quoted(BLOCK)}", "Fwd: Broken"),
    "in bold": (BLOCK.replace("From:", "*From:*").replace("Sent:", "*Sent:*").replace("To:", "*To:*"), "FW: x"),
    "in the square brackets of Outlook": (BLOCK.replace(OTTO, "Otto Kunde [mailto:otto@kunde.example]"), "FW: x"),
    "with its link": (BLOCK.replace(OTTO, "Otto Kunde <otto@kunde.example<mailto:otto@kunde.example>>"), "FW: x"),
    "in quotation marks": (BLOCK.replace(OTTO, '"Otto Kunde" <otto@kunde.example>;'), "FW: x"),
    "folded": (BLOCK.replace(OTTO, "Otto Kunde\n <otto@kunde.example>"), "FW: x"),
    "all on one line": ("From: Otto Kunde <otto@kunde.example> Sent: Monday To: a@b.example Subject: x\n", "FW: x"),
    "after an empty first line": (f"\n\n\n{GMAIL}", "Fwd: x"),
    "with line ends of Windows": (GMAIL.replace("\n", "\r\n"), "Fwd: x"),
}  # fmt: skip


@pytest.mark.parametrize("case", SOMEBODY)
def test_what_is_passed_on_names_its_writer(case):
    body, subject = SOMEBODY[case]
    assert found(body, subject=subject) == ("Otto Kunde", "otto@kunde.example")


def test_all_on_one_line_the_next_header_lends_no_address():
    assert found("From: Otto Kunde Sent: Monday To: a@b.example Subject: x\n", subject="FW: x") is None


def test_an_address_that_stands_for_the_name_is_no_name():
    assert found(GMAIL.replace("Otto Kunde", "otto@kunde.example")) == ("", "otto@kunde.example")


def test_an_address_in_another_script_is_one():
    assert found(GMAIL.replace("otto@kunde", "otto@künde")) == ("Otto Kunde", "otto@künde.example")


# What programs write above, and the names of the four headers.
PROGRAMS = {
    "Thunderbird, de": ("-------- Weitergeleitete Nachricht --------", "Betreff Datum Von An", "WG"),
    "Apple Mail, de": ("Anfang der weitergeleiteten Nachricht:", "Von Betreff Datum An", "Fwd"),
    "Outlook, de": ("", "Von Gesendet An Betreff", "WG"),
    "Gmail, fr": ("---------- Message transféré ----------", "De Date Objet À", "Fwd"),
    "Thunderbird, fr": ("-------- Message transféré --------", "Sujet Date De Pour", "Fwd"),
    "Apple Mail, fr": ("Début du message réexpédié :", "De Objet Date À", "Fwd"),
    "Outlook, fr": ("", "De Envoyé À Objet", "TR"),
    "Gmail, es": ("---------- Mensaje reenviado ---------", "De Fecha Asunto Para", "Fwd"),
    "Apple Mail, es": ("Inicio del mensaje reenviado:", "De Asunto Fecha Para", "Fwd"),
    "Outlook, es": ("", "De Enviado Para Asunto", "RV"),
    "Thunderbird, it": ("-------- Messaggio Inoltrato --------", "Oggetto Data Mittente A", "Fwd"),
    "Apple Mail, it": ("Inizio messaggio inoltrato:", "Da Oggetto Data A", "Fwd"),
    "Outlook, it": ("", "Da Inviato A Oggetto", "I"),
    "Gmail, pt": ("---------- Mensagem encaminhada ---------", "De Data Assunto Para", "Fwd"),
    "Apple Mail, pt": ("Início da mensagem reencaminhada:", "De Assunto Data Para", "Fwd"),
    "Outlook, pt": ("", "De Enviada Para Assunto", "ENC"),
    "Thunderbird, nl": ("-------- Doorgestuurd bericht --------", "Onderwerp Datum Van Aan", "Fwd"),
    "Apple Mail, nl": ("Begin doorgestuurd bericht:", "Van Onderwerp Datum Aan", "Fwd"),
    "Outlook, nl": ("", "Van Verzonden Aan Onderwerp", "FW"),
    "Thunderbird, ja": ("-------- 転送メッセージ --------", "件名 日付 差出人 宛先", "Fwd"),
    "Apple Mail, ja": ("以下は、転送されたメールです：", "差出人 件名 日付 宛先", "Fwd"),
    "Outlook, ja": ("", "差出人 送信日時 宛先 件名", "転送"),
    "Thunderbird, zh": ("-------- 转发的消息 --------", "主题 日期 发件人 收件人", "Fwd"),
    "NetEase, zh": ("-------- 转发邮件信息 --------", "发件人 发送日期 收件人 主题", "转发"),
    "QQ, zh": ("------------------ 原始邮件 ------------------", "发件人 发送时间 收件人 主题", "转发"),
    "Outlook, Taiwan": ("", "寄件者 寄件日期 收件者 主旨", "轉寄"),
    "Thunderbird, ko": ("-------- 전달된 메시지 --------", "제목 날짜 보낸사람 받는사람", "Fwd"),
    "Apple Mail, ko": ("전달된 메시지:", "보낸사람 제목 날짜 받는사람", "Fwd"),
    "Daum, ko": ("--------- 원본 메일 ---------", "보낸사람 받는사람 날짜 제목", "전달"),
    "Gmail, ar": ("---------- رسالة معاد توجيهها ---------", "من التاريخ الموضوع إلى", "Fwd"),
    "Apple Mail, ar": ("بداية الرسالة المعاد توجيهها:", "من الموضوع التاريخ إلى", "Fwd"),
    "Outlook, ar": ("", "من تاريخ\xa0الإرسال إلى الموضوع", "إعادة توجيه"),
}
FROM = {"Von", "De", "Da", "Mittente", "Van", "差出人", "发件人", "寄件者", "보낸사람", "من"}


def as_written(program: str) -> str:
    mark, names, _ = PROGRAMS[program]
    lines = [f"{name}: {OTTO if name in FROM else 'x'}" for name in names.split(" ")]
    return "\n".join([*([mark] if mark else []), *lines, "", "Hm"])


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_program_is_read_in_its_language(program):
    sign = PROGRAMS[program][2]
    assert found(f"x\n\n{as_written(program)}", subject=f"{sign}: x") == ("Otto Kunde", "otto@kunde.example")
    if "Apple" in program:
        mark, block = as_written(program).split("\n", 1)
        assert found(f"{mark}\n\n{quoted(block)}") == ("Otto Kunde", "otto@kunde.example")


@pytest.mark.parametrize("sign", ["Fwd", "FW", "WG", "TR", "RV", "I", "Enc", "转发", "轉寄", "전달", "転送", "VB"])
@pytest.mark.parametrize("colon", [":", "：", " :"])
def test_every_sign_of_a_subject_counts(sign, colon):
    assert found(BLOCK, subject=f"{sign}{colon} Broken") == ("Otto Kunde", "otto@kunde.example")


GMAIL_HTML = """<div dir="ltr">See<br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded
message ---------<br>From: <strong class="gmail_sendername">Otto Kunde</strong> <span dir="auto">&lt;<a
href="mailto:otto@kunde.example">otto@kunde.example</a>&gt;</span><br>Date: Mon<br>Subject: Broken<br>To: &lt;<a
href="mailto:mina@brand.example">mina@brand.example</a>&gt;<br></div><br>It is broken</div></div>"""
OUTLOOK_HTML = """<p>See</p><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal"><b>Von:</b>
Otto Kunde &lt;<a href="mailto:otto@kunde.example">otto@kunde.example</a>&gt; <br><b>Gesendet:</b> Montag<br><b>An:</b>
Mina &lt;mina@brand.example&gt;<br><b>Betreff:</b> Kaputt</p></div><p>Hm</p>"""
THUNDERBIRD_HTML = """<div class="moz-forward-container"><br>-------- Forwarded Message --------<table><tbody><tr><th>
Subject: </th><td>Broken</td></tr><tr><th>Date: </th><td>Mon</td></tr><tr><th>From: </th><td>Otto Kunde <a
href="mailto:otto@kunde.example">&lt;otto@kunde.example&gt;</a></td></tr><tr><th>To: </th><td>a@b.example</td></tr>
</tbody></table>Hm</div>"""


@pytest.mark.parametrize("html", [GMAIL_HTML, OUTLOOK_HTML, THUNDERBIRD_HTML], ids=["Gmail", "Outlook", "Thunderbird"])
def test_a_mail_without_a_text_part_is_read_too(html):
    assert found(html, subject="WG: x", kind="text/html; charset=utf-8") == ("Otto Kunde", "otto@kunde.example")


def attached(*writers: str, subject: str = "Broken") -> tuple[str, str] | None:
    parts = [f"--b\nContent-Type: message/rfc822\n\n{one}Subject: Broken\n\nIt is broken.\n" for one in writers]
    body = "--b\n\nPlease take this.\n" + "".join(parts) + "--b--\n"
    return found(body, subject=subject, kind="multipart/mixed; boundary=b")


def test_mails_that_are_attached_are_their_writers():
    otto, third = f"From: {OTTO}\n", "From: third@kunde.example\n"
    assert attached(otto) == attached(otto, otto) == ("Otto Kunde", "otto@kunde.example")
    assert attached("From: =?utf-8?q?Otto_Kunde?= <otto@kunde.example>\n") == ("Otto Kunde", "otto@kunde.example")
    assert attached(otto, third) is None  # two people: whose would it be?
    assert attached("") is None
    assert attached("From: nobody\n") is None
    assert attached(otto, subject="Re: Broken") is None  # an answer, with a mail to show


PIECES = st.sampled_from(
    [
        BLOCK,
        GMAIL,
        QUOTED,
        ASKED,
        "From:",
        "From: ",
        "> From: ",
        "-----",
        "-" * 9,
        "Forwarded message",
        "```",
        "\n",
        "> ",
    ]
    + ["Begin forwarded message:", "on behalf of", "@", "<", "\u200f", "\0", "On Mon, 4 May 2026 at 10:00, x wrote:"]
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.one_of(PIECES, st.text(max_size=30)), max_size=30).map("".join),
    st.one_of(st.text(max_size=20), st.sampled_from(["Fwd: x", "Re: x", "WG:", "[" * 30])),
)
def test_no_words_make_it_fail_and_whom_it_names_can_be_written_to(body, subject):
    writer = original_sender(parse(f"Subject: {subject}\n\n{body}".encode("utf-8", "replace")))
    assert writer is None or (writer.address.count("@") == 1 and "\n" not in writer.name and len(writer.name) <= 200)


@pytest.mark.parametrize(
    "piece",
    [BLOCK, GMAIL, QUOTED, "> \n", "From: " + "a" * 50, "From: x Sent: ", "a@", "[", "<otto@", "On Mon, 4 May 10:00 "],
)
def test_ten_times_the_words_take_no_more_than_their_share(piece):
    def seconds(times: int) -> float:
        mail = parse(f"Subject: Fwd: x\n\n{piece * times}".encode())
        tries = []
        for _ in range(3):
            began = time.perf_counter()
            original_sender(mail)
            tries.append(time.perf_counter() - began)
        return min(tries)

    assert seconds(30_000) < 40 * seconds(3_000) + 0.1
