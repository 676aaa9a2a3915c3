"""Customers as a file, with what is known of them in own fields: those that the agent may know."""

import re
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keepword.conversations.companies import companies_visible_to
from keepword.conversations.contacts import contacts_visible_to
from keepword.conversations.fields.knowing import fields_about, known_of_contact
from keepword.conversations.fields.putting import Said, put_on_contact
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.conversations.models.own_field import CONTACT
from keepword.kit.tables import Line
from keepword.kit.zones import is_zone
from keepword.people.companies.belonging import belong
from keepword.people.companies.defining import key_of as company_key
from keepword.people.correcting import correct
from keepword.people.identifying import NAME_LENGTH, fold, identify
from keepword.people.models import Agent, Company, Contact, Identity
from keepword.people.noting import LONGEST, note
from keepword.people.permissions import MANAGE_CONTACTS
from keepword.web.settings.lists import own_values
from keepword.web.settings.lists.listed import ADD, CHANGE, SAME, Column, Deed, Wrong

AT_ONCE = 500
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")  # BCP 47, roughly


class Contacts:
    name = "contacts"
    tab = "contacts"
    title = gettext_lazy("Customers")
    permission = MANAGE_CONTACTS

    @property
    def columns(self) -> Sequence[Column]:
        return (*PLAIN, *own_values.columns(CONTACT))

    def rows(self, *, by: Agent) -> Iterable[Sequence[object]]:
        """A line for each person, under the address that was known first."""
        fields = fields_about(CONTACT)
        people = contacts_visible_to(by).filter(erased_at=None).select_related("company").order_by("id")
        after = 0
        while some := list(people.filter(id__gt=after)[:AT_ONCE]):
            after = some[-1].pk
            addresses, values = _addresses(some), own_values.values_of(some, fields=fields)
            for one in some:
                if addresses.get(one.pk):
                    company = one.company.name if one.company else ""
                    plain = (addresses[one.pk], one.name, one.language, one.time_zone, company, one.note)
                    yield (*plain, *values[one.pk])

    def key_of(self, line: Line) -> str:
        return fold(line.cells.get("address", ""))

    def deed(self, line: Line, *, by: Agent) -> Deed:
        cells = line.cells
        _demand_plain(cells)
        company, said = _company(cells.get("company", ""), by=by), own_values.said_in(cells, about=CONTACT)
        address = fold(cells["address"])
        known = (
            Identity.objects.filter(kind="email", value=address, within=0).values_list("contact_id", flat=True).first()
        )
        # By its number: of a file of thousands each line is asked while those before it are new to the database, too.
        contact = contacts_visible_to(by).select_related("company").filter(pk=known or 0).first()
        if contact is None:
            _demand_new(is_known=known is not None, by=by)
            return Deed(ADD, cells.get("name") or address, lambda: _add(cells, company=company, said=said, by=by))
        before = _as_cells(contact, address=address)
        kept = cells | {"address": address} | own_values.as_kept(said)
        if all(before.get(name, "") == kept[name] for name, cell in cells.items() if cell):
            return Deed(SAME, contact.name or address)
        return Deed(
            CHANGE,
            contact.name or address,
            lambda: _write(contact, cells=cells, company=company, said=said, by=by),
            before=before,
        )


PLAIN = (
    Column("address", gettext_lazy("It tells people apart, and cannot be changed here."), is_needed=True),
    Column("name", gettext_lazy("As they are called.")),
    Column("language", gettext_lazy("In which they are answered, such as en or zh-Hans.")),
    Column("time_zone", gettext_lazy("Such as Europe/Berlin.")),
    Column("company", gettext_lazy("A company's name, as in your list of companies.")),
    Column("note", gettext_lazy("What works for this customer.")),
)  # fmt: skip


def _addresses(people: Sequence[Contact]) -> dict[int, str]:
    rows = Identity.objects.filter(contact__in=people, kind="email").order_by("-id").values_list("contact_id", "value")
    return dict(rows)


def _demand_plain(cells: Mapping[str, str]) -> None:
    address = cells["address"]
    if address.count("@") != 1 or len(address) > 320 or any(letter.isspace() for letter in address):
        raise Wrong("address", _("This is no e-mail address."))
    for name, most in (("name", NAME_LENGTH), ("note", LONGEST)):
        if len(cells.get(name, "")) > most:
            raise Wrong(name, _("This is longer than %(most)s letters.") % {"most": most})
    if cells.get("language") and not LANGUAGE.fullmatch(cells["language"]):
        raise Wrong("language", _("Write a language as en, ko or zh-Hans."))
    if cells.get("time_zone") and not is_zone(cells["time_zone"]):
        raise Wrong("time_zone", _("There is no such time zone."))


def _demand_new(*, is_known: bool, by: Agent) -> None:
    """Who sees a part of the inboxes cannot add: else a file would tell whom the others know."""
    if visible_inbox_ids(by) is not None:
        raise Wrong("address", _("You know nobody of this address. Whoever sees all inboxes can add them."))
    if is_known:
        raise Wrong("address", _("This person was erased, or is being merged."))


def _company(name: str, *, by: Agent) -> Company | None:
    """None for an empty cell: it stays as it is."""
    found = companies_visible_to(by).filter(key=company_key(name)).first() if name else None
    if name and found is None:
        raise Wrong("company", _("You have no company “%(name)s”.") % {"name": name})
    return found


def _as_cells(contact: Contact, *, address: str) -> dict[str, str]:
    plain = {
        "address": address,
        "name": contact.name,
        "language": contact.language,
        "time_zone": contact.time_zone,
        "company": contact.company.name if contact.company else "",
        "note": contact.note,
    }
    return plain | own_values.as_cells(known_of_contact(contact))


def _add(cells: Mapping[str, str], *, company: Company | None, said: Said, by: Agent) -> None:
    contact = identify(address=cells["address"], name=cells.get("name", ""), language=cells.get("language", ""))
    _write(contact, cells=cells, company=company, said=said, by=by)


def _write(contact: Contact, *, cells: Mapping[str, str], company: Company | None, said: Said, by: Agent) -> None:
    correct(
        contact,
        name=cells.get("name") or contact.name,
        language=cells.get("language") or contact.language,
        time_zone=cells.get("time_zone") or contact.time_zone,
        by=by.as_actor,
    )
    if cells.get("note"):
        note(contact, text=cells["note"], by=by)
    if company is not None:
        belong(contact, to=company, by=by.as_actor)
    put_on_contact(contact, said=said, by=by.as_actor)


CONTACTS = Contacts()
