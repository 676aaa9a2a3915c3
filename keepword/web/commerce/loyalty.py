"""Somebody's place in a loyalty programme, by hand: /contacts/<id>/loyalty."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from keepword.commerce.admitting import NotTheirs, demand_membership
from keepword.commerce.drafts import BadOrder
from keepword.commerce.enrolling import LONGEST_PROGRAMME, LONGEST_TIER, MOST_POINTS, MembershipDraft
from keepword.commerce.models import Membership
from keepword.commerce.writing import write_member
from keepword.conversations.contacts import people_known_to
from keepword.people.models import Contact
from keepword.people.permissions import MANAGE_CONTACTS
from keepword.web import times
from keepword.web.commerce.finding import membership_for
from keepword.web.commerce.wording import sentence
from keepword.web.contacts.finding import contact_for, seen
from keepword.web.contacts.showing import about
from keepword.web.desk import surroundings
from keepword.web.fields import DayInput, DeskForm
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.people.pressing import once_a_page


class MembershipForm(DeskForm):
    programme = forms.CharField(label=gettext_lazy("Programme"), max_length=LONGEST_PROGRAMME)
    address = forms.ChoiceField(label=gettext_lazy("Under the address"))
    tier = forms.CharField(label=gettext_lazy("Tier"), max_length=LONGEST_TIER, required=False)
    points = forms.IntegerField(
        label=gettext_lazy("Points"), required=False, min_value=-MOST_POINTS, max_value=MOST_POINTS
    )
    rewards = forms.CharField(
        label=gettext_lazy("Rewards at hand"),
        required=False,
        max_length=20_000,
        help_text=gettext_lazy("One a line."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    member_since = forms.DateField(label=gettext_lazy("Member since"), required=False, widget=DayInput())

    def __init__(self, *args: Any, contact: Contact, one: Membership | None, **kwargs: Any) -> None:
        super().__init__(*args, initial=_initial(one), **kwargs)
        known = contact.identities.filter(kind="email").order_by("id").values_list("value", flat=True)
        addresses = dict.fromkeys([*([one.address] if one else []), *known])
        self.fields["address"].choices = [(value, value) for value in addresses]  # type: ignore[attr-defined]
        for name in ("programme", "address") if one else ():  # by them the programme's own news find it
            self.fields[name].disabled = True

    def draft(self) -> MembershipDraft:
        said = self.cleaned_data
        return MembershipDraft(**said | {"rewards": said["rewards"].splitlines()})


@for_agents(may=MANAGE_CONTACTS)
@require_http_methods(["GET", "HEAD", "POST"])
@once_a_page
def show(request: AgentRequest, number: int) -> HttpResponse:
    """`membership` is the one to put right; without it, one more."""
    contact = contact_for(request, number)
    one = membership_for(request, request.GET.get("membership", ""), contact=contact.pk)
    form = MembershipForm(request.POST or None, contact=contact, one=one)
    if request.method == "POST" and form.is_valid():
        draft = form.draft()
        try:
            demand_membership(draft, people=people_known_to(request.user))
            write_member(draft, by=request.user)
            return redirect("web:one-contact", contact.pk)
        except (BadOrder, NotTheirs) as error:
            form.add_error(error.field if error.field in form.fields else None, sentence(error))
    context = surroundings(request, section="contacts") | about(contact, reader=times.reader())
    context |= {"form": form, "one": one}
    shown = render(request, "web/commerce/loyalty.html", context, status=422 if form.is_bound else 200)
    return seen(shown, contact=contact, request=request)


def _initial(one: Membership | None) -> dict[str, Any]:
    if one is None:
        return {}
    plain = ("programme", "address", "tier", "points", "member_since")
    return {name: getattr(one, name) for name in plain} | {"rewards": "\n".join(one.rewards)}
