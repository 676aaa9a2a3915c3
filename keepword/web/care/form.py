"""Something for a customer, as a form."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from keepword.care.giving import LONGEST_NOTE, LONGEST_NUMBER, Wish
from keepword.care.models import GiftKind, GiftRules
from keepword.care.wording import REASONS, kind_words, reason_words
from keepword.kit.amounts import BadAmount, read
from keepword.web.fields import DeskForm


class AmountField(forms.CharField):
    """Money of one currency, in smallest units; None where it may be empty and is."""

    def __init__(self, *, currency: str = "EUR", **kwargs: Any) -> None:
        self.currency = currency
        attrs = {"inputmode": "decimal", "autocomplete": "off", "dir": "ltr"}
        super().__init__(max_length=40, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return read(text, currency=self.currency)
        except BadAmount as error:
            raise forms.ValidationError(_("Write an amount, such as 20 or 12.50.")) from error


class KindField(forms.ModelChoiceField):
    def label_from_instance(self, obj: GiftKind) -> str:
        return kind_words(obj.key, obj.name)


class GiftForm(DeskForm):
    kind = KindField(
        label=_("What to give"), queryset=GiftKind.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    amount = AmountField(label=_("Amount"))
    reason = forms.ChoiceField(label=_("Why"))
    order_number = forms.CharField(
        label=_("Order number (optional)"),
        required=False,
        max_length=LONGEST_NUMBER,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    note = forms.CharField(
        label=_("More about it, for colleagues (optional)"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    is_done = forms.BooleanField(
        label=_("I have done it in the shop already"),
        required=False,
        help_text=_("Otherwise it stays among the tasks until it is done."),
    )
    writes = forms.BooleanField(
        label=_("Put words about it into my reply"),
        required=False,
        initial=True,
        help_text=_("In the customer's language, to be read over before they leave."),
    )

    def __init__(self, *args: Any, rules: GiftRules, may_reply: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(KindField, self.fields["kind"]).queryset = GiftKind.objects.offered().in_order()
        amount = cast(AmountField, self.fields["amount"])
        amount.currency = rules.currency
        amount.label = _("Amount in %(currency)s") % {"currency": rules.currency}
        reasons = [(one, reason_words(one)) for one in (*REASONS, *rules.reasons)]
        self.fields["reason"].choices = [("", "…"), *reasons]  # type: ignore[attr-defined]
        if not may_reply:
            del self.fields["writes"]

    def wish(self) -> Wish:
        said = self.cleaned_data
        plain = ("kind", "amount", "reason", "note", "order_number", "is_done")
        return Wish(**{name: said[name] for name in plain})
