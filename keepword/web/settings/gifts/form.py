"""The rules of giving as a form: three amounts for each role."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from keepword.care.arranging import LONGEST_REASON, MOST_REASONS, Holder, Wanted
from keepword.care.budgets import Limits
from keepword.care.models import GiftRules
from keepword.care.models.rules import LONGEST_PERIOD, LONGEST_WAIT
from keepword.kit import amounts
from keepword.people.models import Role, Team
from keepword.people.permissions import ROLE_WORDS
from keepword.web.fields import DeskForm, dress

LIMITS = ("for_one", "per_customer", "per_agent")


@dataclass(frozen=True, slots=True)
class Line:
    """A role with its three controls."""

    name: str
    fields: list[forms.BoundField]


class RulesForm(DeskForm):
    is_on = forms.BooleanField(
        label=gettext_lazy("Agents may give something to customers"),
        required=False,
        help_text=gettext_lazy("Off, nothing of it is seen at the desk. What was given stays in the history."),
    )
    currency = forms.ChoiceField(label=gettext_lazy("Currency of all amounts"))
    customer_days = forms.IntegerField(
        label=gettext_lazy("For one customer, count so many days back"), min_value=1, max_value=LONGEST_PERIOD
    )
    agent_days = forms.IntegerField(
        label=gettext_lazy("For one agent, count so many days back"), min_value=1, max_value=LONGEST_PERIOD
    )
    answer_hours = forms.IntegerField(
        label=gettext_lazy("Remind after so many hours without an answer"),
        min_value=1,
        max_value=LONGEST_WAIT,
        help_text=gettext_lazy("Everybody who may say yes is told at once, and again after this time."),
    )
    team = forms.ModelChoiceField(
        label=gettext_lazy("Who carries it out in the shop"),
        queryset=Team.objects.order_by("name", "id"),
        required=False,
        empty_label=gettext_lazy("Whoever gave it"),
        help_text=gettext_lazy("A task reminds them until it is done."),
    )
    reasons = forms.CharField(
        label=gettext_lazy("Own reasons, one a line (optional)"),
        required=False,
        max_length=MOST_REASONS * (LONGEST_REASON + 2),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("Besides: it came late, damaged or wrong, our mistake, goodwill."),
    )

    def __init__(self, *args: Any, rules: GiftRules, limits: dict[Holder, Limits], **kwargs: Any) -> None:
        self._limits, self._roles = limits, _role_names(limits)
        super().__init__(*args, initial=_initial(rules, limits=limits), **kwargs)
        language = get_language() or "en"
        currencies = [(one, f"{one} · {amounts.name_of(one, language=language)}") for one in amounts.CURRENCIES]
        self.fields["currency"].choices = currencies  # type: ignore[attr-defined]
        for holder in limits:
            for name in LIMITS:
                self.fields[_key(holder, name)] = self._amount(holder, name)

    def _amount(self, holder: Holder, name: str) -> forms.Field:
        words = {"for_one": _("One gift"), "per_customer": _("One customer"), "per_agent": _("One agent")}
        attrs = {"inputmode": "decimal", "autocomplete": "off", "placeholder": _("No limit")}
        attrs["aria-label"] = f"{self._roles[holder]}: {words[name]}"
        field = forms.CharField(required=False, max_length=40, widget=forms.TextInput(attrs=attrs))
        dress(field)
        return field

    def clean(self) -> dict[str, Any]:
        """Amounts are read in the currency that is chosen now."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        currency = said.get("currency", "EUR")
        for key in [_key(holder, name) for holder in self._limits for name in LIMITS]:
            try:
                said[key] = amounts.read(said[key], currency=currency) if said.get(key) else None
            except amounts.BadAmount:
                self.add_error(key, _("Write an amount, such as 20 or 12.50."))
        return said

    @property
    def lines(self) -> Iterator[Line]:
        for holder in self._limits:
            yield Line(self._roles[holder], [self[_key(holder, name)] for name in LIMITS])

    def wanted(self) -> Wanted:
        said = self.cleaned_data
        plain = ("is_on", "currency", "customer_days", "agent_days", "answer_hours", "team")
        limits = {one: Limits(*(said[_key(one, name)] for name in LIMITS)) for one in self._limits}
        return Wanted(limits=limits, reasons=said["reasons"].splitlines(), **{name: said[name] for name in plain})


def _key(holder: Holder, name: str) -> str:
    role, own = holder
    return f"{role}-{own or 0}-{name}"


def _role_names(limits: dict[Holder, Limits]) -> dict[Holder, str]:
    own = dict(Role.objects.filter(pk__in=[number for _role, number in limits if number]).values_list("id", "name"))
    return {(role, number): own[number] if number else str(ROLE_WORDS[role]) for role, number in limits}


def _initial(rules: GiftRules, *, limits: dict[Holder, Limits]) -> dict[str, Any]:
    plain = ("is_on", "currency", "customer_days", "agent_days", "answer_hours", "team")
    said = {
        _key(holder, name): amounts.plain(amount, currency=rules.currency)
        for holder, one in limits.items()
        for name in LIMITS
        if (amount := getattr(one, name)) is not None
    }
    return {name: getattr(rules, name) for name in plain} | {"reasons": "\n".join(rules.reasons)} | said
