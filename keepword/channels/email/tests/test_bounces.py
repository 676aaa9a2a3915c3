"""Reports about our mail: our own museum in tests/mail/bounces."""

import email
import random
import time
from pathlib import Path

import pytest

from keepword.channels.email.bounces.reading import read_bounce, read_bounces
from keepword.channels.email.bounces.suspecting import may_be_report
from keepword.channels.email.parsing import parse

HEAD = b"From: MAILER-DAEMON@x.example\nReturn-Path: <>\nTo: a@b.example\nSubject: failure notice\n\nfailed\n"
REPORT = (
    b"From: MAILER-DAEMON@x.example\nContent-Type: multipart/report; boundary=b\n\n--b\n\nfailed\n"
    b"--b\nContent-Type: message/delivery-status\n\n"
)
MUSEUM = Path(__file__).resolve().parents[4] / "tests" / "mail" / "bounces"


def read(name: str):
    return parse((MUSEUM / f"{name}.eml").read_bytes()).bounce


def read_all(name: str):
    return read_bounces(email.message_from_bytes((MUSEUM / f"{name}.eml").read_bytes()))


def test_a_report_tells_of_each_recipient():
    gone, full = read_all("postfix-two-recipients")
    assert (gone.recipient, gone.status, gone.reply_code, gone.reason) == (
        "gone@shop.example",
        "5.2.1",
        "550",
        "userunknown",
    )
    assert gone.permanent is True
    assert (full.recipient, full.status, full.reply_code, full.reason) == (
        "lena@shop.example",
        "4.2.2",
        "452",
        "mailboxfull",
    )
    assert full.permanent is False
    assert {gone.original_message_id, full.original_message_id} == {"reply-77@brand.example"}


READ = {
    "postfix-two-recipients": ("bounce", "gone@shop.example", "5.2.1", "550", "userunknown", True, "reply-77"),
    "qmail": ("bounce", "otto@kiosk.example", "5.0.911", "550", "userunknown", True, "reply-78"),
    "exim-without-report": ("bounce", "karl@firma.example", "5.0.971", "554", "blocked", False, "reply-79"),
    "exchange-in-words": ("bounce", "ruth@office.example", "5.0.911", "", "userunknown", True, ""),
    "gmail-delay": ("delay", "tom@langsam.example", "4.0.947", "", "expired", False, "reply-80"),
    "sendmail-transcript": ("bounce", "eva@alt.example", "5.0.911", "550", "userunknown", True, "reply-81"),
    "carrier-japanese": ("bounce", "hanako@ezweb.ne.jp", "5.0.911", "550", "userunknown", True, ""),
    "html-only": ("bounce", "noa@hosted.example", "5.2.2", "552", "mailboxfull", False, ""),
    "amazon-json": ("bounce", "lou@weit.example", "5.1.1", "550", "userunknown", True, "reply-82"),
    "complaint": ("feedback", "angry@mailhouse.example", "", "", "feedback", False, "reply-83"),
    "delivered": ("delivered", "glad@shop.example", "2.0.0", "250", "delivered", False, ""),
    "dragonfly": ("bounce", "uma@streng.example", "5.7.26", "550", "authfailure", False, "reply-84"),
}


@pytest.mark.parametrize("name", READ)
def test_a_report_is_read_whoever_wrote_it(name):
    bounce = read(name)
    *told, original = READ[name]
    assert [
        bounce.kind,
        bounce.recipient,
        bounce.status,
        bounce.reply_code,
        bounce.reason,
        bounce.permanent,
    ] == told
    assert bounce.original_message_id == (f"{original}@brand.example" if original else "")


def test_a_transcript_tells_a_host_that_does_not_exist_from_a_user():
    assert [(b.recipient, b.reason) for b in read_all("sendmail-transcript")] == [
        ("eva@alt.example", "userunknown"),
        ("max@weg.example", "hostunknown"),
    ]


def test_what_we_wrote_ourselves_is_not_read_as_the_reason():
    assert [b.reason for b in read_all("qmail")] == ["userunknown", "hostunknown"]


@pytest.mark.parametrize(
    "name", ["customer-forwards-bounce", "parcel-not-delivered", "away-with-empty-sender", "spam-as-bounce"]
)
def test_a_person_who_speaks_of_failure_is_no_bounce(name):
    assert read(name) is None


# (sender, what the letter says, recipient, status, reply code, reason)
LETTERS = {
    "imail": ("Postmaster@x.example", "Unknown user: a@b.example", "5.0.911", "", "userunknown"),
    "imail, full": (
        "Postmaster@x.example",
        "User mailbox exceeds allowed size: a@b.example",
        "5.0.922",
        "",
        "mailboxfull",
    ),
    "imail, late": ("Postmaster@x.example", "Delivery failed 20 attempts: a@b.example", "5.0.947", "", "expired"),
    "kddi": (
        "x@auone-net.jp",
        "Could not be delivered to: <a@b.example>\nAs their mailbox is full.",
        "5.0.922",
        "",
        "mailboxfull",
    ),
    "interscan": (
        "postmaster@x.example",
        "Sent >>> RCPT TO:<a@b.example>\nReceived <<< 550 <a@b.example>... user unknown\n\nUnable to deliver.",
        "5.0.911",
        "550",
        "userunknown",
    ),
    "marshal": (
        "postmaster@x.example",
        "Could not be delivered because of\n\n550 5.1.1 User unknown\n\nThe following recipients were affected:\n"
        "    a@b.example\n\nAdditional Information\n======\nMessageName: <B5499967300.1.mml>",
        "5.1.1",
        "550",
        "userunknown",
    ),
    "james": (
        "postmaster@x.example",
        "Failed recipient(s):\na@b.example\n\nError message:\n552 mailbox full\n\nDetails:\n  From: c@d.example",
        "5.0.922",
        "552",
        "mailboxfull",
    ),
    "old postfix": (
        "MAILER-DAEMON@x.example",
        "For help, write to <support@x.example>\n\n<a@b.example>: host mx.b.example[192.0.2.1] said: 450 4.7.1\n"
        "    Client host rejected: cannot find your hostname (in reply to RCPT TO command)",
        "4.7.1",
        "450",
        "requireptr",
    ),
}


# (sender, subject, what the letter says, reason): hosts that write in the language of their users, and add no report
IN_THEIR_LANGUAGE = {
    "ko": ("mailer-daemon@portal.example", "발송실패 안내", "메일 전송에 실패하였습니다.\n받는사람 : a@b.example\n"
           "실패 이유: 받는사람의 메일 주소가 존재하지 않습니다.", "userunknown"),
    "zh": ("PostMaster@portal.example", "系统退信", "抱歉，您的邮件被退回来了。\n"
           "退信原因： 收件人邮件地址（a@b.example）不存在，邮件无法送达。", "userunknown"),
    "zh, full": ("Postmaster@portal.example", "系统退信", "无法发送到\na@b.example\n退信原因：对方邮箱已满",
                 "mailboxfull"),
    "fr": ("postmaster@b.example", "Non remis", "Votre message n'a pas pu être remis à:\n\na@b.example\n\n"
           "Raison: utilisateur inconnu", "userunknown"),
    "es": ("postmaster@b.example", "No se puede entregar", "No se pudo entregar el mensaje a:\n\na@b.example\n\n"
           "Motivo: el buzón está lleno", "mailboxfull"),
    "pt": ("postmaster@b.example", "Não entregue", "Não foi possível entregar a mensagem para:\n\na@b.example\n\n"
           "Usuário desconhecido", "userunknown"),
    "it": ("postmaster@b.example", "Mancato recapito", "Impossibile recapitare il messaggio a:\n\na@b.example\n\n"
           "Utente sconosciuto", "userunknown"),
    "nl": ("postmaster@b.example", "Onbestelbaar", "Uw bericht kon niet worden bezorgd bij:\n\na@b.example\n\n"
           "Gebruiker onbekend", "userunknown"),
    "ar": ("postmaster@b.example", "غير قابل للتسليم", "تعذر تسليم رسالتك إلى:\n\na@b.example\n\nالمستخدم غير موجود",
           "userunknown"),
}  # fmt: skip


@pytest.mark.parametrize("language", IN_THEIR_LANGUAGE)
def test_a_letter_in_the_language_of_its_host_is_read(language):
    sender, subject, note, reason = IN_THEIR_LANGUAGE[language]
    head = f"From: {sender}\nTo: help@brand.example\nSubject: {subject}\nContent-Type: text/plain; charset=utf-8"
    raw = f"{head}\n\n{note}\n"
    bounce = parse(raw.encode()).bounce
    assert (bounce.kind, bounce.recipient, bounce.reason) == ("bounce", "a@b.example", reason)
    assert bounce.permanent is (reason == "userunknown")


def test_a_delay_told_in_another_language_is_no_failure():
    raw = (
        "From: postmaster@b.example\nTo: help@brand.example\nSubject: Zustellung verzögert\n\n"
        "Die Zustellung Ihrer Nachricht an a@b.example ist verzögert. Fehler: 451 4.4.1 error, no answer\n"
    )
    assert parse(raw.encode()).bounce.kind == "delay"


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_in_words_is_read(name):
    sender, note, *told = LETTERS[name]
    raw = f"From: {sender}\nReturn-Path: <>\nTo: help@brand.example\nSubject: Undeliverable Mail\n\n{note}\n"
    bounce = parse(raw.encode()).bounce
    assert [bounce.recipient, bounce.status, bounce.reply_code, bounce.reason] == ["a@b.example", *told]


def test_a_google_group_that_we_may_not_write_to_refuses_us_in_any_language():
    raw = (
        "From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\nReturn-Path: <>\nTo: help@brand.example\n"
        "Subject: Delivery Status Notification (Failure)\nX-Failed-Recipients: katzen@googlegroups.com\n"
        "Content-Type: text/plain; charset=utf-8\n\nHei,\n\nryhmää katzen ei ehkä ole olemassa.\n"
    )
    bounce = parse(raw.encode()).bounce
    assert (bounce.recipient, bounce.reason, bounce.permanent) == ("katzen@googlegroups.com", "rejected", False)


def test_who_failed_is_told_before_whom_it_reached():
    groups = (
        "Final-Recipient: rfc822; all@x.example\nAction: expanded\nStatus: 2.0.0\n\n"
        "Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.1.1\n"
    )
    raw = REPORT + groups.encode()
    assert [(b.kind, b.recipient) for b in read_bounces(email.message_from_bytes(raw))] == [
        ("bounce", "a@b.example"),
        ("delivered", "all@x.example"),
    ]


def test_an_ordinary_mail_is_passed_by_in_no_time():
    headers = {
        "from": "Anna <anna@kunde.example>",
        "content-type": "text/plain",
        "return-path": "<anna@kunde.example>",
    }
    began = time.perf_counter()
    assert not any(may_be_report(headers, types=["text/plain"]) for _ in range(1000))
    assert time.perf_counter() - began < 1  # a thousand of them; microseconds each in truth


HOSTILE = {
    "one long word": HEAD + b"a" * 2_000_000,
    "addresses": HEAD + b"a@b.example " * 100_000,
    "dots": HEAD + b"a@" + b"b." * 500_000,
    "brackets": HEAD + b"<" * 1_000_000,
    "recipients": HEAD + b"".join(b"<a%d@b.example>: 550 no\n" % i for i in range(50_000)),
    "transcript": HEAD + b"transcript of session follows\n" + b">>> RCPT TO:<a@b.example>\n<<< 550 no\n" * 50_000,
    "json": HEAD.replace(b"failed\n", b"") + b'{"a":' * 100_000,
    "html": HEAD.replace(b"\n\n", b"\nContent-Type: text/html\n\n") + b"<style " * 100_000,
    "groups": REPORT + b"\nFinal-Recipient: rfc822; a@b.example\nStatus: 5.1.1\n" * 20_000,
    "folds": REPORT + b"Final-Recipient: rfc822; a@b.example\nDiagnostic-Code: smtp; 550 " + b"\n foo" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_nobody_slows_us_down_with_a_report(name):
    message = email.message_from_bytes(HOSTILE[name])
    began = time.perf_counter()
    assert len(read_bounces(message)) <= 100
    assert time.perf_counter() - began < 2  # milliseconds in truth; a machine with other work must pass too


def test_broken_reports_never_raise():
    chance = random.Random(7)  # noqa: S311 repeatable, not secret
    for path in MUSEUM.glob("*.eml"):
        raw = bytearray(path.read_bytes())
        for _ in range(20):
            for _ in range(10):
                raw[chance.randrange(len(raw))] = chance.randrange(256)
            read_bounce(email.message_from_bytes(bytes(raw)))
