"""The subject of an answer."""

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
