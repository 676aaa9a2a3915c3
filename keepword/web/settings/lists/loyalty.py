"""Places in loyalty programmes as a file: those of people whom the agent may know."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keepword.commerce.admitting import NotTheirs, demand_membership
from keepword.commerce.drafts import BadOrder
from keepword.commerce.enrolling import MembershipDraft, demand_new, demand_sound, enrol, find
from keepword.commerce.models import Membership
from keepword.conversations.contacts import people_known_to
from keepword.kit.tables import Line
from keepword.people.identifying import fold
from keepword.people.models import Agent
from keepword.people.permissions import MANAGE_CONTACTS
from keepword.web.commerce.wording import sentence
from keepword.web.settings.lists.listed import ADD, CHANGE, SAME, Column, Deed, Wrong

COLUMNS = {"told_at": "updated_at"}


class Loyalty:
    name = "loyalty"
    tab = "contacts"
    title = gettext_lazy("Loyalty")
    permission = MANAGE_CONTACTS
    columns: Sequence[Column] = (
        Column("programme", gettext_lazy("The name of the programme."), is_needed=True),
        Column("address", gettext_lazy("The customer's e-mail address."), is_needed=True),
        Column("name", gettext_lazy("For a customer whom you do not know yet.")),
        Column("tier", gettext_lazy("Such as Gold.")),
        Column("points", gettext_lazy("A whole number.")),
        Column("rewards", gettext_lazy("Those at hand, one a line.")),
        Column("member_since", gettext_lazy("A day like 2026-11-20.")),
        Column("updated_at", gettext_lazy("When the programme last changed it: what is older changes nothing.")),
    )

    def rows(self, *, by: Agent) -> Iterable[Sequence[object]]:
        places = Membership.objects.visible_to(people_known_to(by)).select_related("contact").order_by("id")
        for one in places.iterator(chunk_size=500):
            cells = _as_cells(one)
            yield tuple(cells[column.name] for column in self.columns)

    def key_of(self, line: Line) -> str:
        return f"{' '.join(line.cells.get('programme', '').split())}\n{fold(line.cells.get('address', ''))}"

    def deed(self, line: Line, *, by: Agent) -> Deed:
        known = find(line.cells["programme"], address=line.cells["address"])
        draft = _draft(line.cells, known=known)
        try:
            demand_membership(draft, people=people_known_to(by))
            demand_sound(draft)
            if known is None:
                demand_new(draft)
        except (BadOrder, NotTheirs) as error:
            raise Wrong(COLUMNS.get(error.field, error.field), sentence(error)) from error
        if known is None:
            return Deed(ADD, draft.address, lambda: _enrol(draft, by=by))
        same = (draft.tier, draft.points, list(draft.rewards), draft.member_since)
        is_late = draft.told_at is not None and draft.told_at < known.told_at
        if is_late or same == (known.tier, known.points, known.rewards, known.member_since):
            return Deed(SAME, draft.address)
        return Deed(CHANGE, draft.address, lambda: _enrol(draft, by=by), before=_as_cells(known))


def _enrol(draft: MembershipDraft, *, by: Agent) -> None:
    try:
        enrol(draft, by=by.as_actor)
    except BadOrder as error:
        raise Wrong(COLUMNS.get(error.field, error.field), sentence(error)) from error


def _draft(cells: Mapping[str, str], *, known: Membership | None) -> MembershipDraft:
    """An empty cell leaves what is known as it is. Raises Wrong."""
    rewards = [" ".join(one.split()) for one in cells.get("rewards", "").splitlines() if one.strip()]
    points, since = _points(cells.get("points", "")), _day(cells.get("member_since", ""))
    return MembershipDraft(
        programme=cells["programme"],
        address=cells["address"],
        name=cells.get("name", ""),
        tier=cells.get("tier", "") or (known.tier if known else ""),
        points=known.points if points is None and known else points,
        rewards=rewards or (known.rewards if known else []),
        member_since=since or (known.member_since if known else None),
        told_at=_moment(cells.get("updated_at", "")),
    )


def _points(text: str) -> int | None:
    bare = text.removeprefix("-")
    if text and not (bare.isascii() and bare.isdecimal() and len(bare) < 16):  # noqa: PLR2004
        raise Wrong("points", _("Write a whole number."))
    return int(text) if text else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Wrong("member_since", _("Write a day like 2026-11-20.")) from error


def _moment(text: str) -> datetime | None:
    """A day begins in UTC, and so is a moment that names no zone."""
    try:
        at = (parse_datetime(text) or datetime.combine(date.fromisoformat(text), time())) if text else None
        return at if at is None or at.tzinfo else at.replace(tzinfo=UTC)
    except ValueError as error:
        why = _("Write a day like 2026-11-20, or a moment like 2026-11-20T10:00:00Z.")
        raise Wrong("updated_at", why) from error


def _as_cells(one: Membership) -> dict[str, str]:
    return {
        "programme": one.programme,
        "address": one.address,
        "name": one.contact.name,
        "tier": one.tier,
        "points": "" if one.points is None else str(one.points),
        "rewards": "\n".join(one.rewards),
        "member_since": one.member_since.isoformat() if one.member_since else "",
        "updated_at": one.told_at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
    }


LOYALTY = Loyalty()
