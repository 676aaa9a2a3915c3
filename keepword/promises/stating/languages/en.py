"""English."""

import re

from keepword.promises.stating.grammar import Grammar
from keepword.promises.stating.languages import alike
from keepword.promises.stating.pieces import Clock, Date, Day, End, Length, Part, Past, Zone, rule

NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty-five": 45, "sixty": 60,
    "a couple of": 2, "a few": 3, "the next few": 3, "twenty-four": 24, "forty-eight": 48, "seventy-two": 72,
}  # fmt: skip
WEEKDAYS = {
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thurs": 3, "fri": 4, "sat": 5,
}  # fmt: skip
MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
    "october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7,
    "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
UNITS = {"min": "minute", "hour": "hour", "hr": "hour", "day": "day", "week": "week", "month": "month"}
N, MONTH = alike.counts(NUMBERS), alike.names(MONTHS)
BUSINESS = r"business|working|work|office|open"
UNIT = r"(?P<unit>minutes?|mins?|hours?|hrs?|days?|weeks?|months?)"
THE_END = r"(?:the )?(?:end|close)(?: of)?"


def _date(found: re.Match[str]) -> Date:
    return Date(int(found["d"]), month=MONTHS[found["m"]], year=int(found["y"]) if found["y"] else None)


RULES = (
    rule(r"\b(?:yesterday|last (?:night|week|month|year|\w+day)|ago|earlier today|earlier this \w+)\b", Past()),
    rule(rf"\b(?:{N})\s*(?:minutes?|mins?|hours?|days?|weeks?|months?) ago\b", Past()),
    rule(r"\bday after tomorrow\b", Day(2)),
    rule(r"\btomorrow\b(?!'s)", Day(1)),
    rule(r"\b(?:today|this very day)\b(?!'s)", Day(0)),
    rule(rf"\b(?:by |before |at )?{THE_END} (?:today|(?:the )?(?:business |working )?day)\b|\b(?:eod|cob|eob)\b|"
         r"\bend of (?:the )?(?:business|working) day\b|\bclose of (?:business|play)\b|\bbefore we close\b", End("day")),
    rule(rf"\b{THE_END} (?:the |this )?(?:week|business week|working week)\b|\beow\b", End("week")),
    rule(rf"\b{THE_END} next week\b", End("week", 1)),
    rule(rf"\b{THE_END} (?:the |this )?month\b", End("month", is_closing=False)),
    rule(r"\b(?:later )?this week\b", End("week", is_closing=False)),
    rule(r"\b(?:sometime )?next week\b", End("week", 1, is_closing=False)),
    rule(r"\bnext month\b", End("month", 1, is_closing=False)),
    rule(r"\b(?:the )?next (?:business|working) day\b", Length(1, "day", in_business=True)),
    alike.weekdays(WEEKDAYS, before=r"next ", weeks=1),
    alike.weekdays(WEEKDAYS, before=r"(?:this (?:coming )?|coming )?"),
    rule(rf"\b(?:the )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m>{MONTH})\b\.?(?:,? (?P<y>20\d\d))?", _date),
    rule(rf"\b(?P<m>{MONTH})\.? (?:the )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:|\s*[ap]\.?m)(?:,? (?P<y>20\d\d))?", _date),
    rule(r"\bthe (\d{1,2})(?:st|nd|rd|th)\b", lambda found: Date(int(found[1]))),
    alike.iso_dates(),
    alike.slashed_dates(),
    rule(r"\b(\d{1,2})(?:[:.](\d\d))?\s*([ap])\.?\s?m\b\.?", lambda f: alike.clock(f[1], f[2], f[3] + "m")),
    rule(r"\b(\d{1,2})(?:[:.](\d\d))? ?(?:-|–|to|and) ?(\d{1,2})(?:[:.](\d\d))?\s*([ap])\.?m\b\.?",
         lambda f: alike.clock(f[3], f[4], f[5] + "m")),
    rule(r"\b([01]?\d|2[0-4]):([0-5]\d)\b", lambda f: alike.clock(f[1], f[2], "24" if len(f[1]) == 2 else "")),
    rule(r"\b(?:at|by|before|until|till|around|about|between|and|no later than|latest) (\d{1,2})(?: o'?clock)?\b(?![:.]\d|[/-]|\s*(?:[ap]\.?m|min|hour|hr|day|week|business|working|%|st|nd|rd|th|of|euro|units|pieces|items|parcel|order|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))",
         lambda f: alike.clock(f[1], None)),
    rule(r"\b(\d{1,2}) o'?clock\b", lambda f: alike.clock(f[1], None)),
    rule(r"\bhalf past (\d{1,2})\b", lambda f: alike.clock(f[1], "30")),
    rule(r"\b(?:noon|midday|lunch(?:time)?)\b", Clock(12, 0, "24")),
    rule(r"\bmidnight\b", Clock(24, 0, "24")),
    rule(r"\bthis morning\b", Part(12, "am", is_today=True)),
    rule(r"\bthis afternoon\b", Part(18, "pm", is_today=True)),
    rule(r"\b(?:this evening|tonight)\b", Part(22, "pm", is_today=True)),
    rule(r"\bmorning\b", Part(12, "am")),
    rule(r"\bafternoon\b", Part(18, "pm")),
    rule(r"\b(?:evening|night)\b", Part(22, "pm")),
    rule(r"\bhalf an? hour\b", Length(30, "minute")),
    rule(r"\b(?:an|one) hour and a half\b", Length(90, "minute")),
    rule(r"\ba fortnight\b", Length(14, "day")),
    alike.lengths(rf"\b(?P<n>{N})[\s-]*(?:(?:{BUSINESS}|full) )?{UNIT}\b",
                   words=NUMBERS, units=UNITS, business=BUSINESS),
    alike.lengths(rf"\b(?:\d{{1,3}}|{alike.names(dict.fromkeys(NUMBERS, 0))}) ?(?:-|–|to|or) ?(?P<n>{N}) (?:(?:{BUSINESS}) )?{UNIT}\b",
                   words=NUMBERS, units=UNITS, business=BUSINESS),
    alike.zone_letters(but=()),
    *alike.cities(r"\(?\bCITY(?:'s)? time\b\)?"),
    rule(r"\byour (?:local )?time\b", Zone("theirs")),
    rule(r"\bour (?:local )?time\b", Zone("ours")),
)  # fmt: skip

GRAMMAR = Grammar(
    language="en",
    rules=RULES,
    joins=re.compile(r"[\s,(]*(?:(?:at|by|before|on|in|the|until|around|about|no later than|latest|of|and|-|–|between)\s+){0,4}(?:the\s+)?[\s,(]*"),
    parts=re.compile(r"[,;:]|\s[-–—]\s|\b(?:but|and|so|because|while|whereas|although|though|until we|since)\b"),
    commits=re.compile(
        r"\b(?:i|we|you|he|she|they|it|who|someone|somebody|that)'ll\b|\b(?:will|shall)\b(?! you\b)|\bgoing to\b|"
        r"\b(?:i'm|we're|i am|we are|is|are) (?:now |currently )?(?:calling|sending|shipping|refunding|emailing|getting back|replying)\b|"
        r"\bexpect (?:to|an?|our|my|your|the|it|us|news)\b|\bpromise (?:to|you)\b|\b(?:aim|hope|plan|try|intend|commit) to\b|"
        r"\byou (?:should|can expect to) (?:hear|receive|have|get)\b"
    ),
    denies=re.compile(
        r"\b(?:can(?:no|')t|cannot|won't|will not|unable|not able|not be able|never|don't|didn't|couldn't|wouldn't|unfortunately)\b|"
        r"\bplease (?!do not|don't|expect|note|know|rest|be assured|trust)|\b(?:you|customers) (?:can|may|must|should|need|have|had|could|will (?:need|have) to|want|wanted|wrote|said|asked|ordered|will be able|'ll need)\b(?! (?:expect|hear|receive|get|our|an answer))|"
        r"\b(?:we|i)(?:'ll| will)? (?:need|require|ask you|asked|called|sent|shipped|replied|wrote|tried|had|was|were|have been)\b|"
        r"\b(?:was|were|has been|have been|had been|should have)\b|\b(?:let us|let me) know (?:by|before|until|which|if)\b|"
        r"\b(?:will|'ll)(?: \w+)? (?:arrive|expire|end|close|need|start|begin|be (?:closed|out|away|open|unavailable|back|on|offline|in stock|delivered by)|return to the office)\b|"
        r"\b(?:opening hours|open (?:from|until|till)|is (?:open|closed|valid)|are (?:open|closed|valid)|offer ends|deadline)\b"
    ),
    supposes=re.compile(
        r"(?<!see )(?<!check )(?<!know )(?<!ask )(?<!sure )(?<!out )(?<!confirm )\bif (?!not sooner|not earlier)|\b(?:unless|once you|as soon as (?!possible)|in case|provided|assuming|when you|should you|would|could|might|whenever|after you)\b"
    ),
    asks=re.compile(r"\?"),
    hedges=re.compile(r"\b(?:hope|try|aim|plan|intend|probably|should|hopefully|perhaps|maybe|expected|usually)\b"),
    whats=(
        ("call", re.compile(r"\b(?:call(?:ing)?|phone|ring|telephone|give you a (?:call|ring)|speak (?:to|with) you)\b")),
        ("update", re.compile(r"\b(?:update|let you know|keep you (?:posted|informed)|inform|notify|tell you|news|status|progress)\b")),
        ("reply", re.compile(r"\b(?:repl(?:y|ies)|answer|respon(?:d|se)|get(?:ting)? back|hear (?:back )?from|hear back|write (?:back|to you)|contact you|be in touch|get in touch|reach out|come back to you|follow up|email you(?! (?:the|a|an|your)\b))\b")),
        ("resolution", re.compile(r"\b(?:resol(?:ve|ved|ution)|solve|solved|fix|fixed|sort(?:ed)?|repair(?:ed)?|corrected|working again|back online)\b")),
    ),
    strictly_before=re.compile(r"\bbefore (?:the )?\0"),
    after=re.compile(r"\bafter (?:the )?\0"),
    starting=re.compile(r"\b(?:from|starting|since|as of|beginning)(?: the)? \0(?!.{0,8}\bto\b)|\b(?:until|till) \0"),
    recurring=re.compile(r"\b(?:every|each)(?: single)? ?\0|\0 each"),
)  # fmt: skip
