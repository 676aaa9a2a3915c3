"""German."""

import re

from keepword.promises.stating.grammar import Grammar
from keepword.promises.stating.languages import alike
from keepword.promises.stating.pieces import Clock, Date, Day, End, Length, Part, Past, Weekday, Zone, rule

NUMBERS = {
    "ein": 1, "eine": 1, "einer": 1, "einem": 1, "eines": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6,
    "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "zwölf": 12, "fünfzehn": 15, "zwanzig": 20, "dreißig": 30,
    "vierundzwanzig": 24, "achtundvierzig": 48, "ein paar": 3, "wenigen": 3, "einigen": 3,
}  # fmt: skip
HOURS = {
    "eins": 1,
    "zwei": 2,
    "drei": 3,
    "vier": 4,
    "fünf": 5,
    "sechs": 6,
    "sieben": 7,
    "acht": 8,
    "neun": 9,
    "zehn": 10,
    "elf": 11,
    "zwölf": 12,
}
WEEKDAYS = {
    "montag": 0, "dienstag": 1, "mittwoch": 2, "donnerstag": 3, "freitag": 4, "samstag": 5, "sonnabend": 5, "sonntag": 6,
}  # fmt: skip
MONTHS = {
    "januar": 1, "jänner": 1, "februar": 2, "märz": 3, "april": 4, "mai": 5, "juni": 6, "juli": 7, "august": 8,
    "september": 9, "oktober": 10, "november": 11, "dezember": 12, "jan": 1, "feb": 2, "mär": 3, "apr": 4, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "sept": 9, "okt": 10, "nov": 11, "dez": 12,
}  # fmt: skip
UNITS = {
    "min": "minute", "stunde": "hour", "std": "hour", "geschäftsstunde": "hour", "arbeitsstunde": "hour", "tag": "day",
    "werktag": "day", "arbeitstag": "day", "geschäftstag": "day", "woche": "week", "monat": "month",
}  # fmt: skip
N, MONTH, DAY = alike.counts(NUMBERS), alike.names(MONTHS), alike.names(WEEKDAYS)
BUSINESS = r"werktag|arbeitstag|geschäfts|arbeitsstunde"
PARTS = {
    "morgen": (12, "am"),
    "früh": (12, "am"),
    "vormittag": (12, "am"),
    "mittag": (12, "pm"),
    "nachmittag": (18, "pm"),
    "abend": (22, "pm"),
    "nacht": (24, "pm"),
}
PART = alike.names(dict.fromkeys(PARTS, 0))


def _part(name: str) -> Part:
    ends, half = PARTS[name]
    return Part(ends, half)


RULES = (
    rule(r"\b(?:gestern|vorgestern|letzte[rnms]? \w+|vergangene[rnms]? \w+|heute (?:morgen|früh) (?=haben|habe)|vorhin|bereits)\b", Past()),
    rule(rf"\bvor (?:{N}) (?:minuten?|stunden?|tag(?:en)?|wochen?|monat(?:en)?)\b", Past()),
    rule(r"\bübermorgen\b", Day(2)),
    rule(r"(?<!am )(?<!heute )(?<!guten )\bmorgen\b", Day(1)),
    rule(r"\bheute\b", Day(0)),
    rule(r"\b(?:heute )?(?:bis |vor |zum )?(?:feierabend|geschäftsschluss|dienstschluss|büroschluss|ladenschluss)\b|\b(?:bis )?(?:zum )?ende des (?:arbeits|geschäfts|werk)?tages\b", End("day")),
    rule(r"\b(?:bis )?(?:zum )?ende (?:der|dieser) (?:arbeits)?woche\b|\bbis zum wochenende\b|\bvor dem wochenende\b", End("week")),
    rule(r"\bende (?:der )?nächster? woche\b", End("week", 1)),
    rule(r"\b(?:bis )?(?:zum )?(?:ende (?:des|dieses) monats|monatsende)\b", End("month", is_closing=False)),
    rule(r"\b(?:noch )?(?:in )?diese[rn]? woche\b|\bim laufe (?:der|dieser) woche\b", End("week", is_closing=False)),
    rule(r"\b(?:in der |im laufe der )?(?:nächste[rn]?|kommende[rn]?) woche\b", End("week", 1, is_closing=False)),
    rule(r"\b(?:nächste[nm]|kommende[nm]) monat\b", End("month", 1, is_closing=False)),
    rule(r"\b(?:am )?(?:nächsten?|folgenden|kommenden) (?:werk|arbeits|geschäfts)tag\b", Length(1, "day", in_business=True)),
    rule(rf"\b(?:am |diesen |kommenden |nächsten |am kommenden |am nächsten )?({DAY})(?:s)?\b", lambda f: Weekday(WEEKDAYS[f[1]])),
    rule(rf"\b(?:am |kommenden |nächsten )?({DAY})(?={PART}\b)", lambda f: Weekday(WEEKDAYS[f[1]])),
    rule(rf"\b({DAY}) (?:der )?nächster? woche\b|\bnächste woche (?:am )?({DAY})\b", lambda f: Weekday(WEEKDAYS[f[1] or f[2]], 1)),
    rule(rf"\b(?:am |den |dem |der )?(\d{{1,2}})\. ?({MONTH})\b\.?(?: (20\d\d))?", lambda f: Date(int(f[1]), month=MONTHS[f[2]], year=int(f[3]) if f[3] else None)),
    rule(r"\b(\d{1,2})\.(0?[1-9]|1[0-2])\.(20\d\d|\d\d)?(?!\d)", lambda f: Date(int(f[1]), month=int(f[2]), year=None if not f[3] else int(f[3]) + (2000 if len(f[3]) == 2 else 0))),
    rule(r"\b(?:am|zum|den) (\d{1,2})\.(?! ?\d)(?!\s*[a-zäöü])", lambda f: Date(int(f[1]))),
    alike.iso_dates(),
    alike.slashed_dates(),
    rule(r"\b(?:um |gegen |bis |vor |ab )?(\d{1,2})(?:[:.](\d\d))? ?uhr(?: (\d\d)\b)?", lambda f: alike.clock(f[1], f[2] or f[3])),
    rule(r"\b(\d{1,2}):(\d\d)\b", lambda f: alike.clock(f[1], f[2], "24")),
    rule(rf"\bhalb ({alike.names(HOURS)})\b", lambda f: alike.clock(str((HOURS[f[1]] - 1) or 12), "30")),
    rule(rf"\b(?:um|gegen) ({alike.names(HOURS)})(?: uhr)?\b", lambda f: alike.clock(str(HOURS[f[1]]), None)),
    rule(r"\b(\d{1,2})(?: uhr)? (?:bis|und|-|–) (\d{1,2})(?:[:.](\d\d))? uhr\b", lambda f: alike.clock(f[2], f[3])),
    rule(r"\bmitternacht\b", Clock(24, 0, "24")),
    rule(r"\b(?:am )?(?:mittag|mittags)\b|\b12 uhr mittags\b", Clock(12, 0, "24")),
    rule(r"(?<=heute )(?:morgen|früh)\b|(?<=morgen )früh\b|\bam (?:frühen )?(?:morgen|vormittag)\b|\bvormittags?\b|\bmorgens\b|\bgleich früh\b", Part(12, "am")),
    rule(r"\b(?:am )?(?:frühen |späten )?nachmittags?\b", Part(18, "pm")),
    rule(r"\b(?:am )?abends?\b|\bheute nacht\b", Part(22, "pm")),
    rule(rf"(?<=tag)({PART})\b", lambda f: _part(f[1])),
    rule(r"\b(?:einer |eine )?halben? stunde\b", Length(30, "minute")),
    rule(r"\banderthalb stunden\b|\beineinhalb stunden\b", Length(90, "minute")),
    rule(r"\b(?:einer )?viertelstunde\b", Length(15, "minute")),
    rule(r"\b(?:einer )?dreiviertelstunde\b", Length(45, "minute")),
    alike.lengths(rf"\b(?:(?:{N}) ?(?:bis|-|–|oder) ?)?(?P<n>{N})[ -]?(?P<unit>min(?:uten?)?|stunden?|std|geschäftsstunden?|arbeitsstunden?|tag(?:e|en)?|werktag(?:e|en|es)?|arbeitstag(?:e|en|es)?|geschäftstag(?:e|en|es)?|wochen?|monat(?:e|en|s)?)\b",
                   words=NUMBERS, units=UNITS, business=BUSINESS),
    alike.zone_letters(),
    *alike.cities(r"\(?\b(?:CITYer zeit|uhrzeit in CITY|ortszeit (?:in )?CITY|(?:nach )?zeit in CITY)\b\)?"),
    rule(r"\b(?:ihrer|deiner) (?:orts)?zeit\b", Zone("theirs")),
    rule(r"\bunserer (?:orts)?zeit\b", Zone("ours")),
)  # fmt: skip

GRAMMAR = Grammar(
    language="de",
    rules=RULES,
    joins=re.compile(r"[\s,(]*(?:(?:um|bis|vor|am|an|den|dem|der|im|in|gegen|spätestens|zwischen|und|zum|noch|also|gleich|-)\s+){0,4}[\s,(]*"),
    parts=re.compile(r"[,;:]|\s[-–—]\s|\b(?:aber|und|weil|obwohl|während|da)\b"),
    commits=re.compile(
        r"\b(?:werde|werden|wird|werdet)\b|\b(?:rufe|rufen|ruft|melde|melden|meldet|schicke|schicken|schickt|sende|senden|sendet|versende|versenden|verschicke|verschicken|antworte|antworten|informiere|informieren|gebe|geben|erstatte|erstatten|überweise|überweisen|kümmere|kümmern|löse|lösen|prüfe|prüfen|kläre|klären|liefere|liefern|bearbeite|bearbeiten|erledige|erledigen|schreibe|schreiben|teile|teilen|halte|halten|tausche|tauschen|repariere|reparieren|behebe|beheben|kontaktiere|kontaktieren|benachrichtige|benachrichtigen|storniere|stornieren|ersetze|ersetzen|versuche|versuchen|hoffe|hoffen) (?:ich|wir|sie|ihnen|dir|dich|uns|mich|den|das|die|ein|eine|es|bis|heute|morgen)\b|"
        r"\b(?:ich|wir) (?:\w+ )?(?:rufe|rufen|melde|melden|schicke|schicken|sende|senden|versende|versenden|verschicke|verschicken|antworte|antworten|informiere|informieren|gebe|geben|erstatte|erstatten|überweise|überweisen|kümmere|kümmern|löse|lösen|kläre|klären|bearbeite|bearbeiten|erledige|erledigen|schreibe|schreiben|teile|teilen|behebe|beheben|versuche|versuchen|hoffe|hoffen|liefern|ersetzen|stornieren|prüfen)\b|"
        r"\b(?:melde|melden|meldet) (?:mich|uns|sich)\b|\b(?:hören|hörst|höre)\b.*\bvon (?:uns|mir)\b|\bvon (?:uns|mir) hören\b|\b(?:erhalten|erhältst|erhält|bekommen|bekommst|kriegst) (?:sie|du|ihr)?\b|"
        r"\berfolgt\b|\bgeht\b.*\b(?:raus|heraus|zu|ab)\b|\bhaben wir\b.*\b(?:gelöst|behoben|erledigt|geklärt)\b|\b(?:wird|werden) ihnen\b|\bihnen\b.*\berstattet\b"
    ),
    denies=re.compile(
        r"\b(?:nicht(?! später)|kein\w*|nie|leider|unmöglich)\b|\bbitte\b|\b(?:können|könnten|kannst|müssen|musst|sollten|dürfen) (?:sie|du|ihr)\b|\b(?:sie|du) (?:können|kannst|müssen|musst|sollten|haben|hatten|schrieben|möchten|wollten|erhielten)\b|"
        r"\b(?:wir|ich) (?:benötigen|benötige|brauchen|brauche|bitten|erwarten|erwarte|hatten|waren|haben (?!.*\b(?:gelöst|behoben|erledigt|geklärt)\b))|\b(?:benötigen|brauchen|erwarten) wir\b|"
        r"\b(?:habe|hat|wurde|wurden|war|hatte|sandten|schickten|riefen|rief)\b|\bhaben wir\b(?!.*\b(?:gelöst|behoben|erledigt|geklärt)\b)|"
        r"\b(?:geschlossen|geöffnet|öffnungszeiten|gültig|läuft|endet|ankommen|eintreffen|kommt.*an|im urlaub|abwesend|außer haus|wieder da|zurück im)\b"
    ),
    supposes=re.compile(r"\b(?:wenn|falls|sofern|sobald|soweit|vorausgesetzt|sollten sie|könnte|könnten|würde|würden)\b"),
    asks=re.compile(r"\?"),
    hedges=re.compile(r"\b(?:versuche\w*|hoffe\w*|hoffentlich|wahrscheinlich|voraussichtlich|vielleicht|vermutlich|möglichst|eventuell)\b"),
    whats=(
        ("call", re.compile(r"\b(?:rufe|rufen|ruft|anrufen|anruf|zurückrufen|rückruf|telefon\w*|telefonisch)\b")),
        ("update", re.compile(r"\b(?:informier\w+|bescheid|stand|neuigkeit\w*|auf dem laufenden|benachrichtig\w*|mitteilen|teile\w* .*mit|update|zwischenstand)\b")),
        ("reply", re.compile(r"\b(?:antwort\w*|melde\w*|meldet|hören|rückmeldung|schreiben|schreibe|kontaktier\w*)\b")),
        ("resolution", re.compile(r"\b(?:löse\w*|gelöst|lösung|behob\w*|behoben|beheb\w*|reparier\w*|geklärt|klären)\b")),
    ),
    strictly_before=re.compile(r"\bvor (?:dem |der |den )?\0"),
    after=re.compile(r"\b(?:nach|ab) (?:dem )?\0"),
    starting=re.compile(r"\b(?:ab|seit)(?: dem)? \0"),
    recurring=re.compile(r"\b(?:jeden|jede|jedes|immer) (?:am )?\0"),
)  # fmt: skip
