"""What a rule says, as forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keepword.brands.models import Brand
from keepword.conversations.models import Inbox, Tag
from keepword.privacy.models import IN_MONTHS, OF_INBOXES, RetentionRule
from keepword.privacy.retention.ages import LIMITS
from keepword.web.fields import DeskForm
from keepword.web.picking.widgets import PickMany, PickOne
from keepword.web.settings.retention.wording import WHATS

EVERYWHERE = "everywhere"


class NewRuleForm(DeskForm):
    what = forms.ChoiceField(label=gettext_lazy("What"), choices=list(WHATS.items()))
    after = forms.IntegerField(
        label=gettext_lazy("Delete it after"),
        min_value=1,
        help_text=gettext_lazy(
            "Months for conversations, files and people; days for spam, raw mails and the audit log."
        ),
    )
    where = forms.ChoiceField(
        label=gettext_lazy("Where"), widget=PickOne(sources={"brand:": "brands", "inbox:": "inboxes"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        brands = [(f"brand:{one.pk}", one.name) for one in Brand.objects.order_by("name", "id")]
        every = Inbox.objects.order_by("name", "id")  # house: whoever runs the installation runs all of it
        inboxes = [(f"inbox:{one.pk}", one.name) for one in every]
        groups = [(_("Brands"), brands), (_("Inboxes"), inboxes)]
        choices = [(EVERYWHERE, _("Everywhere")), *(group for group in groups if group[1])]
        self.fields["where"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if "after" in said and "what" in said:
            problem = bad_length(said["what"], after=said["after"])
            if problem:
                self.add_error("after", problem)
        if said.get("what") not in OF_INBOXES and said.get("where", EVERYWHERE) != EVERYWHERE:
            self.add_error("where", _("This is one for the whole house: choose “Everywhere”."))
        return said

    def scope(self) -> dict[str, Any]:
        kind, _colon, number = self.cleaned_data["where"].partition(":")
        if kind == "brand":
            return {"brand": Brand.objects.get(pk=number)}
        return {"inbox": Inbox.objects.get(pk=number)} if kind == "inbox" else {}  # house: as above


class RuleForm(DeskForm):
    after = forms.IntegerField(label="", min_value=1)
    kept_tags: "forms.ModelMultipleChoiceField[Tag]" = forms.ModelMultipleChoiceField(
        label=gettext_lazy("But not what wears one of these tags"),
        queryset=None,
        required=False,
        widget=PickMany(sources={"": "tags"}),
    )

    def __init__(self, *args: Any, rule: RetentionRule, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._what = rule.what
        in_months = rule.what in IN_MONTHS
        self.fields["after"].label = (
            _("Delete it after so many months") if in_months else _("Delete it after so many days")
        )
        tags = Tag.objects.in_use().order_by("name")  # house: words of the whole organisation
        self.fields["kept_tags"].queryset = tags  # type: ignore[attr-defined]
        if rule.what not in ("resolved", "spam", "files") or not tags:
            del self.fields["kept_tags"]

    def clean_after(self) -> int:
        after: int = self.cleaned_data["after"]
        problem = bad_length(self._what, after=after)
        if problem:
            raise forms.ValidationError(problem)
        return after


def bad_length(what: str, *, after: int) -> str:
    """Why it may not be so, "" when it may."""
    least, most = LIMITS[what]
    if least <= after <= most:
        return ""
    return _("From %(least)s to %(most)s.") % {"least": least, "most": most}
