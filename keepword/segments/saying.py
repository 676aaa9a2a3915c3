"""The conditions of a segment as sentences to read. Pure but for the language of whoever reads."""

from collections.abc import Mapping, Sequence

from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from keepword.conversations.views.rules import (
    AFTER,
    BEFORE,
    IN_LAST,
    IS,
    IS_EMPTY,
    IS_NOT,
    IS_SET,
    LONGER_AGO,
    Rule,
    Value,
    own_number,
)
from keepword.kit import amounts
from keepword.kit.languages import country_in, name_in
from keepword.segments.rules import AT_LEAST, AT_MOST, NUMBERS, SUMS


def in_words(asked: Sequence[Rule], *, own_fields: Mapping[str, str]) -> list[str]:
    """A sentence for each. `own_fields` are their names by what a rule calls them ("own:7")."""
    return [_sentence(rule, own_fields=own_fields) for rule in asked]


def _sentence(rule: Rule, *, own_fields: Mapping[str, str]) -> str:
    if own_number(rule.field):
        return _of_own(rule, name=own_fields.get(rule.field) or _("A field that is no longer there"))
    if rule.field == "conversations":
        return _of_a_count(rule)
    if (rule.field, rule.op, rule.values) == ("orders", AT_MOST, (0,)):
        return _("No order, but for cancelled ones")
    words = SENTENCES[rule.field, rule.op]()
    return words % {"what": _listed(rule)} if rule.values else words


def _listed(rule: Rule) -> str:
    if rule.op in (LONGER_AGO, IN_LAST):
        return _length(rule.values)
    if rule.field in SUMS:
        minor, currency = rule.values
        return amounts.say(int(minor), currency=str(currency), language=get_language() or "en")
    named = [_named(rule.field, value) for value in rule.values]
    # Translators: between the last two of several things of which one is enough.
    last_two = pgettext("one of several", " or ").join(named[-2:])
    return pgettext("between several things", ", ").join([*named[:-2], last_two])


def _named(field: str, value: Value) -> str:
    reader = get_language() or "en"
    if field == "language":
        return name_in(str(value), language=reader)
    if field == "country":
        return country_in(str(value), language=reader)
    if field in NUMBERS:
        return number_format(value, use_l10n=True, force_grouping=True)
    return str(value).replace("_", " ") if field == "time_zone" else str(value)


def _length(values: Sequence[Value]) -> str:
    amount, unit = int(values[0]), str(values[1])
    words = {
        "minutes": ngettext("%(count)s minute", "%(count)s minutes", amount),
        "hours": ngettext("%(count)s hour", "%(count)s hours", amount),
        "days": ngettext("%(count)s day", "%(count)s days", amount),
        "weeks": ngettext("%(count)s week", "%(count)s weeks", amount),
    }
    return words[unit] % {"count": amount}


def _of_a_count(rule: Rule) -> str:
    count, days = (int(value) for value in rule.values)
    within = _length((days, "days"))
    if (rule.op, count) == (AT_MOST, 0):
        return _("No conversation within %(days)s") % {"days": within}
    words = {
        AT_LEAST: _("Conversations within %(days)s: at least %(count)s"),
        AT_MOST: _("Conversations within %(days)s: at most %(count)s"),
    }
    return words[rule.op] % {"count": count, "days": within}


def _of_own(rule: Rule, *, name: str) -> str:
    words = {
        IS: _("%(field)s: %(what)s"),
        IS_NOT: _("%(field)s is not %(what)s"),
        BEFORE: _("%(field)s is less or earlier than %(what)s"),
        AFTER: _("%(field)s is at least, or not earlier than, %(what)s"),
        IS_SET: _("%(field)s is known"),
        IS_EMPTY: _("%(field)s is not known"),
    }
    return words[rule.op] % {"field": name, "what": _listed(rule)}


SENTENCES = {
    ("language", IS): lambda: _("Speaks %(what)s"),
    ("language", IS_NOT): lambda: _("Does not speak %(what)s"),
    ("language", IS_SET): lambda: _("The language is known"),
    ("language", IS_EMPTY): lambda: _("The language is not known"),
    ("country", IS): lambda: _("Is in %(what)s, by their clock"),
    ("country", IS_NOT): lambda: _("Is not in %(what)s, by their clock"),
    ("time_zone", IS): lambda: _("Has the clock of %(what)s"),
    ("time_zone", IS_NOT): lambda: _("Has not the clock of %(what)s"),
    ("company", IS): lambda: _("Belongs to %(what)s"),
    ("company", IS_NOT): lambda: _("Does not belong to %(what)s"),
    ("company", IS_SET): lambda: _("Belongs to a company"),
    ("company", IS_EMPTY): lambda: _("Belongs to no company"),
    ("tag", IS): lambda: _("Has a conversation tagged %(what)s"),
    ("tag", IS_NOT): lambda: _("Has no conversation tagged %(what)s"),
    ("rating", IS): lambda: _("Gave %(what)s of 5 when we last asked how it was"),
    ("rating", IS_NOT): lambda: _("Did not give %(what)s of 5 when we last asked how it was"),
    ("rating", IS_SET): lambda: _("Told us how it was, at least once"),
    ("rating", IS_EMPTY): lambda: _("Never told us how it was"),
    ("wrote", LONGER_AGO): lambda: _("Wrote last more than %(what)s ago"),
    ("wrote", IN_LAST): lambda: _("Wrote within the last %(what)s"),
    ("wrote", BEFORE): lambda: _("Wrote last before %(what)s"),
    ("wrote", AFTER): lambda: _("Wrote on %(what)s or later"),
    ("wrote", IS_SET): lambda: _("Wrote to us at least once"),
    ("wrote", IS_EMPTY): lambda: _("Never wrote to us"),
    ("orders", AT_LEAST): lambda: _("Orders: at least %(what)s"),
    ("orders", AT_MOST): lambda: _("Orders: at most %(what)s"),
    ("spent", AT_LEAST): lambda: _("Spent at least %(what)s"),
    ("spent", AT_MOST): lambda: _("Spent at most %(what)s"),
    ("first_order", LONGER_AGO): lambda: _("Ordered first more than %(what)s ago"),
    ("first_order", IN_LAST): lambda: _("Ordered first within the last %(what)s"),
    ("first_order", BEFORE): lambda: _("Ordered first before %(what)s"),
    ("first_order", AFTER): lambda: _("Ordered first on %(what)s or later"),
    ("last_order", LONGER_AGO): lambda: _("Ordered last more than %(what)s ago"),
    ("last_order", IN_LAST): lambda: _("Ordered within the last %(what)s"),
    ("last_order", BEFORE): lambda: _("Ordered last before %(what)s"),
    ("last_order", AFTER): lambda: _("Ordered on %(what)s or later"),
    ("last_order", IS_SET): lambda: _("Ordered at least once"),
    ("last_order", IS_EMPTY): lambda: _("Never ordered"),
    ("tier", IS): lambda: _("Stands in the tier %(what)s"),
    ("tier", IS_NOT): lambda: _("Does not stand in the tier %(what)s"),
    ("tier", IS_SET): lambda: _("Stands in a tier of a loyalty programme"),
    ("tier", IS_EMPTY): lambda: _("Stands in no tier of a loyalty programme"),
    ("points", AT_LEAST): lambda: _("Loyalty points: at least %(what)s"),
    ("points", AT_MOST): lambda: _("Loyalty points: at most %(what)s"),
    ("points", IS_SET): lambda: _("Collects loyalty points"),
    ("points", IS_EMPTY): lambda: _("Collects no loyalty points"),
    ("open", IS_SET): lambda: _("Has a conversation that is not resolved"),
    ("open", IS_EMPTY): lambda: _("Has no open conversation"),
}
