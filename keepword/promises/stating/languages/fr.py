"""French."""

import re

from keepword.promises.stating.grammar import Grammar
from keepword.promises.stating.languages import alike
from keepword.promises.stating.pieces import Clock, Date, Day, End, Length, Part, Past, Weekday, Zone, rule

NUMBERS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "douze": 12, "quinze": 15, "vingt": 20, "trente": 30, "quelques": 3, "vingt-quatre": 24,
    "quarante-huit": 48, "soixante-douze": 72, "une dizaine de": 10, "une quinzaine de": 15,
}  # fmt: skip
WEEKDAYS = {"lundi": 0, "mardi": 1, "mercredi": 2, "jeudi": 3, "vendredi": 4, "samedi": 5, "dimanche": 6}
MONTHS = {
    "janvier": 1, "février": 2, "fevrier": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7, "août": 8,
    "aout": 8, "septembre": 9, "octobre": 10, "novembre": 11, "décembre": 12, "decembre": 12,
}  # fmt: skip
UNITS = {"min": "minute", "heure": "hour", "h": "hour", "jour": "day", "semaine": "week", "mois": "month"}
HOURS = {
    "une": 1,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "six": 6,
    "sept": 7,
    "huit": 8,
    "neuf": 9,
    "dix": 10,
    "onze": 11,
}
N, MONTH, DAY = alike.counts(NUMBERS), alike.names(MONTHS), alike.names(WEEKDAYS)
BUSINESS = r"ouvr(?:é|able|e)|travail"
HALVES = {"matin": "am", "après-midi": "pm", "soir": "pm"}


def _clock(hour: str, minute: str | None, of: str | None) -> Clock | None:
    number = HOURS.get(hour) or int(hour)
    half = HALVES.get(of or "", "")
    return alike.clock(str(number), "30" if minute and "demie" in minute else minute, half)


RULES = (
    rule(r"\b(?:hier|avant-hier|(?:la semaine|le mois) derni(?:ère|er)|\w+ dernier)\b", Past()),
    rule(rf"\bil y a (?:{N}) (?:minutes?|heures?|jours?|semaines?|mois)\b", Past()),
    rule(r"\baprès[- ]demain\b", Day(2)),
    rule(r"\bdemain\b", Day(1)),
    rule(r"\b(?:aujourd'hui|ce jour même)\b", Day(0)),
    rule(r"\b(?:avant |d'ici |en |à )?(?:la )?fin (?:de (?:la )?)?(?:journée|jour)\b|\bavant (?:la fermeture|de fermer)\b", End("day")),
    rule(r"\bfin (?:de (?:la |cette )?)?semaine\b", End("week")),
    rule(r"\bfin (?:de (?:la )?)?semaine prochaine\b", End("week", 1)),
    rule(r"\bfin (?:du|de ce) mois\b", End("month", is_closing=False)),
    rule(r"\b(?:dans le courant de )?cette semaine\b|\bdans la semaine\b", End("week", is_closing=False)),
    rule(r"\b(?:la )?semaine prochaine\b", End("week", 1, is_closing=False)),
    rule(r"\b(?:le )?mois prochain\b", End("month", 1, is_closing=False)),
    rule(r"\b(?:le )?(?:prochain jour (?:ouvré|ouvrable)|jour (?:ouvré|ouvrable) suivant)\b", Length(1, "day", in_business=True)),
    rule(rf"\b(?:le |ce )?({DAY})(?: prochain)?\b", lambda f: Weekday(WEEKDAYS[f[1]])),
    rule(rf"\b({DAY}) de la semaine prochaine\b", lambda f: Weekday(WEEKDAYS[f[1]], 1)),
    rule(rf"\b(?:le )?(\d{{1,2}}|1er) ({MONTH})(?: (20\d\d))?\b", lambda f: Date(1 if f[1] == "1er" else int(f[1]), month=MONTHS[f[2]], year=int(f[3]) if f[3] else None)),
    rule(rf"\ble (\d{{1,2}})\b(?! ?(?:{MONTH}|h\b|heures|/|:))", lambda f: Date(int(f[1]))),
    alike.iso_dates(),
    alike.slashed_dates(),
    rule(r"\b(?:une|1) heure et demie\b", Length(90, "minute")),
    rule(rf"\b(?:à |avant |vers |entre )?(\d{{1,2}}|{alike.names(HOURS)}) ?(?:h|heures?)\b ?(\d\d\b|et demie)?(?: (?:du|de l'|de l’)? ?(matin|après-midi|soir))?", lambda f: _clock(f[1], f[2], f[3])),
    rule(r"\b(?:à |avant |vers |entre )?(\d{1,2})h(\d\d)\b", lambda f: alike.clock(f[1], f[2], "24")),
    rule(r"\b(\d{1,2}):(\d\d)\b", lambda f: alike.clock(f[1], f[2], "24")),
    rule(r"\bmidi\b(?! et)", Clock(12, 0, "24")),
    rule(r"\bminuit\b", Clock(24, 0, "24")),
    rule(r"\bce matin\b", Part(12, "am", is_today=True)),
    rule(r"\bcet(?:te)? après-midi\b", Part(18, "pm", is_today=True)),
    rule(r"\bce soir\b", Part(22, "pm", is_today=True)),
    rule(r"\b(?:en |dans la |à la première heure |le )?(?:matin|matinée)\b|\bà la première heure\b", Part(12, "am")),
    rule(r"\b(?:dans l'|l'|en )?après-midi\b", Part(18, "pm")),
    rule(r"\b(?:en |dans la )?(?:soir|soirée)\b", Part(22, "pm")),
    rule(r"\b(?:une |la )?demi-heure\b", Length(30, "minute")),
    rule(r"\b(?:un )?quart d'heure\b", Length(15, "minute")),
    alike.lengths(rf"\b(?:sous|dans|d'ici|délai (?:maximum )?de|en|prochaines|les|moins de|maximum|à|dans les|sous les) (?:(?:{N}) (?:à|ou) )?(?P<n>{N}) (?:prochaine?s )?(?P<unit>min(?:utes?)?|heures?|h|jours?|semaines?|mois)\b(?: (?:ouvrés?|ouvrables?|de travail))?",
                   words=NUMBERS, units=UNITS, business=BUSINESS),
    alike.lengths(rf"\b(?:(?:{N}) (?:à|ou) )?(?P<n>{N}) (?P<unit>min(?:utes?)?|jours?|semaines?|mois)\b(?: (?:ouvrés?|ouvrables?|de travail))?",
                   words=NUMBERS, units=UNITS, business=BUSINESS),
    alike.lengths(rf"\b(?P<n>{N}) (?P<unit>heures?|h) (?:ouvrées|ouvrables)\b",
                   words=NUMBERS, units=UNITS, business=BUSINESS),
    alike.zone_letters(),
    *alike.cities(r"\(?\b(?:heure (?:de|du|d') ?CITY)\b\)?"),
    rule(r"\b(?:votre heure|heure (?:locale )?chez vous|heure locale)\b", Zone("theirs")),
    rule(r"\bnotre heure\b", Zone("ours")),
)  # fmt: skip

VERBS = r"rappell\w*|appell\w*|appelons|rappelons|envoi\w*|envoy\w*|tiens|tenons|répond\w*|recontact\w*|contact\w*|confirm\w*|inform\w*|donn\w*|écri[ts]\w*|rembours\w*|prévien\w*|préven\w*|expédi\w*|livr\w*|fais|faisons"
GRAMMAR = Grammar(
    language="fr",
    rules=RULES,
    joins=re.compile(r"[\s,(]*(?:(?:à|avant|vers|le|la|les|entre|et|au|plus|tard|dans|d'ici|jusqu'à|du|de|soit|en|-)\s+){0,5}(?:l')?[\s,(]*"),
    parts=re.compile(r"[,;:]|\s[-–—]\s|\b(?:mais|et|car|parce que|donc|alors que|puis)\b"),
    commits=re.compile(
        rf"\b\w+(?:erai|irai|rai|erons|irons|rons)\b|\b(?:vous|tu) (?:\w+ ){{0,2}}\w+(?:rez|ras)\b|\b(?:sera|seront|aura|auront|pourra|partira|fera|viendra|\w+era|\w+eront|\w+ira|\w+iront|\w+ndra|\w+ndront)\b|"
        rf"\b(?:je vais|nous allons|on va|va|vont) (?:\w+ ){{0,2}}\w+(?:er|ir|re)\b|"
        rf"\b(?:vous|te|t'|le lui|l') ?(?:{VERBS})\b|\b(?:reviens|revenons|revient) vers\b|\b(?:j'|nous |je )(?:expédi\w*|envoi\w*|envoy\w*|rembours\w*)\b|"
        rf"\b(?:espère|espérons|compte|comptons|promets|promettons|pense|essaie|essayons)\b"
    ),
    denies=re.compile(
        r"\b(?:ne|n')\b ?(?!manquer)|\bn'|\b(?:jamais|impossible|malheureusement|aucun\w*)\b|\bmerci de (?!votre patience)|\b(?:veuillez|prière|svp)\b|s'il vous plaît|\b(?:pouvez|pourriez|pouvez-vous|devez|devrez|pourrez|peux|dois|avez jusqu|répondez|envoyez|confirmez|indiquez|dites)\b|"
        r"\b(?:avons|ai|aurons|aurai) besoin\b|\b(?:ai|as|a|avons|avez|ont|avait|avions) (?:été |bien |déjà )?\w+(?:é|ée|és|ées|i|is|u|us|ert|it)\b|\b(?:était|étions|étaient|fut)\b|"
        r"\b(?:fermés?|fermées?|ouverts?|ouvertes?|horaires?|expire\w*|valable\w*|arrivera\w*|absente?s?|en congé\w*|de retour|sera livré par)\b"
    ),
    supposes=re.compile(r"(?<!voir )(?<!savoir )(?<!vérifier )\b(?:si\b|s'il |s'ils )(?! possible)(?!non)|\b(?:dès que|lorsque|en cas|à condition|une fois que|pourrions|pourrait|quand vous|à moins)\b"),
    asks=re.compile(r"\?"),
    hedges=re.compile(r"\b(?:espér\w+|espère|essai\w+|essay\w+|probablement|peut-être|sans doute|normalement|devrait|devrions|si possible|pense|en principe)\b"),
    whats=(
        ("call", re.compile(r"\b(?:r?appel\w*|téléphon\w*|coup de fil)\b")),
        ("update", re.compile(r"\b(?:inform\w*|au courant|nouvelles de (?!nous|notre|ma|mon)|tiend\w*|suite|avancement|prévien\w*|préven\w*|notifi\w*|point)\b(?<!nouvelles)")),
        ("reply", re.compile(r"\b(?:répon\w*|réponse|nouvelles|revien\w*|reven\w*|contact\w*|recontact\w*|écri\w*)\b")),
        ("resolution", re.compile(r"\b(?:résol\w*|résou\w*|solution\w*|réparer\w*|réparé\w*|corrig\w*|régl\w*)\b")),
    ),
    strictly_before=re.compile(r"\bavant (?:le |la )?\0"),
    after=re.compile(r"\baprès (?:le )?\0"),
    starting=re.compile(r"\b(?:à partir de|à partir du|à compter (?:de|du)|depuis|jusqu'à|jusqu'au)(?: le)? ?\0"),
    recurring=re.compile(r"\b(?:chaque|tous les|toutes les) \0"),
)  # fmt: skip
