"""Companies as a file, with what is known of them in own fields: those that the agent may know."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keepword.conversations.companies import companies_visible_to
from keepword.conversations.fields.knowing import fields_about, known_of_company
from keepword.conversations.fields.putting import Said, put_on_company
from keepword.conversations.models.own_field import COMPANY
from keepword.kit.tables import Line
from keepword.people.companies.defining import LONGEST_NOTE, BadCompany, Draft, change, define, key_of
from keepword.people.models import Agent, Company
from keepword.people.permissions import MANAGE_CONTACTS
from keepword.web.settings.lists import own_values
from keepword.web.settings.lists.listed import ADD, CHANGE, SAME, Column, Deed, Wrong


class Companies:
    name = "companies"
    tab = "companies"
    title = gettext_lazy("Companies")
    permission = MANAGE_CONTACTS

    @property
    def columns(self) -> Sequence[Column]:
        return (*PLAIN, *own_values.columns(COMPANY))

    def rows(self, *, by: Agent) -> Iterable[Sequence[object]]:
        fields = fields_about(COMPANY)
        some = list(companies_visible_to(by).order_by("key").prefetch_related("domains"))
        values = own_values.values_of(some, fields=fields)
        for company in some:
            domains = ", ".join(sorted(one.name for one in company.domains.all()))
            yield (company.name, domains, company.note, *values[company.pk])

    def key_of(self, line: Line) -> str:
        return key_of(line.cells.get("name", ""))

    def deed(self, line: Line, *, by: Agent) -> Deed:
        cells = line.cells
        if len(cells.get("note", "")) > LONGEST_NOTE:
            raise Wrong("note", _("This is longer than %(most)s letters.") % {"most": LONGEST_NOTE})
        said = own_values.said_in(cells, about=COMPANY)
        company = Company.objects.filter(key=key_of(cells["name"])).first()
        if company is None:
            draft = Draft(cells["name"], cells.get("domains", "").split(","), cells.get("note", ""))
            return Deed(ADD, draft.name, lambda: _do(draft, company=None, said=said, by=by))
        if not companies_visible_to(by).filter(pk=company.pk).exists():
            raise Wrong("name", _("There is another company of this name, perhaps one of whose people you see none."))
        now = list(company.domains.order_by("id").values_list("name", flat=True))
        domains = [one.strip() for one in cells.get("domains", "").split(",") if one.strip()] or now
        to = Draft(company.name, domains, cells.get("note", "") or company.note)
        held = own_values.as_cells(known_of_company(company))
        is_known = all(held[name] == text for name, text in own_values.as_kept(said).items())
        if is_known and {one.lower() for one in domains} == set(now) and to.note == company.note:
            return Deed(SAME, company.name)
        before = {"name": company.name, "domains": ", ".join(sorted(now)), "note": company.note} | held
        return Deed(CHANGE, company.name, lambda: _do(to, company=company, said=said, by=by), before=before)


PLAIN = (
    Column("name", gettext_lazy("Tells companies apart. It cannot be changed here."), is_needed=True),
    Column("domains", gettext_lazy("Separated by commas. What is written here replaces those that it has.")),
    Column("note", gettext_lazy("What works for this company.")),
)


def _do(draft: Draft, *, company: Company | None, said: Said, by: Agent) -> None:
    try:
        if company is None:
            company = define(draft, by=by)
        else:
            change(company, to=draft, by=by)
        put_on_company(company, said=said, by=by.as_actor)
    except BadCompany as error:
        if error.why == "name":
            raise Wrong("name", _("Give the company a name.")) from error
        why = _("“%(what)s” cannot be a domain of this company.") % {"what": error.what}
        raise Wrong("domains", why) from error


COMPANIES = Companies()
