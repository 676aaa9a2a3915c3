"""When the made-up shop is there: a shop in Berlin, and two desks where some of its people sit."""

from keepword.brands.models import Brand, Organisation
from keepword.hours.calendar import Calendar
from keepword.hours.defining import define
from keepword.people.models import Agent

OFFICE = ((540, 1080),)
WITH_LUNCH = ((540, 720), (780, 1080))


def set_hours() -> None:
    """Everybody keeps the shop's hours but those whose own language is spoken elsewhere."""
    shop = Calendar("Europe/Berlin", (OFFICE,) * 5 + (((600, 840),), ()), country="DE", subdivision="BE")
    kept = define("Shop in Berlin", calendar=shop)
    Organisation.objects.update(business_hours=kept)
    Brand.objects.update(business_hours=kept)
    seoul = define("Desk in Seoul", calendar=Calendar("Asia/Seoul", (WITH_LUNCH,) * 5 + ((), ()), country="KR"))
    shanghai = define("Desk in Shanghai", calendar=Calendar("Asia/Shanghai", (OFFICE,) * 6 + ((),), country="CN"))
    Agent.objects.filter(language="ko").update(business_hours=seoul)
    Agent.objects.filter(language="zh-hans").update(business_hours=shanghai)
