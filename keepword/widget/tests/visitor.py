"""A visitor of a shop's page, as their browser speaks to us."""

from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from keepword.brands.models import Brand
from keepword.channels.chat.models import Setup
from keepword.channels.chat.tickets import ticket
from keepword.kit import clock, tokens


def chatting(brand: Brand, **how: Any) -> Setup:
    return Setup.objects.create(brand=brand, is_on=True, **how)


@dataclass
class Visitor:
    """`last` is the number of what was said last."""

    brand: Brand
    client: Client = field(default_factory=Client)
    ticket: str = ""
    last: str = ""

    def __post_init__(self) -> None:
        self.ticket = self.ticket or ticket(self.brand, now=clock.now())

    def say(self, text: str, *, status: int = 201, number: str = "", **more: Any) -> Any:
        number = number or tokens.unguessable()
        sent = {"number": number, "after": self.last, "text": text} | more
        answer = self.post("words", sent)
        assert answer.status_code == status, answer.content
        if status == 201:
            self.last = number
        return answer

    def hear(self, *, after: int = 0, status: int = 200) -> Any:
        answer = self.client.get(self.address(f"words?after={after}"), headers=self.headers)
        assert answer.status_code == status, answer.content
        return answer.json() if status == 200 else None

    def post(self, what: str, sent: dict[str, Any]) -> Any:
        return self.client.post(self.address(what), sent, headers=self.headers)

    def address(self, what: str = "") -> str:
        return f"/chat/{self.brand.slug}/{what}"

    @property
    def headers(self) -> dict[str, str]:
        return {"X-Chat-Ticket": self.ticket}
