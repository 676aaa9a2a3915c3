"""Mail that an agent passes on: who wrote to her in the first place?"""

import re
from email.parser import BytesHeaderParser
from email.policy import default as modern

from keepword.channels.email.mail import Address, Mail

MAX_LINES = 400
MAX_HEADERS = 100_000  # bytes of an attached mail that are searched for its headers

_FORWARD_SUBJECT = re.compile(
    r"^\s*(?:fwd?|fw|wg|weitergeleitet|tr|rv|enc|i|inoltra(?:to)?|doorst|doorgestuurd|pd|podaj dalej|vb|vs|trs"
    r"|転送|转发|轉寄|轉發"
    r"|전달|пересл|إعادة توجيه)\s*[:：]",
    re.IGNORECASE,
)
_FORWARD_LINE = re.compile(
    r"forwarded message|begin forwarded message|weitergeleitete (?:nachricht|message|e-?mail)"
    r"|anfang der weitergeleiteten"
    r"|message transf[eé]r[eé]|d[eé]but du message (?:r[eé]exp[eé]di[eé]|transf[eé]r[eé])|mensaje reenviado"
    r"|inicio del mensaje reenviado"
    r"|mensagem (?:encaminhada|reencaminhada)|in[ií]cio da mensagem (?:re)?encaminhada|messaggio inoltrato"
    r"|inizio messaggio inoltrato"
    r"|doorgestuurd bericht|begin doorgestuurd bericht|wiadomo[sś][cć] przekazana|przekazana wiadomo"
    r"|пересылаемое сообщение"
    r"|пересланное сообщение|начало переадресованного|vidarebefordrat (?:meddelande|brev)|vidarebefordrade"
    r"|转发的?(?:邮件|信息)|转发邮件|轉寄的?(?:郵件|訊息)|轉寄郵件|已轉寄|被转发|转发的消息"
    r"|転送(?:された)?(?:メッセージ|メール)|전달된 메(?:시지|일)|원본 메일"
    r"|الرسالة المعاد توجيهها|رسالة (?:معاد توجيهها|مُعاد)",
    re.IGNORECASE,
)
_FROM = r"from|von|de|da|van|od|от(?: кого)?|från|fra|发件人|發件人|寄件者|寄件人|差出人|送信者|보낸 ?사람|발신자?|من"
_OTHERS = (
    r"sent|date|to|cc|subject|reply-to|gesendet|datum|an|betreff|envoy[eé]|date|[aà]|objet|enviado(?: el| em)?"
    r"|fecha|para|asunto|data|assunto"
    r"|inviato|a|oggetto|verzonden|aan|onderwerp|wys[lł]ano|do|temat|отправлено|дата|кому|тема|skickat|till|[aä]mne"
    r"|发送时间|日期|收件人|主题|抄送|寄件日期|傳送時間|收件者|主旨|日付|送信日時|宛先|件名|보낸 ?날짜|날짜"
    r"|받는 ?사람|수신자?|제목|تاريخ|التاريخ|إلى|الموضوع"
)
_LINE_START = r"^[\s>*|\u200e\u200f]{0,12}"
_FROM_LINE = re.compile(rf"{_LINE_START}(?:{_FROM})\*{{0,2}}\s{{0,3}}[:：]\*{{0,2}}\s*(.{{3,400}})$", re.IGNORECASE)
_OTHER_LINE = re.compile(rf"{_LINE_START}(?:{_OTHERS})\*{{0,2}}\s{{0,3}}[:：]", re.IGNORECASE)
_MAILBOX = re.compile(r"([^\s<>()\[\]\"',;:]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,8})")


def original_sender(mail: Mail) -> Address | None:
    """Who wrote the mail that this one passes on; None when it passes on nothing that we can read.

    A mail that is attached whole is believed first, then the block of headers that mail programs write above what
    they forward. A *reply* quotes such a block too, so the subject or a line must say that it was forwarded.
    """
    return _of_attached(mail) or _of_text(mail)


def _of_attached(mail: Mail) -> Address | None:
    attached = next((one for one in mail.attachments if one.type == "message/rfc822"), None)
    if attached is None or not (_FORWARD_SUBJECT.match(mail.subject) or len(mail.attachments) == 1):
        return None
    try:
        message = BytesHeaderParser(policy=modern).parsebytes(attached.content[:MAX_HEADERS])
        return _mailbox(str(message.get("From") or ""))
    except (ValueError, LookupError, AttributeError, IndexError):
        return None  # the header is broken in a way that the standard library does not survive


def _of_text(mail: Mail) -> Address | None:
    lines = mail.text.split("\n")[:MAX_LINES]
    said = next((number for number, line in enumerate(lines) if _FORWARD_LINE.search(line[:200])), None)
    if said is None and not _FORWARD_SUBJECT.match(mail.subject):
        return None
    start = said or 0
    for number, line in enumerate(lines[start:], start):
        found = _FROM_LINE.match(line[:500])
        if found and _is_header_block(lines[number + 1 : number + 9]):
            return _mailbox(found[1]) or _mailbox(f"{found[1]} {lines[number + 1][:300]}")
    return None


def _is_header_block(following: list[str]) -> bool:
    return sum(bool(_OTHER_LINE.match(line[:200])) for line in following) >= 2


def _mailbox(text: str) -> Address | None:
    """The mailbox in "Name <a@b.example>", "Name [mailto:a@b.example]", "a@b.example"..., None without one."""
    found = _MAILBOX.search(text)
    if found is None:
        return None
    name = text[: found.start()].replace("mailto:", "").strip(" \t\"'*<[(|")
    local, _, domain = found[1].strip(".*").rpartition("@")
    return Address(name=name, address=f"{local}@{domain.lower()}")
