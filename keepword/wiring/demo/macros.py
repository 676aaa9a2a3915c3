"""What the made-up shop says every day."""

from keepword.conversations.macros.actions import Action
from keepword.conversations.macros.defining import Draft, define
from keepword.people.models import Agent

MACROS = (
    Draft(
        "Parcel is late",
        {
            "en": "Hello {{customer.first_name}},\n\nI am sorry that your parcel is late. "
            "It is at [[where it is now]].\n\n{{agent.name}}, {{brand.name}}",
            "ko": "{{customer.first_name}} 님, 안녕하세요.\n\n배송이 늦어져 죄송합니다. 현재 위치: [[배송 위치]]\n\n"
            "{{brand.name}} {{agent.name}} 드림",
            "zh-Hans": "{{customer.first_name}}，您好！\n\n很抱歉包裹延误了。目前位置：[[包裹位置]]\n\n"
            "{{brand.name}} {{agent.name}}",
        },
        "Parcels",
        actions=(Action("assign", "me"), Action("tag", "shipping"), Action("snooze", 48)),
    ),
    Draft(
        "Money is on its way",
        {
            "en": "Hello {{customer.first_name}},\n\nthe money for your return is on its way.\n\n{{agent.name}}",
            "ko": "{{customer.first_name}} 님, 환불을 진행했습니다.\n\n{{agent.name}} 드림",
        },
        "Returns",
        actions=(Action("tag", "refund"), Action("resolve")),
    ),
    Draft("When we are here", {"en": "{{hours.now}}.", "ko": "{{hours.now}}.", "zh-Hans": "{{hours.now}}。"}),
)


def write_macros(administrator: Agent) -> None:
    for draft in MACROS:
        define(draft, by=administrator)
