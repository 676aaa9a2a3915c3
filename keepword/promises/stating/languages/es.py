"""Spanish."""

import re

from keepword.promises.stating.grammar import Grammar
from keepword.promises.stating.languages import alike
from keepword.promises.stating.pieces import Clock, Date, Day, End, Length, Part, Past, Weekday, Zone, rule

NUMBERS = {
    "un": 1, "una": 1, "uno": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8,
    "nueve": 9, "diez": 10, "doce": 12, "quince": 15, "veinte": 20, "treinta": 30, "unos": 3, "unas": 3,
    "un par de": 2, "veinticuatro": 24, "cuarenta y ocho": 48, "setenta y dos": 72, "algunas": 3, "algunos": 3,
}  # fmt: skip
HOURS = {
    "una": 1,
    "dos": 2,
    "tres": 3,
    "cuatro": 4,
    "cinco": 5,
    "seis": 6,
    "siete": 7,
    "ocho": 8,
    "nueve": 9,
    "diez": 10,
    "once": 11,
    "doce": 12,
}
WEEKDAYS = {
    "lunes": 0,
    "martes": 1,
    "miércoles": 2,
    "miercoles": 2,
    "jueves": 3,
    "viernes": 4,
    "sábado": 5,
    "sabado": 5,
    "domingo": 6,
}
MONTHS = {
    "enero": 1, "febrero": 2, "marzo": 3, "abril": 4, "mayo": 5, "junio": 6, "julio": 7, "agosto": 8,
    "septiembre": 9, "setiembre": 9, "octubre": 10, "noviembre": 11, "diciembre": 12,
}  # fmt: skip
UNITS = {
    "min": "minute",
    "hora": "hour",
    "h": "hour",
    "día": "day",
    "dia": "day",
    "jornada": "day",
    "semana": "week",
    "mes": "month",
}
HALVES = {"mañana": "am", "madrugada": "am", "tarde": "pm", "noche": "pm", "mediodía": "pm", "mediodia": "pm"}
N, MONTH, DAY = alike.counts(NUMBERS), alike.names(MONTHS), alike.names(WEEKDAYS)
BUSINESS = r"hábil|habil|laborable|laboral"
HALF = rf"(?: (?:de|por) la ({alike.names(dict.fromkeys(HALVES, 0))})| del (mediod[ií]a)| ?([ap])\.? ?m\b\.?| ?(?:horas|hrs?|h)\b\.?)?"


def _clock(hour: str, minute: str | None, of: str | None, noon: str | None, half: str | None) -> Clock | None:
    number = HOURS.get(hour) or int(hour)
    minutes = {"media": "30", "cuarto": "15"}.get(minute or "", minute)
    said = HALVES.get(of or noon or "", f"{half}m" if half else "")
    return alike.clock(str(number), minutes, said)


RULES = (
    rule(r"\b(?:ayer|anteayer|anoche|la semana pasada|el mes pasado|hace)\b|\b\w+ pasado\b", Past()),
    rule(rf"\bhace (?:{N}) (?:minutos?|horas?|días?|semanas?|meses|mes)\b", Past()),
    rule(r"\bpasado mañana\b", Day(2)),
    rule(r"(?<!la )(?<!esta )\bmañana\b", Day(1)),
    rule(r"\bhoy(?: mismo)?\b", Day(0)),
    rule(r"\b(?:al |antes de(?:l)? |a )?(?:final|fin|finales|finalizar|que (?:termine|acabe|finalice)|cierre)(?: de| del)? (?:el |la )?(?:día|dia|jornada|hoy)\b|\bantes de(?:l)? cierre\b|\bantes de cerrar\b", End("day")),
    rule(r"\b(?:final|fin|finales|que (?:termine|acabe))(?: de| del)? (?:esta |la )?semana\b", End("week")),
    rule(r"\b(?:final|fin|finales) (?:de|del) (?:este )?mes\b", End("month", is_closing=False)),
    rule(r"\besta(?: misma)? semana\b", End("week", is_closing=False)),
    rule(r"\b(?:la )?(?:próxima semana|semana que viene|semana próxima|proxima semana)\b", End("week", 1, is_closing=False)),
    rule(r"\b(?:el )?(?:próximo mes|mes que viene)\b", End("month", 1, is_closing=False)),
    rule(r"\b(?:el )?(?:siguiente|próximo|proximo) día (?:hábil|laborable)\b|\bdía (?:hábil|laborable) siguiente\b", Length(1, "day", in_business=True)),
    rule(rf"\b(?:(?:el|este|próximo|proximo) ){{0,2}}({DAY})(?: que viene| próximo)?\b", lambda f: Weekday(WEEKDAYS[f[1]])),
    rule(rf"\b({DAY}) de la (?:próxima semana|semana que viene)\b", lambda f: Weekday(WEEKDAYS[f[1]], 1)),
    rule(rf"\b(?:el |día )*(\d{{1,2}}|uno) de ({MONTH})(?: (?:de|del) (20\d\d))?\b",
         lambda f: Date(1 if f[1] == "uno" else int(f[1]), month=MONTHS[f[2]], year=int(f[3]) if f[3] else None)),
    rule(r"\b(?:el )?día (\d{1,2})\b(?! de)", lambda f: Date(int(f[1]))),
    alike.iso_dates(),
    alike.slashed_dates(),
    rule(rf"\b(?:a |de |entre |hasta |sobre )?las? (\d{{1,2}}|{alike.names(HOURS)})(?:[:.](\d\d)| y (media|cuarto))?{HALF}",
         lambda f: _clock(f[1], f[2] or f[3], f[4], f[5], f[6])),
    rule(r"\b(\d{1,2}):(\d\d)(?: ?(?:h|hrs?|horas))?\b", lambda f: alike.clock(f[1], f[2], "24")),
    rule(r"\b(\d{1,2}) ?h\b", lambda f: alike.clock(f[1], None, "24")),
    rule(r"\b(\d{1,2})(?:[:.](\d\d))? ?([ap])\.? ?m\b\.?", lambda f: alike.clock(f[1], f[2], f[3] + "m")),
    rule(r"\b(?:al? )?mediod[ií]a\b", Clock(12, 0, "24")),
    rule(r"\bmedianoche\b", Clock(24, 0, "24")),
    rule(r"\besta mañana\b", Part(12, "am", is_today=True)),
    rule(r"\besta (?:misma )?tarde\b", Part(20, "pm", is_today=True)),
    rule(r"\besta (?:misma )?noche\b", Part(22, "pm", is_today=True)),
    rule(r"\b(?:por|en|de|a primera hora de) la mañana\b|\ba primera hora\b", Part(12, "am")),
    rule(r"\b(?:por|en|de) la tarde\b|\btarde\b", Part(20, "pm")),
    rule(r"\b(?:por|en|de) la noche\b", Part(22, "pm")),
    rule(r"\bmedia hora\b", Length(30, "minute")),
    rule(r"\b(?:una )?hora y media\b", Length(90, "minute")),
    rule(r"\b(?:un )?cuarto de hora\b", Length(15, "minute")),
    alike.lengths(rf"\b(?:(?:{N}) (?:a|o) )?(?P<n>{N}) (?:(?:próxim[ao]s|máximo) )?(?P<unit>min(?:utos?)?|horas?|h|días?|dias?|jornadas?|semanas?|mes(?:es)?)\b(?: (?:hábil(?:es)?|habil(?:es)?|laborables?|laborales?))?",
                   words=NUMBERS, units=UNITS, business=BUSINESS),
    alike.lengths(r"\bpróximas? (?P<n>\d{1,3}) (?P<unit>horas|días|minutos|semanas)\b(?: (?:hábil(?:es)?|laborables?))?",
                   words=NUMBERS, units=UNITS, business=BUSINESS),
    alike.zone_letters(),
    *alike.cities(r"\(?\b(?:hora de|en hora de) CITY\b\)?"),
    rule(r"\b(?:su|tu) hora(?: local)?\b", Zone("theirs")),
    rule(r"\bnuestra hora\b", Zone("ours")),
)  # fmt: skip

GRAMMAR = Grammar(
    language="es",
    rules=RULES,
    joins=re.compile(r"[\s,(]*(?:(?:a|al|antes|de|del|el|la|las|por|en|y|hasta|entre|como|muy|tarde|máximo|sobre|hacia|-)\s+){0,5}[\s,(]*"),
    parts=re.compile(r"[,;:]|\s[-–—]\s|\b(?:pero|y|porque|aunque|mientras|así que)\b"),
    commits=re.compile(
        r"\b\w*(?:[aei]ré|dré|aremos|eremos|iremos|dremos|haremos)\b|\b\w+(?:ará|erá|irá|drá)n?\b|\b\w+(?:arás|erás|irás|drás)\b|"
        r"\b(?:voy|vamos|va|van) a (?:\w+ )?\w+[aei]r\w*\b|"
        r"\b(?:le|te|les|os|se l[oa]s?) (?:llam|escrib|mand|enví|envi|avis|cuent|contam|dig|decim|respond|contest|devolv|devuelv|confirm|inform|d[oa]y|damos|pas|resuelv)\w*|"
        r"\b(?:espero|intento|intentamos|prometo|prometemos|esperamos) \w+[aei]r\w*"
    ),
    denies=re.compile(
        r"\bno (?!más tarde|mas tarde|se preocupe|te preocupes|dud|después|obstante)|\b(?:nunca|tampoco|imposible|lamentablemente)\b|"
        r"\bpor favor\b|\b(?:responda|responde|envíe|envíenos|envíanos|conteste|avísenos|indíquenos|díganos|confirme|confírmenos|rogamos|solicitamos)\b|"
        r"\b(?:necesitamos|necesito|necesitaremos|precisamos|debe|debes|deberá|deberás|tiene que|tienes que|tendrá que|tendrás que|tiene hasta|puede|puedes|podrá|podrás|podría)\b|"
        r"\b(?:he|has|ha|hemos|han|había|fue|fueron|era|estaba|estuvo) \w+|\b(?:llegará|caduca\w*|caducará|vence\w*|expira\w*|terminará|finalizará|cerrar[áe]\w*|abrir[áe]\w*|estar[áe]\w* (?:cerrad|de vacaciones|fuera|ausente)\w*|cerrad[oa]s?|abiert[oa]s?|horario|válid[oa])\b|"
        r"\b(?:llamé|envié|escribí|respondí|llamamos ayer|enviamos ayer)\b"
    ),
    supposes=re.compile(r"(?<!ver )(?<!saber )(?<!comprobar )(?<!confirmar )\bsi\b|\b(?:en caso de|siempre que|a menos que|cuando (?:reciba|recibamos|llegue|tenga|nos)|una vez que|en cuanto|tan pronto|podría|podríamos)\b"),
    asks=re.compile(r"[?¿]"),
    hedges=re.compile(r"\b(?:espero|esperamos|intent\w+|probablemente|quizás?|seguramente|tal vez|procurar\w+|debería)\b"),
    whats=(
        ("call", re.compile(r"\b(?:llam\w+|telefone\w+|teléfono|hablaré|hablaremos)\b")),
        ("update", re.compile(r"\b(?:inform\w+|avis\w+|cuent\w+|cont(?:aré|aremos)|mantendr\w+|novedad\w*|actualiz\w+|notific\w+|estado)\b")),
        ("reply", re.compile(r"\b(?:respond\w+|respuesta|contest\w+|noticias|contact\w+|escrib\w+|contacto|comunicar\w+)\b")),
        ("resolution", re.compile(r"\b(?:solucion\w+|resolver\w*|resuel\w+|resolv\w+|arregl\w+|reparar\w*)\b")),
    ),
    strictly_before=re.compile(r"\bantes (?:del?|de el|de la)\s+\0|\bantes del? \0|\bantes (?:de )?\0"),
    after=re.compile(r"\b(?:después|despues|a partir) de(?:l)?(?: las?)? \0"),
    starting=re.compile(r"\b(?:desde|a partir de(?:l)?|hasta)(?: el| la| las)? \0"),
    recurring=re.compile(r"\b(?:cada|todos los|todas las) \0"),
)  # fmt: skip
