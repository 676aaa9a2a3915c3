"""Robots' replies, and whom we never answer automatically."""

import pytest

from keepword.channels.email.automatic import may_answer_automatically
from keepword.channels.email.parsing import parse

OURS = {"help@brand.example"}


def mail(headers: str = "", *, sender: str = "Anna <anna@kunde.example>", subject: str = "Where is my parcel?"):
    return parse(f"From: {sender}\nTo: help@brand.example\nSubject: {subject}\n{headers}\nHello\n".encode())


@pytest.mark.parametrize(
    "headers",
    [
        "Auto-Submitted: auto-replied\n",
        "Auto-Submitted: auto-replied (vacation)\n",
        "Auto-Submitted: auto-generated; owner=x\n",
        "X-Autoreply: yes\n",
        "X-Autorespond: back on Monday\n",
        "Precedence: auto_reply\n",
        "Precedence: bulk\nIn-Reply-To: <reply-1@brand.example>\n",
        "X-Apple-Action: VACATION\n",
        "X-MS-Exchange-Inbox-Rules-Loop: anna@kunde.example\n",
        "Return-Path: <>\n",
        "Content-Type: multipart/report; report-type=disposition-notification; boundary=x\n",
    ],
)
def test_a_robots_reply_is_known_by_its_headers(headers):
    assert mail(headers).auto_reply


@pytest.mark.parametrize(
    "subject",
    [
        "Automatic reply: Your order",
        "Out of Office: back on Monday",
        "Out of Office AutoReply: Hello",
        "Automatische Antwort: Ihre Bestellung",
        "Abwesenheitsnotiz: Ihre Bestellung",
        "Réponse automatique : Votre commande",
        "Respuesta automática: Su pedido",
        "Resposta automática: Seu pedido",
        "Risposta automatica: Il tuo ordine",
        "Automatisch antwoord: Uw bestelling",
        "Automatyczna odpowiedź: Zamówienie",
        "Автоматический ответ: Ваш заказ",
        "Autosvar: Din order",
        "自动回复: 您的订单",
        "自動回覆：您的訂單",
        "自動返信：ご注文",
        "자동 회신: 주문",
        "رد تلقائي: طلبك",
    ],
)
def test_an_absence_is_known_by_its_subject_in_many_languages(subject):
    assert mail(subject=subject).auto_reply


@pytest.mark.parametrize(
    "subject",
    [
        "Out of office printer does not print",
        "Re: Automatic reply: Your order",
        "My automatic reply does not work",
        "On holiday in May, please deliver in June",
        "Abwesend? Wohin mit dem Paket",
        "Vacation house: key does not fit",
        "自动回复功能无法使用",
        "Where is my parcel?",
    ],
)
def test_a_customer_who_mentions_absence_is_a_person(subject):
    assert not mail(subject=subject).auto_reply


def test_a_help_desks_person_who_wants_no_receipts_is_a_person_and_gets_none():
    written = mail("X-Auto-Response-Suppress: All\n")
    assert not written.auto_reply
    assert not may_answer_automatically(written, return_path="anna@kunde.example", our_addresses=OURS)


def test_a_newsletter_is_no_reply_and_gets_no_answer():
    letter = mail("Precedence: bulk\nList-Unsubscribe: <https://news.example/out>\n")
    assert not letter.auto_reply
    assert not may_answer_automatically(letter, return_path="news@news.example", our_addresses=OURS)


def test_a_customer_is_answered():
    assert may_answer_automatically(mail(), return_path="anna@kunde.example", our_addresses=OURS)
    assert may_answer_automatically(mail("Auto-Submitted: no\n"), return_path=None, our_addresses=OURS)


@pytest.mark.parametrize("return_path", ["", "<>", " <> "])
def test_an_empty_return_path_is_never_answered(return_path):
    assert not may_answer_automatically(mail(), return_path=return_path, our_addresses=OURS)


@pytest.mark.parametrize(
    "sender",
    [
        "MAILER-DAEMON@kunde.example",
        "postmaster@kunde.example",
        "no-reply@kunde.example",
        "NoReply@kunde.example",
        "do_not_reply@kunde.example",
        "orders-noreply@kunde.example",
        "bounces+77@kunde.example",
        "list-owner@kunde.example",
        "notifications@kunde.example",
        "Help@brand.example",
        "nobody",
    ],
)
def test_addresses_of_machines_and_our_own_are_never_answered(sender):
    assert not may_answer_automatically(mail(sender=sender), return_path=None, our_addresses=OURS)


@pytest.mark.parametrize("sender", ["noreen@kunde.example", "anna.reply@kunde.example", "rootbeer@kunde.example"])
def test_people_with_names_like_machines_are_answered(sender):
    assert may_answer_automatically(mail(sender=sender), return_path=None, our_addresses=OURS)


@pytest.mark.parametrize(
    "headers",
    [
        "List-Id: <friends.kunde.example>\n",
        "Precedence: list\n",
        "Precedence: junk\n",
        "X-Loop: help@brand.example\n",
        "Reply-To: no-reply@kunde.example\n",
        "Reply-To: help@brand.example\n",
    ],
)
def test_lists_loops_and_detours_are_never_answered(headers):
    assert not may_answer_automatically(mail(headers), return_path=None, our_addresses=OURS)
