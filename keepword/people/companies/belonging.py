"""Who belongs to which company, and who may."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet

from keepword.events import log
from keepword.events.actor import Actor
from keepword.people.free_mail import is_free_mail
from keepword.people.models import Company, CompanyDomain, Contact, Identity
from keepword.people.models.contact import DomainOf


@transaction.atomic
def belong(contact: Contact, *, to: Company | None, by: Actor) -> bool:
    """At most one: whoever joins another leaves the one before. None leaves it. False when nothing changes."""
    locked = Contact.objects.select_for_update().get(pk=contact.pk)
    new = to.pk if to else None
    if locked.company_id == new or locked.erased_at is not None or locked.merged_into_id is not None:
        return False
    Contact.objects.filter(pk=contact.pk).update(company=to)
    contact.company = to
    if locked.company_id:
        log.record("contact.left_company", actor=by, contact=contact.pk, company=locked.company_id)
    if to is not None:
        log.record("contact.joined_company", actor=by, contact=contact.pk, company=to.pk)
    return True


def suggested_for(addresses: Iterable[str]) -> Company | None:
    """The company whose domain one of these addresses has; never by a mailbox that anybody can open. One query."""
    domains = {address.rpartition("@")[2].lower() for address in addresses if "@" in address}
    own = sorted(domain for domain in domains if domain and not is_free_mail(domain))
    known = CompanyDomain.objects.filter(name__in=own).select_related("company").order_by("id") if own else []
    return next((one.company for one in known), None)


def outside_with_its_domains(company: Company, *, among: QuerySet[Contact, Contact]) -> QuerySet[Contact, Contact]:
    """People who write from its domains and belong to no company."""
    names = list(company.domains.values_list("name", flat=True))
    there = Identity.objects.filter(kind="email").alias(domain=DomainOf("value")).filter(domain__in=names)
    return among.filter(company=None, erased_at=None, pk__in=there.values("contact_id")).order_by("-id")
