"""An order is written down or put right by hand: /orders/new, /orders/<id>/correction."""

from datetime import UTC, datetime, time
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from keepword.commerce import lines
from keepword.commerce.admitting import NotTheirs, demand_order
from keepword.commerce.drafts import BadOrder, Item, OrderDraft
from keepword.commerce.models import Order
from keepword.commerce.models.order import PLACED, STATES
from keepword.commerce.naming import state_words
from keepword.commerce.taking_in import find
from keepword.commerce.writing import write
from keepword.conversations.contacts import people_known_to
from keepword.kit import clock
from keepword.kit.money import NotMoney, money
from keepword.people.models import Contact
from keepword.people.permissions import MANAGE_CONTACTS
from keepword.web.commerce.finding import order_for
from keepword.web.commerce.wording import line_sentence, sentence
from keepword.web.contacts.finding import contact_for
from keepword.web.desk import surroundings
from keepword.web.fields import DayInput, DeskForm
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.people.pressing import once_a_page

FIELDS = {"told_at": None, "placed_at": "placed_on"}
LONGEST_NUMBER = 18


def _states() -> list[tuple[str, str]]:
    return [(state, state_words(state)) for state in STATES]


class OrderForm(DeskForm):
    number = forms.CharField(label=gettext_lazy("Order number"), max_length=60)
    shop = forms.CharField(
        label=gettext_lazy("Shop"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Only if several shops count alike."),
    )
    address = forms.CharField(
        label=gettext_lazy("E-mail address of the customer"),
        max_length=320,
        required=False,
        help_text=gettext_lazy("Whoever is new becomes a customer in your list."),
    )
    state = forms.ChoiceField(label=gettext_lazy("State"), choices=_states, initial=PLACED)
    placed_on = forms.DateField(label=gettext_lazy("Ordered on"), required=False, widget=DayInput())
    total = forms.CharField(
        label=gettext_lazy("Total"), max_length=24, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )
    refunded = forms.CharField(
        label=gettext_lazy("Given back of it"),
        max_length=24,
        required=False,
        help_text=gettext_lazy("Of an order that stands. Leave it empty if nothing was."),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    currency = forms.CharField(
        label=gettext_lazy("Currency"), max_length=3, help_text=gettext_lazy("Three letters, like EUR, KRW or CNY.")
    )
    lines = forms.CharField(
        label=gettext_lazy("What was ordered"),
        required=False,
        max_length=200_000,
        help_text=gettext_lazy("A thing a line, like: 2 × Green tea [TEA-1] 12.50"),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    tracking_url = forms.CharField(label=gettext_lazy("Link to follow the parcel"), max_length=1000, required=False)
    page_url = forms.CharField(label=gettext_lazy("Link to the order in the shop"), max_length=1000, required=False)

    def draft(self, *, order: Order | None) -> OrderDraft | None:
        """None when something cannot be read: then the form says what."""
        said = self.cleaned_data
        try:
            total = money(said["total"], currency=said["currency"])
            refunded = _given_back(said["refunded"], currency=total.currency)
            things = lines.read(said["lines"], currency=total.currency)
        except NotMoney as error:
            self.add_error("currency" if error.why == "currency" else "total", sentence(BadOrder("total", error.why)))
            return None
        except BadOrder as error:
            self.refuse(error)
            return None
        except lines.BadLine as error:
            self.add_error("lines", line_sentence(error.number))
            return None
        plain = {name: said[name] for name in ("number", "shop", "address", "state", "tracking_url", "page_url")}
        times = {} if said["placed_on"] is None else {PLACED: _moment(said["placed_on"], order=order)}
        return OrderDraft(
            **plain, currency=total.currency, total=total.minor, refunded=refunded, lines=things, times=times
        )

    def refuse(self, error: BadOrder | NotTheirs) -> None:
        name = FIELDS.get(error.field, error.field)
        self.add_error(name if name in self.fields else None, sentence(error))


def _given_back(text: str, *, currency: str) -> int:
    """Raises BadOrder."""
    try:
        return money(text, currency=currency).minor if text.strip() else 0
    except NotMoney as error:
        raise BadOrder("refunded", error.why) from error


def _moment(on: Any, *, order: Order | None) -> datetime:
    """The moment that is known, where its day stays the same; noon of the reader's day where it does not."""
    if order is not None and timezone.localtime(order.placed_at).date() == on:
        return order.placed_at
    noon = datetime.combine(on, time(12), tzinfo=timezone.get_current_timezone()).astimezone(UTC)
    return min(noon, clock.now()) if on <= timezone.localtime(clock.now()).date() else noon


@for_agents(may=MANAGE_CONTACTS)
@require_http_methods(["GET", "HEAD", "POST"])
@once_a_page
def new(request: AgentRequest) -> HttpResponse:
    """`contact` is whose it is, from whose page somebody came."""
    contact = _contact(request)
    form = OrderForm(request.POST or None, initial=_beginning(contact, request=request))
    if request.method == "POST" and form.is_valid():
        draft = form.draft(order=None)
        known = find(draft.number, shop=draft.shop) if draft else None
        if known is not None and not _is_same(known, draft=draft):
            form.refuse(NotTheirs("number"))
        elif draft is not None and (order := _written(form, draft=draft, request=request)):
            return redirect("web:order", order.pk)
    back = reverse("web:one-contact", args=[contact.pk]) if contact else reverse("web:orders")
    return _page(request, form=form, heading=_("New order"), back=back)


@for_agents(may=MANAGE_CONTACTS)
@require_http_methods(["GET", "HEAD", "POST"])
@once_a_page
def correction(request: AgentRequest, number: int) -> HttpResponse:
    """The number and the shop stay: by them the shop's own news find it."""
    order = order_for(request, number)
    form = OrderForm(request.POST or None, initial=_initial(order))
    for name in ("number", "shop"):
        form.fields[name].disabled = True
    if request.method == "POST" and form.is_valid():
        draft = form.draft(order=order)
        if draft is not None and _written(form, draft=draft, request=request):
            return redirect("web:order", order.pk)
    return _page(request, form=form, heading=order.number, back=reverse("web:order", args=[order.pk]))


def _written(form: OrderForm, *, draft: OrderDraft, request: AgentRequest) -> Order | None:
    """None when it cannot be: then the form says why."""
    try:
        demand_order(draft, people=people_known_to(request.user))
        return write(draft, by=request.user).order
    except (BadOrder, NotTheirs) as error:
        form.refuse(error)
        return None


def _is_same(order: Order, *, draft: OrderDraft | None) -> bool:
    """The form was sent twice."""
    return draft is not None and (order.total, order.currency, order.address, order.state) == (
        draft.total, draft.currency, draft.address.strip().lower(), draft.state,
    )  # fmt: skip


def _contact(request: AgentRequest) -> Contact | None:
    number = request.GET.get("contact", "")
    known = number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER
    return contact_for(request, int(number)) if known else None


def _beginning(contact: Contact | None, *, request: AgentRequest) -> dict[str, Any]:
    """What was written last in this house is likely to be the currency of the next."""
    newest = Order.objects.visible_to(people_known_to(request.user)).order_by("-id").first()
    address = contact.identities.order_by("id").first() if contact else None
    return {
        "address": address.value if address else "",
        "placed_on": timezone.localdate(),
        "currency": newest.currency if newest else "",
    }


def _initial(order: Order) -> dict[str, Any]:
    plain = ("number", "shop", "address", "state", "currency", "tracking_url", "page_url")
    things = [Item(one.name, one.quantity, one.sku, one.price) for one in order.lines.order_by("id")]
    return {name: getattr(order, name) for name in plain} | {
        "placed_on": timezone.localtime(order.placed_at).date(),
        "total": order.money.plain,
        "refunded": order.given_back.plain if order.given_back else "",
        "lines": lines.written(things, currency=order.currency),
    }


def _page(request: AgentRequest, *, form: OrderForm, heading: str, back: str) -> HttpResponse:
    context = surroundings(request, section="contacts") | {"form": form, "heading": heading, "back_address": back}
    return render(request, "web/commerce/edit.html", context, status=422 if form.is_bound else 200)
