"""Chinese, simplified and traditional."""

import re

from keepword.promises.stating.grammar import Grammar
from keepword.promises.stating.languages import alike, cjk
from keepword.promises.stating.pieces import Clock, Day, End, Length, Part, Past, Weekday, Zone, rule

WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6, "末": 6}
HALVES = {
    "上午": "am", "早上": "am", "早晨": "am", "清晨": "am", "凌晨": "am", "中午": "pm", "下午": "pm", "傍晚": "pm",
    "晚上": "pm", "今晚": "pm", "晚间": "pm", "晚間": "pm", "晚": "pm", "午后": "pm",
}  # fmt: skip
UNITS = {
    "分": "minute",
    "小": "hour",
    "钟": "hour",
    "鐘": "hour",
    "天": "day",
    "日": "day",
    "周": "week",
    "週": "week",
    "星": "week",
    "礼": "week",
    "禮": "week",
    "月": "month",
}
N = cjk.NUMBER
HALF = alike.names(dict.fromkeys(HALVES, 0))
WEEK = r"(?:周|週|星期|礼拜|禮拜)"
WITHIN = r"(?:之内|之內|以内|以內|内|內|后|後|之后|之後|以后|以後)?"
PAST = r"(?:之?前(?!我|会|會|给|給|为|為|答|回|完|处|處|发|發|通|联|聯|解))"


def _clock(half: str | None, hour: str, minute: str | None) -> Clock | None:
    said = HALVES.get(half or "", "")
    number = int(cjk.number(hour))
    if half == "中午" and number >= 11:
        said = "24"
    minutes = {"半": "30", "一刻": "15", "三刻": "45"}.get(minute or "") or (
        str(int(cjk.number(minute))) if minute else None
    )
    return alike.clock(str(number), minutes, said if number <= 12 else "")


def _length(found: re.Match[str]) -> Length | None:
    unit = next((name for start, name in UNITS.items() if found["unit"].startswith(start)), None)
    if unit is None:
        return None
    in_business = bool(re.search("工作|营业|營業", found[0]))
    return cjk.length(found["n"], unit, half=bool(found["half"]), in_business=in_business)


RULES = (
    rule(r"昨天|昨日|昨晚|前天|上周|上週|上个?星期|上個星期|上个?月|上個月|刚才|剛才|刚刚|剛剛|今早(?!.*前)|去年", Past()),
    rule(rf"{N}\s?(?:个|個)?(?:多)?(?:分钟|分鐘|小时|小時|天|周|週|星期|月|工作日|工作天){PAST}", Past()),
    rule(r"大后天|大後天", Day(3)),
    rule(r"后天|後天", Day(2)),
    rule(r"明天|明日|明儿|次日", Day(1)),
    rule(r"明(?=早|晚)", Day(1)),
    rule(r"今天|今日|当天|當天|本日", Day(0)),
    rule(r"下班(?:之?前|以前)|打烊前|(?:今天|今日)?工作日?结束前", End("day")),
    rule(r"(?:今天|今日|当日)(?:之?内|之?內)", End("day", is_closing=False)),
    rule(rf"(?:本|这|這){WEEK}(?:底|末)(?:之?前)?|{WEEK}末(?:之?前)", End("week")),
    rule(rf"(?:本|这|這)(?:个|個)?{WEEK}(?:之?内|之?內|以内|以內)?(?![一二三四五六日天末底])", End("week", is_closing=False)),
    rule(rf"下(?:个|個)?{WEEK}(?:之?内|之?內)?(?![一二三四五六日天末底])", End("week", 1, is_closing=False)),
    rule(r"(?:本月|这个月|這個月|月)底(?:之?前)?", End("month", is_closing=False)),
    rule(r"(?:本月|这个月|這個月)(?:之?内|之?內)", End("month", is_closing=False)),
    rule(r"下个?月(?!\d|[一二三四五六七八九十])|下個月", End("month", 1, is_closing=False)),
    rule(r"下(?:一)?(?:个|個)(?:工作日|工作天)|次一?(?:个|個)?工作[日天]", Length(1, "day", in_business=True)),
    rule(rf"下(?:个|個)?{WEEK}([一二三四五六日天])", lambda f: Weekday(WEEKDAYS[f[1]], 1)),
    rule(rf"(?:这|這|本|就)?(?:个|個)?{WEEK}([一二三四五六日天])", lambda f: Weekday(WEEKDAYS[f[1]])),
    *cjk.dates(),
    alike.iso_dates(),
    alike.slashed_dates(),
    rule(rf"({HALF})?\s?(?<![\d:])({N})\s?(?:点|點|时(?!间)|時(?!間))(?:整|钟|鐘)?(?:\s?({N}|一刻|三刻)\s?分?)?", lambda f: _clock(f[1], f[2], f[3])),
    rule(rf"({HALF})?\s?(?<![\d:])(\d{{1,2}}):(\d\d)", lambda f: _clock(f[1], f[2], f[3]) if f[1] else alike.clock(f[2], f[3], "24")),
    rule(r"中午|正午", Clock(12, 0, "24")),
    rule(r"午夜|半夜|零点", Clock(24, 0, "24")),
    rule(r"(?<=明)早|早上|上午|早晨|一早|午前", Part(12, "am")),
    rule(r"下午|午后|午後", Part(18, "pm")),
    rule(r"傍晚", Part(19, "pm")),
    rule(r"今晚", Part(22, "pm", is_today=True)),
    rule(r"(?<=明)晚|晚上|晚间|晚間|夜里", Part(22, "pm")),
    rule(rf"(?:(?:{N})\s?(?:到|至|-|~)\s?)?(?P<n>{N})\s?(?:个|個)?(?P<half>半)?\s?(?:工作|营业|營業)?(?P<unit>分钟|分鐘|小时|小時|钟头|鐘頭|天(?!气)|日(?!期)|周|週|星期|礼拜|月)(?P<_w>{WITHIN})", _length),
    rule(rf"(?P<n>{N})\s?(?:个|個)(?P<half>半)?(?:工作|营业|營業)(?P<unit>日|天|小时|小時){WITHIN}", _length),
    alike.zone_letters(),
    *alike.cities(r"[(（]?CITY(?:时间|時間)[)）]?"),
    rule(r"(?:您|你)(?:那边|那邊|当地|當地|的)(?:时间|時間)", Zone("theirs")),
    rule(r"(?:我们|我們|我方)(?:这边|這邊|的)?(?:时间|時間)", Zone("ours")),
)  # fmt: skip

GRAMMAR = Grammar(
    language="zh",
    rules=RULES,
    joins=re.compile(r"[\s,，(（)）的]*(?:在|于|於|至|到|之|前|或|最晚|最迟|最遲|的|大约|大約|左右|-|~){0,3}[\s,，(（)）]*"),
    parts=re.compile(r"[,，、;；:：](?!\d)|但是?|不过|不過|并且|並且|因为|因為|所以"),
    commits=re.compile(
        r"(?:我|我们|我們|小编|客服|专员|專員|同事|店家|仓库|倉庫|工程师|工程師|财务|財務|团队|團隊|快递).*(?:回复|回覆|答复|答覆|联系|聯繫|聯絡|通知|告知|打给|打給|电话|電話|致电|致電|回电|回電|发|發|寄|补|補|退|处理|處理|解决|解決|更新|跟进|跟進|安排|完成|修复|修復|确认|確認|消息|反馈|反饋|结果|結果|说明|說明|告诉|告訴|换|換|送|查)|"
        r"(?:会|會|将|將|一定|务必会|保证|保證|预计|預計|争取|爭取|希望).*(?:回复|回覆|答复|答覆|联系|聯繫|聯絡|通知|告知|打给|打給|致电|致電|回电|回電|发|發|寄|补|補|退|处理|處理|解决|解決|更新|跟进|跟進|安排|完成|修复|修復|确认|確認|到账|到帳|反馈|反饋|收到|换|換|送|给您|給您)|"
        r"(?:给您|給您|给你|給你|为您|為您|为你|為你|帮您|幫您|帮你|幫你|向您|与您|與您|和您).*(?:回|答|电|電|发|發|寄|补|補|退|处理|處理|解决|解決|更新|安排|消息|联系|聯繫|聯絡|通知|确认|確認|换|換|送|查)|"
        r"(?:回复|回覆|答复|答覆|联系|聯繫|聯絡|通知|告知|打给|打給|致电|致電|回电|回電)(?:给|給)?(?:您|你)"
    ),
    denies=re.compile(
        r"请|請|麻烦|麻煩|(?:您|你)(?:可以|可|需要|需|必须|必須|要|应|應|如|说|說|说过|有)|可以(?:申请|退|换|退货)|可退|可(?:申请|申請)|内可|(?:无法|無法|不能|不会|不會|不可|没法|沒法|没有|沒有|未能|来不及|來不及)|(?:抱歉|遗憾).*(?:无法|不能)|"
        r"已(?:经|經)?|(?:发货|發貨|寄出|回复|回覆|处理|處理|解决|解決|联系|联络|打|发|發)了|(?:打|发|發|联系|回复|寄)过|(?:打|發|聯繫|回覆|寄)過|过(?:电话|電話)|"
        r"营业时间|營業時間|营业|營業(?!日)|到期|有效|截止|休息|放假|开放|開放|打烊(?!前)|关门|工作时间|工作時間|需要您|需要你|希望您|等待您"
    ),
    supposes=re.compile(r"如果|如(?:有|您|需|果)|若|要是|假如|只要|一旦|的话|的話|倘若|万一|除非|(?:收到|付款|确认|到货)(?:后|後|之后|之後)(?!.*(?:我们|我們).*(?:会|會|将|將))"),
    asks=re.compile(r"[?？]|吗[。!！]?\s*$|嗎[。!！]?\s*$|呢\s*$|能否|可否|是否可以"),
    hedges=re.compile(r"尽量|盡量|尽快|争取|爭取|预计|預計|可能|大概|应该|應該|希望|估计|估計"),
    whats=(
        ("call", re.compile(r"电话|電話|致电|致電|回电|回電|打给|打給|来电|來電")),
        ("reply", re.compile(r"回复|回覆|答复|答覆|联系|聯繫|聯絡|回信|回答|回应|回應")),
        ("update", re.compile(r"通知|告知|更新|进展|進展|消息|反馈|反饋|结果|結果|告诉|告訴|进度|進度")),
        ("resolution", re.compile(r"解决|解決|修复|修復|修好|搞定")),
    ),
    after=re.compile(r"\0(?:之后|以后|之後|以後)"),
    starting=re.compile(r"(?:从|從|自)\0|\0(?:起|开始|開始)|(?:到|至)\0(?:为止|為止)"),
    recurring=re.compile(r"每(?:个|個)?\0|每天|每日|每(?:周|週)"),
)  # fmt: skip
