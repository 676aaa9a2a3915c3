"""Companies are set up and changed."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from keepword.events import log
from keepword.kit import clock
from keepword.kit.storable import storable
from keepword.people.free_mail import is_free_mail
from keepword.people.models import Agent, Company, CompanyDomain

LONGEST_NAME, LONGEST_NOTE, LONGEST_DOMAIN, MOST_DOMAINS = 120, 4000, 253, 50
LABEL = re.compile(r"[^\W_](?:[\w-]*[^\W_])?")


class BadCompany(ValueError):
    """`why` is "name", "taken", "domain" (it is none), "free" (strangers share it), "domain_taken" or "domains" (too
    many); `what` is the domain."""

    def __init__(self, why: str, what: str = "") -> None:
        super().__init__(why, what)
        self.why, self.what = why, what


@dataclass(frozen=True, slots=True)
class Draft:
    name: str
    domains: Sequence[str] = ()
    note: str = ""


def key_of(name: str) -> str:
    """The one way in which names of companies are compared."""
    return " ".join(unicodedata.normalize("NFKC", storable(name)).casefold().split())[:LONGEST_NAME]


@transaction.atomic
def define(draft: Draft, *, by: Agent) -> Company:
    """Raises BadCompany."""
    company = Company(made_by=by, made_at=clock.now())
    domains = _write(company, draft=draft)
    company.save()
    _set_domains(company, domains=domains)
    log.record("company.defined", actor=by.as_actor, company=company.pk)
    return company


@transaction.atomic
def change(company: Company, *, to: Draft, by: Agent) -> None:
    """Nothing happens when nothing changes. Raises BadCompany."""
    company = Company.objects.select_for_update().get(pk=company.pk)
    before = (company.name, company.note)
    domains = _write(company, draft=to)
    changed = [name for name, was in zip(("name", "note"), before, strict=True) if getattr(company, name) != was]
    if set(domains) != set(company.domains.values_list("name", flat=True)):
        changed.append("domains")
        _set_domains(company, domains=domains)
    if changed:
        company.save(update_fields=["name", "key", "note"])
        log.record("company.changed", actor=by.as_actor, company=company.pk, fields=changed)


def _write(company: Company, *, draft: Draft) -> list[str]:
    """Returns the domains, folded."""
    name, key = " ".join(storable(draft.name).split()), key_of(draft.name)
    if not key or len(name) > LONGEST_NAME:
        raise BadCompany("name")
    if Company.objects.filter(key=key).exclude(pk=company.pk).exists():
        raise BadCompany("taken")
    company.name, company.key = name, key
    company.note = storable(draft.note).replace("\r\n", "\n").strip()[:LONGEST_NOTE]
    domains = list(dict.fromkeys(_domain(one) for one in draft.domains if one.strip()))
    if len(domains) > MOST_DOMAINS:
        raise BadCompany("domains")
    taken = CompanyDomain.objects.filter(name__in=domains).exclude(company=company.pk or 0).first()
    if taken is not None:
        raise BadCompany("domain_taken", taken.name)
    return domains


def _domain(text: str) -> str:
    """As it stands behind the @ of an address; people paste addresses and web pages."""
    plain = unicodedata.normalize("NFKC", storable(text)).strip().lower()
    plain = plain.removeprefix("https://").removeprefix("http://").removeprefix("www.")
    plain = plain.partition("/")[0].rpartition("@")[2].strip(".")
    labels = plain.split(".")
    if len(labels) < 2 or len(plain) > LONGEST_DOMAIN or not all(LABEL.fullmatch(label) for label in labels):  # noqa: PLR2004
        raise BadCompany("domain", text.strip())
    if is_free_mail(plain):
        raise BadCompany("free", plain)
    return plain


def _set_domains(company: Company, *, domains: Iterable[str]) -> None:
    wanted = set(domains)
    company.domains.exclude(name__in=wanted).delete()
    known = set(company.domains.values_list("name", flat=True))
    CompanyDomain.objects.bulk_create(CompanyDomain(company=company, name=one) for one in sorted(wanted - known))
