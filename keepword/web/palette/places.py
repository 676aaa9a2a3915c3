"""Where the palette leads: lists, pages, a conversation by its reference, a customer, the search."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from keepword.care.arranging import rules_in_force
from keepword.conversations.finding.asking import read
from keepword.conversations.finding.naming import contacts_in
from keepword.conversations.models import Conversation, SavedView
from keepword.kit.reversing import address_of
from keepword.kit.words import fold
from keepword.people.models import Agent, Contact, Identity
from keepword.people.permissions import MANAGE_CONTACTS, REPLY
from keepword.web.commerce import searching
from keepword.web.desk import ICONS, LABELS, inbox_address
from keepword.web.palette.offers import Offer
from keepword.web.settings import places as settings

CONTACTS = 5
SHORTEST_NAME = 2


def pages(agent: Agent) -> Iterator[Offer]:
    """English words find them as well: many hands know those."""
    yield Offer(_("Next best conversation"), _("Go to"), "zap", reverse("web:next"), also="next best")
    yield Offer(_("My day"), _("Go to"), "sun", reverse("web:day"), also="my day")
    if agent.may(REPLY):
        address, also = reverse("web:new-conversation"), "write to a customer new letter compose"
        yield Offer(_("Write to a customer"), _("Do"), "pencil", address, also=also)
        also = "log a call phone telephone"
        yield Offer(_("Log a call"), _("Do"), "phone", reverse("web:new-call"), also=also)
    if agent.may(MANAGE_CONTACTS):
        also = "new customer add contact"
        yield Offer(_("New customer"), _("Do"), "user-round-plus", reverse("web:new-contact"), also=also)
    yield Offer(_("How we serve"), _("Go to"), "flag", reverse("web:how-we-serve"), also="how we serve goals rules")
    yield Offer(_("Notices"), _("Go to"), "bell", reverse("web:notices"), also="notices notifications")
    yield Offer(_("Customers"), _("Go to"), "circle-user-round", reverse("web:contacts"), also="contacts customers")
    yield Offer(_("My tasks"), _("Go to"), "list-todo", reverse("web:tasks"), also="my tasks todo")
    yield Offer(_("Companies"), _("Go to"), "building-2", reverse("web:companies"), also="companies organisations")
    if rules_in_force() is not None:
        yield Offer(_("Gifts"), _("Go to"), "gift", reverse("web:gifts"), also="gifts refunds approvals")
    yield Offer(_("Orders"), _("Go to"), "package", reverse("web:orders"), also="orders purchases")
    for name, label in LABELS.items():
        yield Offer(str(label), _("Go to"), ICONS[name], inbox_address(name), also=f"{name} inbox")
    views = SavedView.objects.of_desk(agent).in_order()  # house: `of_desk` is narrower than `visible_to`
    for number, name in views.values_list("id", "name"):  # all of them: beside the list stand the first hundred
        yield Offer(name, _("View"), "list-filter", address_of("web:view", number), also="view")
    for place in settings.open_to(agent):
        also = f"{place.name} settings {place.also}"
        yield Offer(str(place.label), _("Settings"), "settings", reverse(f"web:{place.name}"), also=also)


def found(query: str, *, agent: Agent) -> Iterator[Offer]:
    """What the words may name: a reference first, then customers, then the search for them."""
    if not query:
        return
    reference = fold(query).lstrip("#").upper()[:12]
    seen = Conversation.objects.visible_to(agent).filter(reference=reference)
    for number, subject in seen.values_list("id", "subject"):
        yield Offer(f"{reference} {subject}", _("Conversation"), "mail", reverse("web:conversation", args=[number]))
    for order in searching.called(query, agent=agent):
        label = " ".join([order.number, searching.who_of(order)])
        yield Offer(label, _("Order"), "package", reverse("web:order", args=[order.pk]))
    if len(query) >= SHORTEST_NAME:
        yield from _contacts(query, agent=agent)
    address = f"{reverse('web:search')}?{urlencode({'q': query})}"
    yield Offer(_("Search for “%(words)s”") % {"words": query}, _("Search"), "search", address)


def _contacts(query: str, *, agent: Agent) -> Iterator[Offer]:
    asked = read(query)
    if not asked.phrases or asked.filters or asked.without:
        return
    ids = contacts_in(asked, agent=agent)[:CONTACTS]
    people = Contact.objects.in_bulk(ids)  # house: `contacts_in` names only who wrote where the agent may see
    addresses = dict(Identity.objects.filter(contact_id__in=ids).order_by("-id").values_list("contact_id", "value"))
    for number in ids:
        if number in people and number in addresses:
            label = f"{people[number]} {addresses[number]}" if people[number].name else addresses[number]
            yield Offer(label, _("Customer"), "user-round", reverse("web:one-contact", args=[number]))
