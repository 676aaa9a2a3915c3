"""Lines between a letter and an older one are known in every language that clients write them in."""

import pytest

from keepword.channels.email.separators import is_original_mark, is_rule, is_signature_mark

ORIGINALS = [
    "-----Original Message-----",
    "-------- Original Message --------",
    "------- Original Message -------",
    "‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐",
    "---------- Forwarded message ---------",
    "---------- Forwarded message ----------",
    "-----Forwarded Message-----",
    "---- Replied Message ----",
    "----- Forwarded by Mina Lee/Example on 03/02/2021 10:05 AM -----",
    "----- Original message -----",
    "----- Reply message -----",
    "_____ Original Message _____",
    "*-----Original Message-----*",
    "Begin forwarded message:",
    "-----Ursprüngliche Nachricht-----",
    "-------- Weitergeleitete Nachricht --------",
    "-------- Originalnachricht --------",
    "Anfang der weitergeleiteten Nachricht:",
    "-----Message d'origine-----",
    "-------- Message original --------",
    "-------- Message transféré --------",
    "Début du message transféré :",
    "-----Mensaje original-----",
    "-------- Mensaje reenviado --------",
    "Inicio del mensaje reenviado:",
    "-----Mensagem original-----",
    "-------- Mensagem encaminhada --------",
    "Início da mensagem encaminhada:",
    "-----Messaggio originale-----",
    "-------- Messaggio inoltrato --------",
    "Inizio messaggio inoltrato:",
    "-----Oorspronkelijk bericht-----",
    "-------- Doorgestuurd bericht --------",
    "Begin doorgestuurd bericht:",
    "-----Oryginalna wiadomość-----",
    "-------- Wiadomość oryginalna --------",
    "-------- Treść przekazanej wiadomości --------",
    "-----Исходное сообщение-----",
    "-------- Пересылаемое сообщение --------",
    "---------- Пересылаемое сообщение ----------",
    "Начало переадресованного сообщения:",
    "-----Оригинално съобщение-----",
    "-----Ursprungligt meddelande-----",
    "-------- Vidarebefordrat meddelande --------",
    "Vidarebefordrat brev:",
    "-----Oprindelig meddelelse-----",
    "-----Opprinnelig melding-----",
    "-------- Videresendt melding --------",
    "-----Alkuperäinen viesti-----",
    "-------- Edelleenlähetetty viesti --------",
    "-----Původní zpráva-----",
    "---------- Přeposlaná zpráva ---------",
    "-----Eredeti üzenet-----",
    "-----Özgün İleti-----",
    "-----Orijinal Mesaj-----",
    "-----Mesaj original-----",
    "-----Αρχικό μήνυμα-----",
    "-----Pesan Asli-----",
    "------------------ 原始邮件 ------------------",
    "------------------&nbsp;原始邮件&nbsp;------------------".replace("&nbsp;", "\u00a0"),
    "-----原始邮件-----",
    "---- 回复的原邮件 ----",
    "---------- 转发的邮件 ---------",
    "-------- 转发邮件信息 --------",
    "-----原始郵件-----",
    "---------- 轉寄郵件 ---------",
    "開始轉寄訊息:",
    "以下是转发的邮件：",
    "-----元のメッセージ-----",
    "-------- 転送メッセージ --------",
    "---------- 転送されたメッセージ ---------",
    "-----원본 메시지-----",
    "--------- 원본 메일 ---------",
    "---------- 전달된 메일 ----------",
    "전달된 메시지 시작:",
    "-----الرسالة الأصلية-----",
    "---------- رسالة مُعاد توجيهها ---------",
    "-----הודעה מקורית-----",
    "##- Please type your reply above this line -##",
    "--- Reply above this line ---",
    "##- Bitte antworten Sie oberhalb dieser Zeile -##",
    "=-=-=-= Write ABOVE THIS LINE to post a reply =-=-=-=",
]


@pytest.mark.parametrize("line", ORIGINALS)
def test_the_start_of_an_older_mail_is_known(line: str) -> None:
    assert is_original_mark(line)


@pytest.mark.parametrize(
    "line",
    [
        "I lost the original message, sorry",
        "Original message",
        "- Original message sent on Monday",
        "--",
        "----------",
        "原始邮件在哪里？",
        "See the line above this line",
        "",
    ],
)
def test_a_letter_may_speak_of_an_older_mail(line: str) -> None:
    assert not is_original_mark(line)


@pytest.mark.parametrize(
    "line", ["---", "________", " ----------- ", "=====", "*****", "~~~~", "—————", "- - - -", "ᐧ ᐧ"]
)
def test_lines_of_dashes_are_rules(line: str) -> None:
    assert is_rule(line)


@pytest.mark.parametrize("line", ["", "...", "-", "- Tea", "--Mina", "-1-"])
def test_other_short_lines_are_no_rules(line: str) -> None:
    assert not is_rule(line)


def test_the_mark_of_a_signature_is_known_with_and_without_its_space() -> None:
    assert is_signature_mark("-- ")
    assert is_signature_mark("--")
    assert not is_signature_mark("---")
    assert not is_signature_mark("-")
