"""Arabic. Patterns are written as people spell carefully; `_read` lets them match what is folded and has vowel signs."""

import re

from keepword.promises.stating.folding import fold
from keepword.promises.stating.grammar import Grammar
from keepword.promises.stating.languages import alike
from keepword.promises.stating.pieces import (
    Clock,
    Date,
    Day,
    End,
    Length,
    Part,
    Past,
    Rule,
    Value,
    Weekday,
    Zone,
    rule,
)

SIGNS = "[\u064b-\u0652\u0640]*"  # vowel signs and the stretching line: written or not, it is the same word
_LETTER = re.compile("([\u0621-\u064a])([?*+{])?")
BEGINS, ENDS = r"(?<![\w\u064b-\u0652])", r"(?![\w\u064b-\u0652])"

NUMBERS = {
    "واحد": 1, "واحدة": 1, "ثلاث": 3, "ثلاثة": 3, "أربع": 4, "أربعة": 4, "خمس": 5, "خمسة": 5, "ست": 6, "ستة": 6,
    "سبع": 7, "سبعة": 7, "ثماني": 8, "ثمانية": 8, "تسع": 9, "تسعة": 9, "عشر": 10, "عشرة": 10, "بضع": 3, "بضعة": 3,
    "عشرين": 20, "ثلاثين": 30, "أربع وعشرين": 24, "ثمان وأربعين": 48, "خمس عشرة": 15, "خمسة عشر": 15,
}  # fmt: skip
HOURS = {
    "الواحدة": 1, "الثانية": 2, "الثالثة": 3, "الرابعة": 4, "الخامسة": 5, "السادسة": 6, "السابعة": 7, "الثامنة": 8,
    "التاسعة": 9, "العاشرة": 10, "الحادية عشرة": 11, "الثانية عشرة": 12,
}  # fmt: skip
WEEKDAYS = {
    "الاثنين": 0, "الثلاثاء": 1, "الأربعاء": 2, "الخميس": 3, "الجمعة": 4, "السبت": 5, "الأحد": 6,
}  # fmt: skip
# As they are called in Egypt and the Gulf, in the Levant and Iraq, and in the Maghreb.
MONTHS = {
    "يناير": 1, "فبراير": 2, "مارس": 3, "أبريل": 4, "مايو": 5, "يونيو": 6, "يوليو": 7, "أغسطس": 8, "سبتمبر": 9,
    "أكتوبر": 10, "نوفمبر": 11, "ديسمبر": 12,
    "كانون الثاني": 1, "شباط": 2, "آذار": 3, "نيسان": 4, "أيار": 5, "حزيران": 6, "تموز": 7, "آب": 8, "أيلول": 9,
    "تشرين الأول": 10, "تشرين الثاني": 11, "كانون الأول": 12,
    "جانفي": 1, "فيفري": 2, "أفريل": 4, "ماي": 5, "جوان": 6, "جويلية": 7, "أوت": 8,
}  # fmt: skip
HALVES = {
    "صباحا": "am", "ص": "am", "فجرا": "am", "في الصباح": "am", "ظهرا": "pm", "بعد الظهر": "pm", "عصرا": "pm",
    "مساء": "pm", "م": "pm", "ليلا": "pm", "في المساء": "pm",
}  # fmt: skip
UNITS = {
    "دقيقة": "minute", "دقائق": "minute", "ساعة": "hour", "ساعات": "hour", "يوم": "day", "يوما": "day",
    "أيام": "day", "أسبوع": "week", "أسبوعا": "week", "أسابيع": "week", "شهر": "month", "شهرا": "month",
    "أشهر": "month",
}  # fmt: skip
PAIRS = {"دقيقتين": "minute", "ساعتين": "hour", "يومين": "day", "يومي": "day", "أسبوعين": "week", "شهرين": "month"}


def _read(pattern: str) -> str:
    """Each letter with the signs that may stand on it; letters that are written several ways are folded already."""

    def spelt(found: re.Match[str]) -> str:
        letter, often = fold(found[1]) + SIGNS, found[2]
        return f"(?:{letter}){often}" if often else letter

    return _LETTER.sub(spelt, pattern)


def _words(pattern: str) -> str:
    return f"{BEGINS}(?:{_read(pattern)}){ENDS}"


def _plain(text: str) -> str:
    """What was matched, without signs."""
    return re.sub("[\u064b-\u0652\u0640]", "", text)


def _folded(words: dict[str, int]) -> dict[str, int]:
    return {fold(word): number for word, number in words.items()}


_HOURS, _DAYS, _MONTHS, _NUMBERS = map(_folded, (HOURS, WEEKDAYS, MONTHS, NUMBERS))
_UNITS = {fold(word): unit for word, unit in UNITS.items()}
_PAIRS = {fold(word): unit for word, unit in PAIRS.items()}
_HALVES = {fold(word): half for word, half in HALVES.items()}
AFTER = r"(?:(?:بعد|خلال|في غضون|في ظرف|في خلال|مدة أقصاها|في) )?(?:ال)?"
WORK = r"(?: عمل)?"
NUMBER = r"\d{1,3}|" + alike.names(NUMBERS)
MINUTES = {"النصف": 30, "نصف": 30, "الربع": 15, "ربع": 15, "الثلث": 20, "ثلث": 20}
_MINUTES = _folded(MINUTES)


def _said(pattern: str, value: Value) -> Rule:
    return rule(_words(pattern), value)


def _clock(found: re.Match[str]) -> Clock | None:
    said = _plain(found["hour"])
    hour = _HOURS[said] if said in _HOURS else int(said)
    minutes = int(found["minute"] or 0) or _MINUTES.get(_plain(found["part"] or ""), 0)
    if found["less"]:
        hour, minutes = hour - 1 or 12, 60 - _MINUTES.get(_plain(found["less"]).removesuffix("ا"), 15)
    half = _HALVES.get(_plain(found["half"] or ""), "")
    if half == "pm" and hour > 12:
        half = "24"
    return alike.clock(str(hour), str(minutes), half)


def _length(found: re.Match[str]) -> Length:
    said = _plain(found["n"])
    amount = float(_NUMBERS.get(said) or said)
    return Length(amount, _UNITS[_plain(found["unit"])], in_business=_plain(found[0]).endswith("عمل"))


def _one(found: re.Match[str]) -> Length:
    return Length(1, _UNITS[_plain(found["unit"])], in_business=_plain(found[0]).endswith("عمل"))


def _pair(found: re.Match[str]) -> Length:
    return Length(2, _PAIRS[_plain(found["unit"])], in_business=_plain(found[0]).endswith("عمل"))


def _date(found: re.Match[str]) -> Date:
    year = int(found["year"]) if found["year"] else None
    return Date(int(found["day"]), month=_MONTHS[_plain(found["month"])], year=year)


CLOCK = (
    rf"(?P<hour>\d{{1,2}}|{alike.names(HOURS)})(?::(?P<minute>\d\d))?(?: و(?P<part>{alike.names(MINUTES)}))?"
    rf"(?: إلا (?P<less>ربعا?|ثلثا?|الربع))?(?: (?P<half>{alike.names(dict.fromkeys(HALVES, 0))}))?"
)
COMING = r"(?: (?:القادم|القادمة|المقبل|المقبلة|التالي|الجاري))?"
RULES = (
    _said(r"(?:أول )?(?:أمس|البارحة)|(?:الأسبوع|الشهر|العام|يوم \w+|\w+) الماضية?|قبل قليل|سابقا", Past()),
    rule(_words(rf"(?:قبل|منذ) (?:(?:{NUMBER}) )?(?:{alike.names(dict.fromkeys(UNITS | PAIRS, 0))})"), Past()),
    _said(r"بعد (?:ال)?غد", Day(2)),
    _said(r"(?:ال)?غدا?|يوم (?:ال)?غد|بكرة", Day(1)),
    _said(r"اليوم|هذا اليوم", Day(0)),
    _said(r"(?:(?:ب|ل)?نهاية|آخر|قبل انتهاء) (?:اليوم|هذا اليوم|الدوام|يوم العمل|دوام اليوم|ساعات العمل)", End("day")),
    _said(r"(?:ب|ل)?نهاية (?:هذا )?الأسبوع", End("week")),
    _said(r"(?:ب|ل)?نهاية (?:هذا )?الشهر", End("month", is_closing=False)),
    _said(r"هذا الأسبوع|خلال الأسبوع|الأسبوع الجاري", End("week", is_closing=False)),
    _said(r"الأسبوع (?:القادم|المقبل|التالي)", End("week", 1, is_closing=False)),
    _said(r"الشهر (?:القادم|المقبل|التالي)", End("month", 1, is_closing=False)),
    _said(r"يوم العمل (?:القادم|المقبل|التالي)", Length(1, "day", in_business=True)),
    rule(_words(rf"(?:يوم )?(?P<day>{alike.names(WEEKDAYS)}){COMING}"), lambda f: Weekday(_DAYS[_plain(f["day"])])),
    rule(_words(rf"(?:يوم )?(?P<day>{alike.names(WEEKDAYS)}) من الأسبوع (?:القادم|المقبل)"),
         lambda f: Weekday(_DAYS[_plain(f["day"])], 1)),
    rule(_words(rf"(?:يوم )?(?P<day>\d{{1,2}}) (?:من )?(?:شهر )?(?P<month>{alike.names(MONTHS)})(?: (?P<year>20\d\d))?"), _date),
    rule(_words(r"يوم (?P<day>\d{1,2})") + r"(?![/:])", lambda f: Date(int(f["day"]))),
    alike.iso_dates(),
    alike.slashed_dates(),
    rule(_words(rf"(?:في )?(?:تمام )?(?:ال)?ساعة (?:ال)?{CLOCK}"), _clock),
    rule(_words(r"(?P<hour>\d{1,2})(?::(?P<minute>\d\d))(?: و(?P<part>نصف))?(?: إلا (?P<less>ربعا?))?(?: (?P<half>" + alike.names(dict.fromkeys(HALVES, 0)) + "))?"), _clock),
    rule(_words(r"(?:و|ال)?(?P<hour>\d{1,2})(?::(?P<minute>\d\d))?(?: و(?P<part>نصف))?(?: إلا (?P<less>ربعا?))? (?P<half>" + alike.names(dict.fromkeys(HALVES, 0)) + ")"), _clock),
    rule(_words(rf"و?(?P<hour>{alike.names(HOURS)})(?::(?P<minute>\d\d))?(?: و(?P<part>{alike.names(MINUTES)}))?(?: إلا (?P<less>ربعا?|الربع))? (?P<half>{alike.names(dict.fromkeys(HALVES, 0))})"), _clock),
    _said(r"(?:قبل |عند |وقت )?(?:الظهر|ظهر|الظهيرة|منتصف النهار)|ظهرا", Clock(12, 0, "24")),
    _said(r"منتصف الليل", Clock(24, 0, "24")),
    _said(r"(?:هذا الصباح|صباح اليوم)", Part(12, "am", is_today=True)),
    _said(r"(?:عصر اليوم|بعد ظهر اليوم)", Part(18, "pm", is_today=True)),
    _said(r"(?:هذا المساء|مساء اليوم|الليلة|هذه الليلة)", Part(22, "pm", is_today=True)),
    _said(r"(?:في )?(?:الصباح|صباحا|صباح)", Part(12, "am")),
    _said(r"بعد (?:ال)?ظهر|(?:في )?العصر|عصرا|عصر", Part(18, "pm")),
    _said(r"(?:في )?(?:المساء|مساء|ليلا)", Part(22, "pm")),
    _said(rf"{AFTER}نصف ساعة", Length(30, "minute")),
    _said(rf"{AFTER}ساعة ونصف", Length(90, "minute")),
    _said(rf"{AFTER}ربع ساعة", Length(15, "minute")),
    rule(_words(rf"{AFTER}(?P<n>{NUMBER}) (?P<unit>{alike.names(dict.fromkeys(UNITS, 0))}){WORK}"), _length),
    rule(_words(rf"(?:بعد|خلال|في غضون|في ظرف|في خلال) (?P<unit>{alike.names(dict.fromkeys(UNITS, 0))}){WORK}(?: واحدة?)?"), _one),
    rule(_words(rf"{AFTER}(?P<unit>{alike.names(dict.fromkeys(PAIRS, 0))}){WORK}"), _pair),
    rule(_words(r"بتوقيت (?:الرياض|السعودية|مكة المكرمة|مكة)"), Zone("Asia/Riyadh")),
    rule(_words(r"بتوقيت (?:القاهرة|مصر)"), Zone("Africa/Cairo")),
    rule(_words(r"بتوقيت (?:دبي|الإمارات)"), Zone("Asia/Dubai")),
    rule(_words(r"بتوقيت (?:غرينتش|جرينتش)"), Zone("UTC")),
    rule(_words(r"بتوقيت سيول"), Zone("Asia/Seoul")),
    rule(_words(r"بتوقيت(?:ك|كم) ?(?:المحلي)?"), Zone("theirs")),
    rule(_words(r"بتوقيتنا"), Zone("ours")),
    alike.zone_letters(),
)  # fmt: skip

# "We will …": one letter before the verb. Words that only look like it are named.
WILL = (
    r"(?:و|ف)?(?:سوف|(?!(?:ستة|ستين|ستون|سنة|سنوات|سنتين|سيد|سيدي|سيدتي|سيارة|سياسة|سيئ|ساعة|ساعات|ساعتين|سابقا?|سائر|ساري)"
    rf"{ENDS})س(?:أ|ن|ي|ت)\w{{2,}})"
)
GRAMMAR = Grammar(
    language="ar",
    rules=RULES,
    joins=re.compile(r"[\s,،(]*(?:(?:" + _read("في|من|يوم|قبل|بحلول|عند|على|حتى|الموافق|بين|تمام|حوالي|الساعة|أي|موعد|أقصاه|أبعد تقدير|الأكثر|و") + r"|-)\s+){0,5}" + _read("و?") + r"[\s,،(]*"),
    parts=re.compile(r"[,،;؛:]|\s[-–—]\s|" + _words("لكن|ولكن|لكننا|ولكننا|لكنني|ولكنني|لأن|لأننا|بينما|ثم|حيث|كما") + rf"|\s(?={_read('وس')}(?:{_read('أ|ن|ي|ت|و')}))"),
    commits=re.compile(
        _words(WILL) + "|" + _words(r"(?:أ|ن)عد(?:ك|كم)|(?:ن|آ)?أمل أن \w+|نحاول أن \w+|نتوقع أن \w+|(?:أ|ن)تعهد")
        + "|" + _words(r"(?:أتصل|نتصل) ب(?:ك|كم)|(?:أرد|نرد) علي(?:ك|كم)")
    ),
    denies=re.compile(
        _words(r"(?:و|ف)?(?:لن|لم|ليس|ليست|لسنا|لست|لا (?!تقلق|داعي|تتردد))|(?:للأسف|مع الأسف|مستحيل|يتعذر|أبدا)")
        + "|" + _words(r"(?:يرجى|الرجاء|رجاء|نرجو|أرجو|من فضلك|من فضلكم|لطفا)")
        + "|" + _words(r"(?:و|ف)?(?:عليكم? (?:أن|الرد|الدفع|إرسال|إعادة|تأكيد)|يجب|ينبغي|يمكنك|يمكنكم|بإمكانك|نحتاج|أحتاج|سنحتاج|لديك|لديكم|يلزم)")
        + "|" + _words(r"(?:و|ف)?(?:كان|كانت|كنا|كنت|تم|تمت|لقد|قد (?:تم|كان)|قمنا|قمت|اتصلت|اتصلنا|أرسلت|أرسلنا|رددنا|كتبنا|كتبت|شحنا|وصل|وصلت|وصلنا)")
        + "|" + _words(r"سيصل|ستصل|سينتهي|ستنتهي|تنتهي|ينتهي|مغلق|مغلقة|مغلقون|مفتوح|مفتوحة|نفتح|نغلق|سنغلق|سنفتح|سنكون مغلقين|صالح|صالحة|ساري|سارية|أوقات العمل|ساعات العمل (?:من|هي)|دوامنا|إجازة|سيغلق|ستغلق")
    ),
    supposes=re.compile("(?<!ما )" + _words(r"(?:و|ف)?(?:إذا|لو)|عندما|حالما|بمجرد|فور|في حال|في حالة|بعد أن|ما لم|شريطة|بشرط|إلا إذا")),
    asks=re.compile(r"[?؟]|" + _words("هل")),
    hedges=re.compile(_words(r"(?:س|و)?(?:نأمل|آمل|نحاول|أحاول)|سنحاول|سأحاول|ربما|نتوقع|من المتوقع|عادة|غالبا|على الأرجح|إن أمكن")),
    whats=(
        ("call", re.compile(_words(r"(?:و|ف)?س?(?:أ|ن|ي|ت)تصل(?:وا|ون)?|(?:و|ف)?س?(?:أ|ن)هاتف(?:ك|كم)|(?:و|ف)?س?(?:أ|ن|ي|ت)كلم(?:ك|كم)|(?:ال|ب)?مكالمة|(?:ال|ب)?اتصال|هاتفيا"))),
        ("update", re.compile(_words(r"(?:و|ف)?س?(?:أ|ن|ي|ت)(?:خبر|بلغ|علم|طلع|حيط)(?:ك|كم)|(?:و|ف)?س?(?:أ|ن)واف(?:ي)?(?:ك|كم)|(?:ال|ب)?مستجدات|(?:ال|ب)?تحديث|آخر التطورات|(?:ال|ب)?جديد"))),
        ("reply", re.compile(_words(r"(?:و|ف)?س?(?:أ|ن|ي|ت)رد(?:ون)?|(?:ال|ب|بال|لل)?ردا?|ردنا|ردي|(?:و|ف)?س?(?:أ|ن|ي|ت)جيب(?:ك|كم)?|(?:ال|ب)?جواب|(?:ال|ب)?إجابة|(?:و|ف)?س?(?:أ|ن|ي|ت)تواصل|(?:و|ف)?س?(?:أ|ن|ي|ت)كتب|(?:و|ف)?س?(?:أ|ن|ي|ت)راسل(?:ك|كم)|(?:و|ف)?س?(?:أ|ن|ي|ت)عود إلي(?:ك|كم)|(?:و|ف)?ستسمع\w*"))),
        ("resolution", re.compile(_words(r"(?:و|ف)?س?(?:أ|ن|ي|ت)حل|(?:ال|ب)?حل|(?:و|ف)?س?(?:أ|ن|ي|ت)صلح|(?:ال|ب)?إصلاح|(?:و|ف)?س?(?:أ|ن|ي|ت)عالج|(?:ال|ب)?معالجة"))),
    ),
    strictly_before=re.compile(BEGINS + _read("قبل") + rf" (?:{_read('يوم|نهار')} )?\0"),
    after=re.compile(BEGINS + _read("بعد") + r" \0"),
    starting=re.compile(BEGINS + "(?:" + _read("منذ|ابتداء من|اعتبارا من|بدءا من") + ") " + r"\0"),
    recurring=re.compile(BEGINS + _read("كل") + rf" (?:{_read('يوم')} )?\0"),
)  # fmt: skip
