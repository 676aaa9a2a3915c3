"""What stands before the subject of an answer, and of a mail that is passed on."""

import re

# What mail programs put before the subject of an answer, by language. Two signs of the same word are one word here:
# "RE[2]:", "Re^3:", "回复：".
_WORDS = (
    "re|res|ref|rif|aw|antw|antwort|sv|vs|vá|odp|ynt|cevap|atb|ats|bls|r|rv"
    "|回复|回覆|答复|答覆|回信|返信|답장|회신|답변|رد|الرد|השב|תשובה|отв|ответ|απ|σχετ"
)
_ANSWER = re.compile(
    rf"\s*(?P<word>{_WORDS})\s*(?:\[\d{{1,3}}\]|\^\d{{1,3}}|\(\d{{1,3}}\))?\s*[:：]\s*", re.IGNORECASE
)

# The same for one that is passed on. "Vs" answers in Finland and passes on in Norway.
_PASSED_ON = re.compile(
    r"\s*(?:\[[^\]]{1,40}\]\s*){0,3}(?:fwd?|fw|wg|weitergeleitet|tr|trs|rv|enc|i|inoltra(?:to)?|doorst|doorgestuurd"
    r"|pd|podaj dalej|vb|vs|vl|[iİ̇]lt|πρθ|пересл|転送|转发|轉寄|轉發|전달|הועבר|إعادة توجيه|ส่งต่อ|chuyển tiếp)"
    r"\s*(?:\[\d{1,3}\]|\(\d{1,3}\))?\s*[:：]",
    re.IGNORECASE,
)


def is_answer(subject: str) -> bool:
    """Whether it begins as that of an answer does."""
    return bool(_ANSWER.match(subject[:200])) and not passes_on(subject)


def passes_on(subject: str) -> bool:
    """Whether it begins as that of a mail that somebody passes on: "Fwd:", "WG:", "转发："."""
    return bool(_PASSED_ON.match(subject[:200]))


def reply_subject(subject: str, *, reference: str) -> str:
    """The customer's subject with one sign that it is an answer: theirs if there is one, else "Re:".

    One line. Mail programs join threads by the subject too, so that the rest is never changed. An empty subject
    becomes the public reference, which leads an answer back without any other sign.
    """
    rest = " ".join(subject.split())
    words = []
    while found := _ANSWER.match(rest):
        words.append(found["word"])
        rest = rest[found.end() :]
    return f"{words[0] if words else 'Re'}: {rest or f'[#{reference}]'}"
