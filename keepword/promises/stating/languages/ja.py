"""Japanese."""

import re

from keepword.promises.stating.grammar import Grammar
from keepword.promises.stating.languages import alike, cjk
from keepword.promises.stating.pieces import Clock, Day, End, Length, Part, Past, Weekday, Zone, rule

WEEKDAYS = {"月": 0, "火": 1, "水": 2, "木": 3, "金": 4, "土": 5, "日": 6}
HALVES = {"午前": "am", "朝": "am", "午後": "pm", "夕方": "pm", "夜": "pm", "今晩": "pm", "晩": "pm", "今夜": "pm"}
UNITS = {
    "分": "minute",
    "時": "hour",
    "営": "day",
    "日": "day",
    "週": "week",
    "か": "month",
    "ヶ": "month",
    "カ": "month",
    "ヵ": "month",
}
N = cjk.NUMBER
HALF = alike.names(dict.fromkeys(HALVES, 0))


def _clock(half: str | None, hour: str, minute: str | None) -> Clock | None:
    number = int(cjk.number(hour))
    minutes = "30" if minute == "半" else str(int(cjk.number(minute))) if minute else None
    said = HALVES.get(half or "", "")
    return alike.clock(str(number), minutes, said if number <= 12 else "")


def _length(found: re.Match[str]) -> Length | None:
    unit = next((name for start, name in UNITS.items() if found["unit"].startswith(start)), None)
    if unit is None:
        return None
    return cjk.length(found["n"], unit, half=bool(found["half"]), in_business="営業" in found[0])


RULES = (
    rule(r"昨日|昨夜|昨晩|一昨日|先日|先ほど|先程|先週|先月|今朝|前回|去年", Past()),
    rule(rf"{N}\s?(?:分|時間|日|週間|か月|ヶ月|カ月)(?:ほど)?前(?!後)", Past()),
    rule(r"明後日|あさって", Day(2)),
    rule(r"明日|あした|あす|翌日|明朝|明晩", Day(1)),
    rule(r"本日|今日|きょう|当日", Day(0)),
    rule(r"(?:本日|今日)中|本日内|当日中", End("day", is_closing=False)),
    rule(r"(?:本日の?|今日の?)?(?:営業時間内|営業終了(?:時間)?まで|終業(?:時間)?まで|業務終了まで|営業時間中)", End("day")),
    rule(r"今週中|今週内", End("week", is_closing=False)),
    rule(r"(?:今週末|週末)(?:まで)?", End("week")),
    rule(r"来週中|来週内|来週(?!の?[月火水木金土日])", End("week", 1, is_closing=False)),
    rule(r"今月中|今月末|月末|今月内", End("month", is_closing=False)),
    rule(r"来月中|来月(?!の?\d)", End("month", 1, is_closing=False)),
    rule(r"翌営業日|次の営業日|明営業日", Length(1, "day", in_business=True)),
    rule(r"来週の?\s?([月火水木金土日])曜日?", lambda f: Weekday(WEEKDAYS[f[1]], 1)),
    rule(r"(?:今週の?|次の|今度の)?\s?([月火水木金土日])曜日?", lambda f: Weekday(WEEKDAYS[f[1]])),
    rule(r"\(([月火水木金土日])\)", lambda f: Weekday(WEEKDAYS[f[1]])),
    *cjk.dates(),
    alike.iso_dates(),
    alike.slashed_dates(),
    rule(rf"({HALF})?の?\s?(?<![\d:])({N})\s?時(?!間)(?:\s?({N})\s?分?)?", lambda f: _clock(f[1], f[2], f[3])),
    rule(rf"({HALF})?の?\s?(?<![\d:])(\d{{1,2}}):(\d\d)", lambda f: _clock(f[1], f[2], f[3]) if f[1] else alike.clock(f[2], f[3], "24")),
    rule(r"正午|お?昼(?:頃|まで)?|昼(?:頃)?", Clock(12, 0, "24")),
    rule(r"深夜0時|午前0時", Clock(24, 0, "24")),
    rule(r"朝一番?|朝|午前中?|(?<=明)朝", Part(12, "am")),
    rule(r"午後", Part(18, "pm")),
    rule(r"夕方", Part(18, "pm")),
    rule(r"今晩|今夜", Part(22, "pm", is_today=True)),
    rule(r"(?<=明)晩|夜", Part(22, "pm")),
    rule(r"半日", Length(12, "hour")),
    rule(rf"(?:{N}\s?(?:~|-|から|ー|〜|、)\s?)?(?P<n>{N})\s?(?P<unit>分間?|時間|営業時間|営業日|日間?|週間|[かヶカヵ]月)(?P<half>半)?(?:以内|後|内|ほど|程度|中)", _length),
    rule(rf"(?P<n>{N})\s?(?P<unit>営業日)(?P<half>半)?", _length),
    alike.zone_letters(),
    *alike.cities(r"[((]?CITY時間[))]?"),
    rule(r"(?:お客様の?)?現地時間", Zone("theirs")),
    rule(r"(?:弊社|当社|当方)(?:の)?時間", Zone("ours")),
)  # fmt: skip

DOINGS = "返事|復旧|電話|連絡|返信|回答|返答|報告|知らせ|案内|発送|送り|送付|返金|対応|解決|手配|確認|折り返し|届け|交換|修理|修正|お伝え|伝え|メール|処理|更新|進捗|回収|調査|キャンセル|発行|振り?込|返品|再送|郵送|出荷|答え|連絡"
GRAMMAR = Grammar(
    language="ja",
    rules=RULES,
    joins=re.compile(r"[\s、,((]*(?:の|に|は|頃|ごろ|まで|で|、|から|~|-|〜|または)?[\s、,(())]*"),
    parts=re.compile(r"[、,;:](?!\d)|ますが|ですが|ので|けれど|ますので"),
    commits=re.compile(
        rf"(?:{DOINGS}).*(?:いたします|致します|します|差し上げます|差しあげます|申し上げます|させていただきます|させて頂きます|まいります|参ります|予定です|予定でございます|つもりです|ます(?!が、?お|か)|いたし|見込み|できるよう)|(?:電話|連絡|返信|返金|発送)が(?:あります|ございます|届きます)"
    ),
    denies=re.compile(
        r"ません|できかね|いたしかね|致しかね|ください|下さい|くださ|お願い|いただけ(?!れば)|頂け|いただき(?:たい|ます(?:よう|と))|ましたが|ました|でした|だった|可能です|可能で|できます|休業|休み|定休|営業時間は|失効|期限|有効|難し|無理|終了しま|必要|求め|不在|お送りいただ"
    ),
    supposes=re.compile(r"ければ|れば|たら、|なら|もし|場合|次第|限り|と、(?=.*ます)"),
    asks=re.compile(r"[?？]|ますか|でしょうか|ませんか|ですか"),
    hedges=re.compile(r"予定|見込み|つもり|おそらく|恐らく|できるだけ|なるべく|努め|かと|めど|目処"),
    whats=(
        ("call", re.compile(r"電話|お?架電")),
        ("update", re.compile(r"知らせ|報告|進捗|案内|お伝え|伝え|更新|状況")),
        ("reply", re.compile(r"連絡|返信|返事|回答|返答|答え|折り返し")),
        ("resolution", re.compile(r"解決|修正|修理|復旧")),
    ),
    strictly_before=re.compile(r"\0(?:より前|の前)"),
    after=re.compile(r"\0(?:以降|を過ぎ|過ぎ)"),
    starting=re.compile(r"\0(?:から(?!.{0,6}まで)|より(?!前|も))"),
    recurring=re.compile(r"毎\0|毎日|毎週|\0ごと"),
)  # fmt: skip
