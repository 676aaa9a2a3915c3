"""Portuguese, of Portugal and Brazil."""

import re

from keepword.promises.stating.grammar import Grammar
from keepword.promises.stating.languages import alike
from keepword.promises.stating.pieces import Clock, Date, Day, End, Length, Part, Past, Weekday, Zone, rule

NUMBERS = {
    "um": 1, "uma": 1, "dois": 2, "duas": 2, "três": 3, "tres": 3, "quatro": 4, "cinco": 5, "seis": 6, "sete": 7,
    "oito": 8, "nove": 9, "dez": 10, "doze": 12, "quinze": 15, "vinte": 20, "trinta": 30, "uns": 3, "umas": 3,
    "um par de": 2, "vinte e quatro": 24, "quarenta e oito": 48, "setenta e duas": 72, "alguns": 3, "algumas": 3,
}  # fmt: skip
HOURS = {
    "uma": 1, "duas": 2, "três": 3, "tres": 3, "quatro": 4, "cinco": 5, "seis": 6, "sete": 7, "oito": 8, "nove": 9,
    "dez": 10, "onze": 11, "doze": 12,
}  # fmt: skip
WEEKDAYS = {
    "segunda-feira": 0, "terça-feira": 1, "terca-feira": 1, "quarta-feira": 2, "quinta-feira": 3, "sexta-feira": 4,
    "sábado": 5, "sabado": 5, "domingo": 6, "segunda feira": 0, "terça feira": 1, "quarta feira": 2,
    "quinta feira": 3, "sexta feira": 4,
}  # fmt: skip
# Without "-feira" they are numbers, too: "a segunda via" is a second copy.
SHORT = {"segunda": 0, "terça": 1, "quarta": 2, "quinta": 3, "sexta": 4}
MONTHS = {
    "janeiro": 1, "fevereiro": 2, "março": 3, "marco": 3, "abril": 4, "maio": 5, "junho": 6, "julho": 7, "agosto": 8,
    "setembro": 9, "outubro": 10, "novembro": 11, "dezembro": 12,
}  # fmt: skip
UNITS = {"min": "minute", "hora": "hour", "h": "hour", "dia": "day", "semana": "week", "mês": "month", "mes": "month"}
HALVES = {"manhã": "am", "manha": "am", "madrugada": "am", "tarde": "pm", "noite": "pm"}
N, MONTH, DAY, FIRST = alike.counts(NUMBERS), alike.names(MONTHS), alike.names(WEEKDAYS), alike.names(SHORT)
BUSINESS = r"útei?s|uteis|útil|util|comercia"
HALF = rf"(?: (?:da|de) ({alike.names(dict.fromkeys(HALVES, 0))})| ?(?:horas|hrs?|h)\b)?"
OF_DAY = r"(?: de trabalho| útil)?"


def _clock(hour: str, minute: str | None, half: str | None = None) -> Clock | None:
    number = HOURS.get(hour) or int(hour)
    minutes = {"meia": "30", "um quarto": "15", "quinze": "15"}.get(minute or "", minute)
    return alike.clock(str(number), minutes, HALVES.get(half or "", ""))


RULES = (
    rule(r"\b(?:anteontem|ontem|a semana passada|na semana passada|o mês passado|no mês passado|atrás)\b|\b\w+ passad[ao]\b", Past()),
    rule(rf"\bhá (?:{N}) (?:minutos?|horas?|dias?|semanas?|meses|mês)\b", Past()),
    rule(rf"\b(?:{N}) (?:minutos?|horas?|dias?|semanas?|meses|mês) atrás\b", Past()),
    rule(r"\bdepois de amanhã\b", Day(2)),
    rule(r"\b(?:amanhã|amanha)\b", Day(1)),
    rule(r"\bhoje(?: mesmo)?\b", Day(0)),
    rule(rf"\b(?:ao |no |até ao |até o )?(?:final|fim) (?:do|deste|desse) (?:dia{OF_DAY}|expediente)\b|\bantes (?:do fecho|de fechar(?:mos)?|do fim do expediente)\b|\baté ao fecho\b|\bfinal de hoje\b", End("day")),
    rule(r"\b(?:final|fim) (?:da|desta|dessa) semana\b", End("week")),
    rule(r"\b(?:final|fim) (?:do|deste|desse) mês\b", End("month", is_closing=False)),
    rule(r"\b(?:ainda )?(?:n?esta|n?essa)(?: mesma)? semana\b", End("week", is_closing=False)),
    rule(r"\b(?:na |a )?(?:próxima semana|proxima semana|semana que vem|semana seguinte)\b", End("week", 1, is_closing=False)),
    rule(r"\b(?:no |o )?(?:próximo mês|mês que vem)\b", End("month", 1, is_closing=False)),
    rule(r"\b(?:no |o )?próximo dia útil\b|\b(?:no |o )?dia útil seguinte\b", Length(1, "day", in_business=True)),
    rule(rf"\b(?:(?:n[ao]|a|o|est[ae]|próxim[ao]|proxim[ao]) ){{0,2}}({DAY})(?: que vem| próxim[ao])?\b", lambda f: Weekday(WEEKDAYS[f[1]])),
    rule(rf"\b({DAY}|{FIRST}) da (?:próxima semana|semana que vem)\b", lambda f: Weekday((WEEKDAYS | SHORT)[f[1]], 1)),
    rule(rf"\b(?:na|até|até à|até a|de|próxima|nesta|desta) ({FIRST})(?: que vem)?\b(?! (?:via|vez|parte|encomenda|caixa|opção|peça|fatura|tentativa|semana|etapa|loja)\b)", lambda f: Weekday(SHORT[f[1]])),
    rule(rf"\b(?:o |dia |no dia )*(\d{{1,2}})(?:º|o\b)? de ({MONTH})(?: de (20\d\d))?\b",
         lambda f: Date(int(f[1]), month=MONTHS[f[2]], year=int(f[3]) if f[3] else None)),
    rule(r"\b(?:n?o )?dia (\d{1,2})\b(?! de|[/:h])", lambda f: Date(int(f[1]))),
    alike.iso_dates(),
    alike.slashed_dates(),
    rule(rf"\b(?:às?|as|das|pelas|entre as|e as) (\d{{1,2}})(?:(?:[:.]|h ?)(\d\d)| e (meia|um quarto|quinze))?{HALF}",
         lambda f: _clock(f[1], f[2] or f[3], f[4])),
    rule(rf"\b(?:às?|das|até as|pelas|entre as|e as) ({alike.names(HOURS)})(?: e (meia|um quarto|quinze))?(?! e )\b{HALF}",
         lambda f: _clock(f[1], f[2], f[3])),
    rule(r"\b(\d{1,2}):(\d\d)(?: ?(?:h|hrs?|horas))?\b", lambda f: alike.clock(f[1], f[2], "24")),
    rule(r"\b(\d{1,2}) ?h(?: ?(\d\d))?\b", lambda f: alike.clock(f[1], f[2], "24")),
    rule(r"\b(?:ao |o )?meio[- ]dia\b", Clock(12, 0, "24")),
    rule(r"\bmeia[- ]noite\b", Clock(24, 0, "24")),
    rule(r"\b(?:esta|nesta) manhã\b|\bhoje de manhã\b", Part(12, "am", is_today=True)),
    rule(r"\b(?:esta|nesta) tarde\b|\bhoje [àa] tarde\b", Part(20, "pm", is_today=True)),
    rule(r"\b(?:esta|nesta) noite\b|\bhoje [àa] noite\b", Part(22, "pm", is_today=True)),
    rule(r"\b(?:de|da|pela|durante a|na parte da) manhã\b|\blogo cedo\b", Part(12, "am")),
    rule(r"\b(?:à|a|de|da|pela|durante a|na parte da) tarde\b", Part(20, "pm")),
    rule(r"\b(?:à|a|de|da|pela) noite\b", Part(22, "pm")),
    rule(r"\bmeia hora\b", Length(30, "minute")),
    rule(r"\b(?:uma )?hora e meia\b", Length(90, "minute")),
    rule(r"\b(?:um )?quarto de hora\b", Length(15, "minute")),
    alike.lengths(rf"\b(?:(?:{N}) (?:a|ou) )?(?P<n>{N}) (?:próxim[ao]s )?(?P<unit>min(?:utos?)?|horas?|h|dias?|semanas?|mês|meses)\b(?: (?:útei?s|uteis|útil|util|comerciais))?",
                   words=NUMBERS, units=UNITS, business=BUSINESS),
    alike.lengths(r"\bpróxim[ao]s? (?P<n>\d{1,3}) (?P<unit>horas|dias|minutos|semanas)\b(?: (?:úteis|uteis))?",
                   words=NUMBERS, units=UNITS, business=BUSINESS),
    alike.zone_letters(),
    *alike.cities(r"\(?\b(?:hora d[eo]|horário d[eo]) CITY\b\)?"),
    rule(r"\b(?:horário|hora) de lisboa\b", Zone("Europe/Lisbon")),
    rule(r"\b(?:horário|hora) de brasília\b", Zone("America/Sao_Paulo")),
    rule(r"\b(?:sua|tua) hora(?: local)?\b|\bseu horário\b", Zone("theirs")),
    rule(r"\bnossa hora\b|\bnosso horário\b", Zone("ours")),
)  # fmt: skip

NOW = r"lig|telefon|respond|escrev|envi|mand|avis|inform|dig|diz|dou|dam|confirm|contact|contat|retorn|volt|devolv|reembols|resolv"
GRAMMAR = Grammar(
    language="pt",
    rules=RULES,
    joins=re.compile(r"[\s,(]*(?:(?:a|à|às|as|ao|aos|até|antes|de|do|da|das|no|na|pelas?|pelo|em|e|entre|o|para|mais|tardar|lá|por|volta|cerca|já|logo|máximo|-)\s+){0,5}[\s,(]*"),
    parts=re.compile(r"[,;:]|\s[-–—]\s|\b(?:mas|e|porque|embora|enquanto|pois|portanto|por isso)\b"),
    commits=re.compile(
        r"\b\w+(?:arei|erei|irei|orei|aremos|eremos|iremos|oremos|ará|erá|irá|orá|arão|erão|irão|orão|arás|erás|irás)\b|\b\w*(?:direi|farei|trarei)\b|"
        r"\b\w+r-(?:lhes?|te|vos|nos|[nl]?[oa]s?)-(?:ei|emos|á|ão)\b|"
        r"\b(?:vou|vamos|vai|vão) (?:\w+ )?(?:lhe |te )?\w+[aeio]r(?:-\w+)?\b|"
        rf"\b(?:{NOW})\w*-(?:lhes?|te|vos|[nl]?[oa]s?)\b|\b(?:lhes?|te|já|eu) (?:já )?(?:{NOW})\w*|"
        r"\b(?:ligo|telefono|respondo|escrevo|envio|mando|aviso|informo|retorno|devolvo|resolvo|confirmo|volto a \w+r)\b|"
        r"\b(?:espero|esperamos|prometo|prometemos|pretendo|pretendemos|conto|contamos) \w*[aeio]r\w*"
    ),
    denies=re.compile(
        r"\bnão (?!mais tarde|se preocupe|te preocupes|hesite|obstante)|\b(?:nunca|infelizmente|impossível|tampouco)\b|"
        r"\b(?:por favor|favor)\b|\b(?:responda|responde até|envie|envie-nos|confirme|avise-nos|indique|diga-nos|pedimos|solicitamos|agradecemos que)\b|"
        r"\b(?:precisamos|preciso|necessitamos|deve|devem|deverá|deves|tem de|tem que|terá de|terá que|tens de|tens que|tem até|pode|podem|podes|poderá|poderão|poderia|podia)\b|"
        r"\b(?:foi|foram|era|estava|esteve|tinha|tinham|havia|recebemos|falei|liguei|enviei|respondi|escrevi)\b|\bhá pouco\b|\b(?:envi|lig|respond|mand|fal|escrev|sa)(?:ámos|ou|aram|eu|eram|íram|iram|iu)\b|"
        r"\b(?:chegará|chega|caduca\w*|vence\w*|expira\w*|termina\w*|acaba\w*|fecha\w*|abre\w*|abri(?:mos|remos)|fechamos|estar[áe]\w* (?:fechad|de férias|fora|ausente|encerrad)\w*|fechad[oa]s?|encerrad[oa]s?|abert[oa]s?|horário de \w+imento|válid[oa])\b"
    ),
    supposes=re.compile(
        r"(?:^|[,;.]\s*|\b(?:mas|e|ou)\s+)\s*se (?!possível)|(?<![-\w])(?<!ver )(?<!saber )(?<!verificar )(?<!confirmar )se (?:não|o|a|os|as|você|eu|nós|ainda|puder\w*|for\w*|houver|quiser\w*|tiver\w*|estiver\w*|chegar\w*|conseguir\w*|pagar\w*|preferir\w*)\b|"
        r"\b(?:caso|desde que|a menos que|a não ser|quando (?:receb|cheg|tiver|nos)\w*|assim que|logo que|uma vez que|poderíamos|poderia)\b"
    ),
    asks=re.compile(r"\?"),
    hedges=re.compile(r"\b(?:espero|esperamos|tent\w+|provavelmente|talvez|pretend\w+|em princípio|se possível|normalmente)\b"),
    whats=(
        ("call", re.compile(r"\b(?:lig(?:o|a|amos|ar\w*|ue)|telefon\w+|chamada|ligação|falarei)\b")),
        ("update", re.compile(r"\b(?:inform\w+|avis\w+|ao corrente|a par|novidades|atualiz\w+|actualiz\w+|notific\w+|ponto da situação|andamento|dig\w*-(?:lhe|te)|direi)\b")),
        ("reply", re.compile(r"\b(?:respond\w+|resposta|notícias|contact\w+|contat\w+|escrev\w+|retorn\w+|volt(?:o|amos|arei|aremos) a)\b")),
        ("resolution", re.compile(r"\b(?:solucion\w+|resolv\w+|soluç\w+|arranj\w+|repar\w+|consert\w+|corrig\w+)\b")),
    ),
    strictly_before=re.compile(r"\bantes d(?:e|o|a|as|os)(?: dia)? ?\0"),
    after=re.compile(r"\b(?:depois|após) (?:d(?:o|a|as|e) )?\0"),
    starting=re.compile(r"\b(?:desde|a partir d(?:e|o|a|as))(?: o| a| as)? ?\0"),
    recurring=re.compile(r"\b(?:cada|todos os|todas as|todo|toda) \0"),
)  # fmt: skip
