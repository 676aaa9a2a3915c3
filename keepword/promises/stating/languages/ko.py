"""Korean."""

import re

from keepword.promises.stating.grammar import Grammar
from keepword.promises.stating.languages import alike
from keepword.promises.stating.pieces import Clock, Date, Day, End, Length, Part, Past, Weekday, Zone, rule

NUMBERS = {
    "한": 1, "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10, "열한": 11,
    "열두": 12, "일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "십": 10, "삼십": 30, "이십": 20, "스물네": 24,
}  # fmt: skip
WEEKDAYS = {"월": 0, "화": 1, "수": 2, "목": 3, "금": 4, "토": 5, "일": 6}
HALVES = {"오전": "am", "아침": "am", "새벽": "am", "오후": "pm", "저녁": "pm", "밤": "pm", "낮": "pm"}
UNITS = {
    "분": "minute",
    "시간": "hour",
    "영업시간": "hour",
    "일": "day",
    "영업일": "day",
    "근무일": "day",
    "주": "week",
    "개월": "month",
    "달": "month",
}
N, HALF = alike.counts(NUMBERS), alike.names(dict.fromkeys(HALVES, 0))
WITHIN = r"\s?(?:이내|안|내|후|뒤|만|정도 후)"


def _clock(half: str | None, hour: str, minute: str | None) -> Clock | None:
    number = NUMBERS.get(hour) or int(hour)
    minutes = "30" if minute == "반" else minute
    return alike.clock(str(int(number)), minutes, HALVES.get(half or "", "") if number <= 12 else "")


def _length(found: re.Match[str]) -> Length | None:
    unit = next((name for start, name in UNITS.items() if found["unit"].startswith(start)), None)
    if unit is None:
        return None
    amount = alike.amount(found["n"], NUMBERS) + (0.5 if found["half"] else 0)
    return Length(amount, unit, in_business=bool(re.search("영업|근무", found[0])))


RULES = (
    rule(r"어제|그제|그저께|지난\s?\S+|방금|조금 전|아까|작년|오늘 오전에(?=.*(?:했|렸|었|았))", Past()),
    rule(rf"(?:{N})\s?(?:분|시간|일|주일?|개월|달)\s?전(?!까지)", Past()),
    rule(r"글피", Day(3)),
    rule(r"모레", Day(2)),
    rule(r"내일|명일|익일", Day(1)),
    rule(r"오늘|금일|당일", Day(0)),
    rule(r"(?:퇴근|업무 ?종료|영업 ?종료|마감|업무 마감) ?(?:시간 ?)?전|(?:오늘 )?업무 ?시간 ?(?:내|안)|하루가? 끝나기 전", End("day")),
    rule(r"(?:오늘|금일) ?(?:중|내|안)", End("day", is_closing=False)),
    rule(r"(?:이번|금) ?주 ?(?:중|내|안|안으로|이내)?(?! ?[월화수목금토일]요일)(?=[\s에으까]|$)", End("week", is_closing=False)),
    rule(r"(?:이번 ?)?주말 ?(?:전|까지)|(?:이번 )?주 ?마지막", End("week")),
    rule(r"(?:다음|차) ?주 ?(?:중|내|안)?(?! ?[월화수목금토일]요일)(?=[\s에으까]|$)", End("week", 1, is_closing=False)),
    rule(r"(?:이번 ?달|이달|월) ?(?:말|안|내)(?=[\s에으까]|$)", End("month", is_closing=False)),
    rule(r"다음 ?달(?: ?(?:중|내|안))?", End("month", 1, is_closing=False)),
    rule(r"(?:다음|익) ?(?:영업|근무)일", Length(1, "day", in_business=True)),
    rule(r"(?:다음|차) ?주 ?([월화수목금토일])요일", lambda f: Weekday(WEEKDAYS[f[1]], 1)),
    rule(r"(?:이번 ?주 ?|돌아오는 |오는 )?([월화수목금토일])요일", lambda f: Weekday(WEEKDAYS[f[1]])),
    rule(r"\(([월화수목금토일])\)", lambda f: Weekday(WEEKDAYS[f[1]])),
    rule(r"(?:(20\d\d)년\s?)?(\d{1,2})월\s?(\d{1,2})일", lambda f: Date(int(f[3]), int(f[2]), int(f[1]) if f[1] else None)),
    rule(rf"(?<![\d월일])(\d{{1,2}})일(?!{WITHIN}|간|\s?전|\s?기준|\s?영업)", lambda f: Date(int(f[1]))),
    alike.iso_dates(),
    alike.slashed_dates(),
    rule(rf"({HALF})?\s?(?<!\d)({N})\s?시(?!간)(?:\s?(\d{{1,2}}|반)\s?분?)?", lambda f: _clock(f[1], f[2], f[3])),
    rule(rf"({HALF})?\s?(?<![\d:])(\d{{1,2}}):(\d\d)", lambda f: _clock(f[1], f[2], f[3]) if f[1] else alike.clock(f[2], f[3], "24")),
    rule(r"정오|점심(?: ?시간)?", Clock(12, 0, "24")),
    rule(r"자정", Clock(24, 0, "24")),
    rule(r"오전 ?(?:중|내)?|아침", Part(12, "am")),
    rule(r"오후(?: ?중)?|낮", Part(18, "pm")),
    rule(r"저녁|밤", Part(22, "pm")),
    rule(r"하루" + WITHIN, Length(1, "day")),
    rule(r"이틀" + WITHIN, Length(2, "day")),
    rule(r"사흘" + WITHIN, Length(3, "day")),
    rule(r"나흘" + WITHIN, Length(4, "day")),
    rule(r"일주일" + WITHIN, Length(7, "day")),
    rule(r"반 ?시간" + WITHIN, Length(30, "minute")),
    rule(rf"(?:영업일 ?(?:기준)? ?(?:으로)? ?)?(?:(?:{N}) ?(?:~|-|에서|내지) ?)?(?P<n>{N})\s?(?P<unit>분|시간|영업시간|일|영업일|근무일|주일?|개월|달)\s?(?P<half>반)?{WITHIN}", _length),
    alike.zone_letters(),
    *alike.cities(r"\(?CITY ?(?:시간|시각)(?: 기준)?(?:으로)?\)?"),
    rule(r"(?:고객님(?:의)? )?현지 ?(?:시간|시각)(?: 기준)?", Zone("theirs")),
    rule(r"(?:저희|당사) ?(?:시간|시각)", Zone("ours")),
)  # fmt: skip

GRAMMAR = Grammar(
    language="ko",
    rules=RULES,
    joins=re.compile(r"[\s,(]*(?:의|에|까지|은|는|쯤|경|중|안으로|부터|~|-|또는|늦어도)?[\s,()]*"),
    parts=re.compile(r"[,;:](?!\d)|지만|는데|니다만|하고 나서|하며 "),
    commits=re.compile(
        r"겠습니다|겠어요|ㄹ게요|[할릴볼될낼줄갈올알길칠날를을]게요|드릴게요|드립니다|예정입니다|예정이에요|예정이며|[할될릴줄낼갈올]\s?것입니다|[할될릴줄낼갈올] 거예요|드려요|(?:발송|처리|완료|환불|입금|도착|해결|교환)됩니다|약속드립니다|보내드리|(?:연락|전화|답변|회신)(?:이|을)? (?:갈|받으실)|받으실 수 있습니다|받아보실 수 있|합니다(?=[.\s]*$)"
    ),
    denies=re.compile(
        r"어렵|어려|못\s?(?:합|하|드|해)|않|불가|없습니다|없어|부탁|주세요|주시기|주시면|바랍니다|주십시오|하실 수|야 합니다|셔야|만료|휴무|휴일|쉽니다|영업시간은|운영(?:시간|합니다)|마감됩니다|종료됩니다|유효|[했었았였렸됐갔냈왔]습니다|[했었았였렸됐갔냈왔]지만|[했었았였렸됐갔냈왔]어요|[했었았였렸됐갔냈왔]는데|[했었았였렸]고|필요합니다|요청드립|반품|주문하신|말씀하"
    ),
    supposes=re.compile(r"[가-힣]면(?:[\s,]|$)|경우|한다면|[가-힣]시면|다면"),
    asks=re.compile(r"[?？]|까요|나요|습니까|ㄹ까|실까|는지요"),
    hedges=re.compile(r"예정|노력|아마|가능한|되도록|최대한|것 같|예상"),
    whats=(
        ("call", re.compile(r"전화|통화|콜백")),
        ("update", re.compile(r"안내|알려|알리|소식|진행 ?상황|공유|업데이트|보고|통보|통지")),
        ("reply", re.compile(r"답변|회신|답장|연락|답 드|답드|회답|답을")),
        ("resolution", re.compile(r"해결|복구|고쳐|수리|조치")),
    ),
    after=re.compile(r"\0\s?(?:이후|넘어서|지나서)"),
    starting=re.compile(r"\0\s?(?:부터(?!.{0,8}까지|.{0,6}사이)|이래)"),
    recurring=re.compile(r"매\s?\0|매일|매주|\0마다"),
)  # fmt: skip
