"""Do these words complain? Pure: a table of phrases in the languages of our customers. It errs on the quiet side, and
only suggests: trouble alone ("it has not come yet") is a question, not a complaint."""

import re

LONGEST = 4000  # characters that are looked at: whoever complains does not wait for the second page
PHRASES = {
    "en": (
        "complain", "complaint", "complaining", "unacceptable", "disappointed", "disappointing", "outrageous",
        "not good enough", "not acceptable", "worst service", "terrible service", "poor service", "appalling",
        "fed up", "let down", "never buy", "never order",
    ),
    "zh": (
        "投诉", "投訴", "太差", "很差", "失望", "不满意", "不滿意", "无法接受", "無法接受", "不能接受", "差评", "差評",
        "太过分", "太過分", "欺骗", "欺騙", "再也不买", "再也不買", "客訴",
    ),
    "ja": (
        "苦情", "クレーム", "がっかり", "不満", "ひどい", "最悪", "納得できません", "納得いきません", "許せません",
        "二度と買いません", "失望",
    ),
    "ko": (
        "불만", "항의", "실망", "최악", "화가 나", "화가 납", "너무하", "불쾌", "용납", "컴플레인", "다시는 안",
        "다시는 사지",
    ),
    "es": (
        "queja", "quejarme", "reclamación", "reclamo", "decepcionado", "decepcionada", "inaceptable", "indignado",
        "indignada", "pésimo", "pésima", "vergüenza", "nunca más",
    ),
    "de": (
        "beschwerde", "beschweren", "beschwere", "enttäuscht", "enttäuschend", "inakzeptabel", "unverschämt",
        "frechheit", "unmöglich finde", "verärgert", "nie wieder", "so geht das nicht",
    ),
    "fr": (
        "plainte", "réclamation", "me plaindre", "déçu", "déçue", "inacceptable", "scandaleux", "honteux",
        "mécontent", "mécontente", "plus jamais", "inadmissible",
    ),
    "pt": (
        "reclamação", "reclamar", "queixa", "dececionado", "dececionada", "decepcionado", "decepcionada",
        "inaceitável", "péssimo", "péssima", "vergonha", "nunca mais",
    ),
    "ar": ("شكوى", "أشتكي", "اشتكي", "خيبة أمل", "محبط", "غير مقبول", "أسوأ خدمة", "مستاء", "لن أشتري"),
}  # fmt: skip
SPACED = tuple(phrase for language, many in PHRASES.items() if language not in ("zh", "ja", "ko") for phrase in many)
JOINED = tuple(phrase for language in ("zh", "ja", "ko") for phrase in PHRASES[language])
MARKS = re.compile(r"[\u064b-\u0652\u0640]")  # vowels and stretching, that Arabic may be written with or without
DENIED = re.compile(r"\b(?:not|no|nicht|keine|kein|pas|sin|sem|ohne|without|never) (?:\w+ ){0,2}$")


def sounds_like_complaint(text: str) -> bool:
    """In whatever language. "I do not want to complain" is none."""
    words = MARKS.sub("", text[:LONGEST].casefold())
    return any(phrase in words for phrase in JOINED) or any(
        phrase in words and _stands_alone(phrase, words) for phrase in SPACED
    )


def _stands_alone(phrase: str, words: str) -> bool:
    """As a word of its own, not within another, and not denied. Arabic puts "the" and "and" before it."""
    before = r"(?:و|ب|ل)?(?:ال)?" if phrase[0] > "\u0600" else ""
    found = re.finditer(rf"(?<!\w){before}{re.escape(phrase)}(?!\w)", words)
    return any(not DENIED.search(words[max(0, one.start() - 40) : one.start()]) for one in found)
