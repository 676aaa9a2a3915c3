"""The line above a quote: who wrote, and when ("On Tuesday at 10:00, Mina wrote:").

Clients write it in their user's language and fold it anywhere, so most of the proof is free of language: an address,
a clock time, a date, a colon at the end. The verb decides what is left. Shapes were taken from what Gmail, Outlook,
Apple Mail, Yahoo, Proton, Thunderbird, Zoho, Notes, QQ, NetEase, Naver and Daum write.
"""

import re
from collections.abc import Sequence

from keepword.channels.email.plain_lines import is_empty, is_marked_quote, without_marks

LONGEST = 500
"""Characters. No attribution is longer, however many addresses a client puts into it."""

MOST_LINES = 6
"""Lines that one attribution may be folded over, empty ones counted."""

_WRITING = (
    # The verb alone, as it stands right before the colon, by language.
    r"schrieb(?:en)?|schreibt|geschrieben|geschreven|schreef|schrijft|skrev|skrifaði|skreiv"
    r"|(?:a |à )?[ée]crit|écrivait|escribió|escribio|ha escrito|escribe|escreveu|escreve|ha scritto|scrive|ha scrit"
    r"|va escriure|ha escrit|escrigué|a scris|scrie"
    r"|napisał(?:\(a\)|a)?|pisze|napsal(?:\(a\)|a|/a)?|píše|napísal(?:\(a\)|a)?|napisao(?:\(la\)| je)?"
    r"|napisala?(?: je)?"
    r"|je napisa(?:l|la|o)|piše|написал(?:\(а\)|а|/а)?|пишет|писал(?:\(а\)|а)?|сообщил(?:\(а\)|а)?"
    r"|написав(?:\(ла\)|/ла)?|написала|пише|написа|писа|пиша|напісаў|rašė|rakstīja|kirjutas|kirjoitti|írta|írja"
    r"|yazdı|yazmış|yazıyor|έγραψε|כתב(?:/ה|ה|\(ה\))?|כתבה|كتب(?:ت)?|نوشت(?:ه است)?|ने लिखा|लिखा"
    r"|đã viết|viết|menulis|เขียนว่า|ได้เขียนว่า|เขียน"
)
_WRITING_CJK = (
    r"写道|寫道|写到|寫到|写的|提到|来信|來信|的邮件|のメール|の書き込み|書きました|書いた|いわく"
    r"|작성|님이 작성|쓴 글|님이 쓴|님의 말|님의 메일|썼습니다|썼다|보낸 메일"
)
_VERB_LAST = re.compile(rf"(?<!\w)(?:wrote|writes|said|says|{_WRITING})$", re.IGNORECASE)
_VERB_LAST_CJK = re.compile(rf"(?:{_WRITING_CJK})$")
_VERB_INSIDE = re.compile(
    rf"(?<!\w)(?:wrote (?:on|at|in)|{_WRITING}|Folgendes geschrieben|تمت كتابة ما يلي|בתאריך)(?!\w)|{_WRITING_CJK}",
    re.IGNORECASE,
)
# "On Monday I wrote:" and "am Montag schrieb ich:" are sentences of the letter.
_OWN_WORDS = re.compile(
    r"(?<!\w)(?:(?:I|we|you|he|she|they|who|it|have|has|also|already) (?:wrote|writes|said)"
    r"|schrieb(?:en)? (?:ich|du|er|sie|es|wir|ihr|man|mir|ihnen|uns)|schreef (?:ik|hij|zij|ze|u|je|jij|wij|we)"
    r"|skrev (?:jag|jeg|vi|du|ni|han|hun|hon|de|dere)|(?:me|le|nos|les|se|mi|ci|vi|te|j'ai|nous|vous) "
    r"(?:escribió|escreveu|ha scritto|écrit|avez écrit|a écrit)|(?:я|мне|он|она|вы|мы|нам) (?:написала?|пишет"
    r"|писала?))"
    r"(?!\w)|[我你您他她们們](?:写道|寫道|提到|写到|寫到)",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"(?:On|At|In (?:message|article|a message)|Am|Vom|Le|El(?: día)?|Il(?: giorno)?|Em|No dia|A|Op|Den|På|Dnia"
    r"|W dniu|Dne"
    r"|Dňa|Dana|U|V|Pe(?: data)?|În|Στις|Την|На|В|У|Pada(?: tanggal)?|Vào(?: lúc)?|Ngày|El dia|Missatge de|Quoting"
    r"|Zitat von"
    r"|Citando(?: a)?|Citat(?: från)?|Cytowanie|Citeren|Selon|Quoth|Wiadomość napisana przez|Tarihinde|Dňa|Ti|Ma"
    r"|Ke|To|Pe|La|Su)(?=[\s:,]|$)"
    r"|在|於|于|从|في|در|בתאריך|ב-|‫|เมื่อ|ในวันที่|(?:The )?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w*,"
)
_QUOTING = re.compile(r"(?:Quoting|Zitat von|Citando|Citat från|Citeren|Cytowanie|Selon) ", re.IGNORECASE)
_DATE_FIRST = re.compile(r"(?:\w{2,9}[.,]{0,2} )?\d{1,4}(?:[./年년-]| ?\w{3,9}(?:[. ]|$))")
_ADDRESS = re.compile(r"[^\s<>@]@[^\s<>@]|\[mailto:|<mailto:")
_TIME = re.compile(
    r"\d{1,2}:\d{2}|\d{1,2} ?[hH] ?\d{2}|\d{1,2} ?[時时点點시]|(?:klo|kl|pukul|ore|à|alle|um|v|ob)\.? ?\d{1,2}\.\d{2}",
)
_DIGIT = re.compile(r"\d")
_DATE = re.compile(r"(?<!\d)\d{4}(?!\d)|\d{1,2}[./-] ?\d{1,2}[./-] ?\d{2,4}|\d{1,2} ?[월月]")
# Gmail's short form in many languages: date, perhaps a zone, the name, perhaps an address, perhaps a colon.
_DATE_AND_NAME = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\.?(?:,? \d{1,2}:\d{2}(?::\d{2})? (?:GMT|UTC) ?[+-]\d{1,2}:?\d{2} \S.{0,80}"
    r"|(?:,? \d{1,2}:\d{2}(?::\d{2})?)?(?: (?:GMT|UTC) ?[+-]\d{1,2}:?\d{2})? [^<>]{1,80}<[^<>]{3,120}>):?"
)
_NAME_AND_ADDRESS = re.compile(r"[^<>]{1,80}<[^<>\s]{1,120}>")
_LONGEST_NAME = 120
_LONGEST_VERB = 30
_EDGE = " \t*_-–—―‐‑‒−─>"
_COLONS = (":", "：", "﹕", "︰")


def attribution_at(lines: Sequence[str], start: int) -> int:
    """How many lines, from `start`, are one attribution: 0 for none."""
    first = without_marks(lines[start])
    if not first or len(first) > LONGEST or is_marked_quote(lines[start]):
        return 0
    if ":  " in lines[start] and _text_runs_on(lines[start]):
        return 1
    if _could_end(first) and _is_attribution(first, quoted_next=_quote_follows(lines, start + 1)):
        return 1 + _colon_follows(lines, start + 1, first)
    if not _could_start(first):
        return 0
    return _folded_attribution(lines, start, first)


def _text_runs_on(line: str) -> bool:
    """Yahoo's app sets the older mail behind its attribution, on one line: "… <mina@shop.example> wrote:   Hi"."""
    head = without_marks(line.partition(":  ")[0]) if line.count(":  ") == 1 else ""
    return bool(
        _OPENING.match(head)
        and _has_moment(head)
        and _ADDRESS.search(head)
        and _ends_with_verb(_bare(head))
        and not _OWN_WORDS.search(head)
    )


def _folded_attribution(lines: Sequence[str], start: int, first: str) -> int:
    over_gaps = bool(_OPENING.match(first) and _has_moment(first))
    whole = first
    for index in range(start + 1, min(start + MOST_LINES, len(lines))):
        line = without_marks(lines[index])
        if not line and over_gaps:
            continue
        whole = f"{whole} {line}"
        if not line or len(whole) > LONGEST or _starts_anew(line, first) or _is_quote_mark(lines[index], line):
            return 0
        ends = _could_end(line) or _DATE_AND_NAME.fullmatch(whole)
        if ends and _is_attribution(whole, quoted_next=_quote_follows(lines, index + 1)):
            return index + 1 - start + _colon_follows(lines, index + 1, whole)
    return 0


def _has_moment(line: str) -> bool:
    return bool(_TIME.search(line) or _DATE.search(line))


def _starts_anew(line: str, first: str) -> bool:
    """The attribution starts here, and what stood above it is the letter: unless that was the bare name."""
    return bool(_OPENING.match(line)) and _has_moment(line) and not _NAME_AND_ADDRESS.fullmatch(first)


def _is_quote_mark(line: str, plain: str) -> bool:
    """A quote, and not the bracket that closes an address: "> wrote:"."""
    return is_marked_quote(line) and not _ends_with_verb(_bare(plain))


def _colon_follows(lines: Sequence[str], index: int, whole: str) -> int:
    """1 if what looked like an attribution without its colon goes on to it on the next line: "…schrieb / Mina:"."""
    if whole.rstrip(_EDGE).endswith(_COLONS) or index >= len(lines) or is_marked_quote(lines[index]):
        return 0
    line = without_marks(lines[index])
    return int(line.endswith(_COLONS) and len(line) < _LONGEST_NAME and not _has_moment(line))


def _could_start(line: str) -> bool:
    return bool(
        _OPENING.match(line.lstrip(_EDGE))
        or _DATE_FIRST.match(line)
        or ("@" in line and _ADDRESS.search(line))
        or (_DIGIT.search(line) and _TIME.search(line))
        or line.endswith("<")
    )


def _could_end(line: str) -> bool:
    return line.endswith(_COLONS) or _ends_with_verb(_bare(line)) or bool(_DATE_AND_NAME.fullmatch(line))


def _ends_with_verb(bare: str) -> bool:
    """Only the tail is looked at: searching a whole line for so many verbs takes fifty times as long."""
    tail = bare[-_LONGEST_VERB:]
    return bool(_VERB_LAST.search(tail) or (not tail.isascii() and _VERB_LAST_CJK.search(tail)))


def _bare(line: str) -> str:
    return line.rstrip(_EDGE + ".:：﹕︰,")


def _quote_follows(lines: Sequence[str], start: int) -> bool:
    for line in lines[start : start + 4]:
        if not is_empty(line):
            return is_marked_quote(line) or line.startswith("|")
    return False


def _is_attribution(line: str, *, quoted_next: bool) -> bool:
    if _DATE_AND_NAME.fullmatch(line):
        return True
    ends_in_colon = line.rstrip(_EDGE).endswith(_COLONS)
    bare = _bare(line.strip(_EDGE))
    if _OWN_WORDS.search(bare):
        return False
    address = bool(_ADDRESS.search(bare))
    time = bool(_TIME.search(bare))
    date = bool(_DATE.search(bare))
    if _ends_with_verb(bare):
        return _verb_last(bare, ends_in_colon, sure=address or time or date, quoted_next=quoted_next)
    if not ends_in_colon:
        return False
    if _VERB_INSIDE.search(bare):
        return address or time or (quoted_next and date)
    if _QUOTING.match(bare):
        return quoted_next
    return address and time and date


def _verb_last(bare: str, ends_in_colon: bool, *, sure: bool, quoted_next: bool) -> bool:
    if ends_in_colon:
        return sure or (quoted_next and len(bare) < 120)
    return sure and bool(_OPENING.match(bare) or _DATE_FIRST.match(bare) or quoted_next)
