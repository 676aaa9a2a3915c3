"""The conversations of a narrow rule, reached directly: by an index on what the rule names, not by a walk through all
of them; and what such a rule asks of whoever wrote."""

from collections.abc import Callable, Sequence
from functools import cache
from zoneinfo import available_timezones

from django.db import connection

from keepword.conversations.finding.meaning import Condition, among, either
from keepword.conversations.tagging import ids_of
from keepword.conversations.views import rules
from keepword.conversations.views.own import few_with
from keepword.conversations.views.rules import Rule
from keepword.kit.languages import country_of
from keepword.people.companies.defining import key_of


def few_of(rule: Rule) -> list[Condition]:
    """SQL that lists their ids; nothing for a rule that is not of this kind."""
    if rule.op != rules.IS:
        return []
    if rules.own_number(rule.field):
        return [few_with(rule)]
    return [FEW[rule.field](rule)] if rule.field in FEW else []


def address(rule: Rule) -> Condition:
    listed = among("i.value", rule.values)
    return Condition(f"i.kind = 'email' AND {listed.sql}", listed.values)


def domain_sql() -> str:
    """As the index on it has it (people/models/contact.py)."""
    place = "INSTR(i.value, '@')" if connection.vendor == "sqlite" else "STRPOS(i.value, '@')"
    return f"SUBSTR(i.value, {place} + 1)"


def domain(rule: Rule) -> Condition:
    listed = among(domain_sql(), rule.values)
    return Condition(f"i.kind = 'email' AND {listed.sql}", listed.values)


def company_named(rule: Rule) -> Condition:
    """By name; a company that is called otherwise now is not meant."""
    listed = among("k.key", [key_of(str(value)) for value in rule.values])
    sql = f"SELECT k.id FROM people_company k WHERE {listed.sql}"  # noqa: S608
    return Condition(sql, listed.values)


def _few_of_company(rule: Rule) -> Condition:
    named = company_named(rule)
    sql = (
        "SELECT c.id FROM people_contact p JOIN conversations_conversation c ON c.contact_id = p.id "  # noqa: S608
        f"WHERE p.company_id IN ({named.sql})"
    )
    return Condition(sql, named.values)


def _few_of_country(rule: Rule) -> Condition:
    listed = among("p.time_zone", [zone for country in rule.values for zone in zones_of(str(country))])
    sql = (
        "SELECT c.id FROM people_contact p JOIN conversations_conversation c ON c.contact_id = p.id "  # noqa: S608
        f"WHERE {listed.sql}"
    )
    return Condition(sql, listed.values)


def _few_of_segment(rule: Rule) -> Condition:
    listed = among("s.segment_id", rule.values)
    sql = (
        "SELECT c.id FROM people_segmentmember s JOIN conversations_conversation c "  # noqa: S608
        f"ON c.contact_id = s.contact_id WHERE {listed.sql}"
    )
    return Condition(sql, listed.values)


@cache
def zones_of(country: str) -> tuple[str, ...]:
    return tuple(sorted(zone for zone in available_timezones() if country_of(zone) == country))


def tag_ids(rule: Rule) -> list[int]:
    return ids_of(rule.values)


def _few_tagged(rule: Rule) -> Condition:
    listed = among("tag_id", tag_ids(rule))
    return Condition(f"SELECT conversation_id FROM conversations_conversation_tags WHERE {listed.sql}", listed.values)  # noqa: S608


# Where most customers have the same domain, SQLite thinks little of the index, and would read all addresses.
BY_DOMAIN = "INDEXED BY identity_domain"


def _few_of_contacts(test: Condition, *, hint: str = "") -> Condition:
    said = hint if connection.vendor == "sqlite" else ""
    sql = (
        f"SELECT c.id FROM people_identity i {said} JOIN conversations_conversation c "  # noqa: S608
        f"ON c.contact_id = i.contact_id WHERE {test.sql}"
    )
    return Condition(sql, test.values)


def few_in_language(tags: Sequence[Condition]) -> list[Condition]:
    spoken = either(tags)
    sql = f"SELECT c.id FROM conversations_conversation c WHERE {spoken.sql}"  # noqa: S608
    return [Condition(sql, spoken.values)] if tags else []


def undelivered(rule: Rule) -> Condition:
    """Some answer of ours did not get out. The second test is what the index of those says."""
    listed = among("delivery_state", rule.values)
    sql = (
        "c.id IN (SELECT conversation_id FROM conversations_message WHERE "  # noqa: S608
        f"{listed.sql} AND delivery_state IN ('queued', 'failed', 'held'))"
    )
    return Condition(sql, listed.values)


def _few_undelivered(rule: Rule) -> Condition:
    inside = undelivered(rule)
    return Condition(inside.sql.removeprefix("c.id IN (").removesuffix(")"), inside.values)


FEW: dict[str, Callable[[Rule], Condition]] = {
    "tag": _few_tagged,
    "address": lambda rule: _few_of_contacts(address(rule)),
    "domain": lambda rule: _few_of_contacts(domain(rule), hint=BY_DOMAIN),
    "company": _few_of_company,
    "country": _few_of_country,
    "segment": _few_of_segment,
    "delivery": _few_undelivered,
}
