"""In which language is this written? By its script, and for Latin letters by its commonest words: small, offline, and
silent when it cannot tell."""

import re
from collections import Counter

READ = 1000  # characters
_LETTER = re.compile(r"[^\W\d_]")
_LATIN_WORD = re.compile(r"[^\W\d_]+")
# Web and mail addresses are in nobody's language.
_ADDRESSES = re.compile(r"(?<![\w.+-])(?:[\w.+-]{1,64}@|https?://|www\.)\S+", re.ASCII)
_SCRIPTS = {
    "kana": re.compile("[\u3041-\u30ff]"),
    "hangul": re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]"),
    "han": re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"),
    "arabic": re.compile("[\u0620-\u064a\u0671-\u06d3]"),
    "cyrillic": re.compile("[\u0400-\u04ff]"),
    "greek": re.compile("[\u0370-\u03ff\u1f00-\u1fff]"),
    "hebrew": re.compile("[\u05d0-\u05ea]"),
    "thai": re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e]"),
    "devanagari": re.compile("[\u0904-\u0939]"),
}
# Characters that stand in one of the two scripts only, among the commonest of each.
_SIMPLIFIED = frozenset(
    "们这个来时为国说过后会对发经没还进动现种关点从车长门问间见觉让谢请订单运费货买卖钱东书学习"
    "话认识电产实样给题应该员务级术价线转换网络预约开业热闻师团总统计划报导组织张办须尽"
)
_TRADITIONAL = frozenset(
    "們這個來時為國說過後會對發經沒還進動現種關點從車長門問間見覺讓謝請訂單運費貨買賣錢東書學習"
    "話認識電產實樣給題應該員務級術價線轉換網絡預約開業熱聞師團總統計劃報導組織張辦須盡裡妳嗎"
)
_PERSIAN = set("پچژگکی")
_UKRAINIAN = set("іїєґІЇЄҐ")
_WORDS = {
    "en": "the and is of to in you my i it for have not was with this that are we be on can your please when would "
    "order received hello hi thanks thank where what how do from but",
    "de": "der die das und ist nicht ich sie es ein eine mit für auf dem den von zu wir haben habe bitte meine mein "
    "wann wie kann wo noch auch aber bei hallo danke vielen bestellung guten tag",
    "fr": "le la les et est je vous pas de des une un que qui dans pour ma mon avec sur nous ce cette ne bonjour "
    "merci commande quand où comment mais au du reçu votre ai",
    "es": "el la los las y es de que en mi no un una por para con se lo su hola gracias pedido cuándo dónde cómo "
    "está pero he ha mis todavía buenos días muy favor quiero",
    "pt": "o a os as e é de que em meu minha não um uma por para com se do da no na olá obrigado obrigada pedido "
    "quando onde como está mas você bom dia ainda muito favor quero foi",
    "it": "il lo la gli e è di che in mio mia non un una per con si del della ciao grazie ordine quando dove come "
    "sono ma ho buongiorno ancora molto vorrei alla nel",
    "nl": "de het een en is niet ik u je van te dat in op voor met mijn wij zijn heb maar hallo bedankt bestelling "
    "wanneer waar hoe kan nog ook graag",
}
_TABLE = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_LANGUAGES = {
    word: [language for language, words in _TABLE.items() if word in words]
    for known in _TABLE.values()
    for word in known
}
ENOUGH = 2  # common words, and more than any other language has


def detect(text: str) -> str:
    """BCP 47, such as "zh-Hant", or "" when the text is too short or too strange to say."""
    text = _ADDRESSES.sub(" ", text[:READ])
    if text.isascii():
        return _latin(text)
    letters = len(_LETTER.findall(text))
    counts = {script: len(pattern.findall(text)) for script, pattern in _SCRIPTS.items()}
    script, count = max(counts.items(), key=lambda pair: pair[1])
    # One Han character says as much as two or three Latin letters, so a quarter is enough beside names and products.
    if not count or count * 4 < letters:
        return _latin(text)
    return _of_script(script, text=text, counts=counts)


def _of_script(script: str, *, text: str, counts: dict[str, int]) -> str:
    if script in ("han", "kana"):
        return "ja" if counts["kana"] * 10 > counts["han"] else _chinese(text)
    if script == "arabic":
        return "fa" if sum(letter in _PERSIAN for letter in text) * 12 > counts["arabic"] else "ar"
    if script == "cyrillic":
        return "uk" if _UKRAINIAN & set(text) else "ru"
    return {"hangul": "ko", "greek": "el", "hebrew": "he", "thai": "th", "devanagari": "hi"}[script]


def _chinese(text: str) -> str:
    """Without a telling character it is Simplified, as most are."""
    simplified = sum(letter in _SIMPLIFIED for letter in text)
    traditional = sum(letter in _TRADITIONAL for letter in text)
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def _latin(text: str) -> str:
    hits = Counter(language for word in _LATIN_WORD.findall(text.lower()) for language in _LANGUAGES.get(word, ()))
    (first, most), (_, next_most) = [*hits.most_common(2), ("", 0), ("", 0)][:2]
    return first if most >= ENOUGH and most > next_most else ""
