"""Who we are, as far as a stranger's mail may pretend to be one of us."""

from django.conf import settings

from keepword.channels.email.identity import House
from keepword.conversations.models import Inbox
from keepword.people.models import Agent


def our_house() -> House:
    """Agents, inboxes and the trusted receiver as they are now: two queries, so ask once for many mails.

    Every inbox counts, whoever asks: this decides about a sender, and shows nothing to anybody.
    """
    agents = Agent.objects.filter(is_active=True).values_list("email", "name", "public_name")
    inboxes = {address.lower() for address in Inbox.objects.values_list("address", flat=True)}
    return House(
        agents={email.lower(): public or name for email, name, public in agents},
        our_addresses=inboxes,
        # Many a shop's form writes as the shop itself, and names the customer in Reply-To.
        trusted_forms=inboxes,
        trusted_receivers=[settings.TRUSTED_RECEIVER] if settings.TRUSTED_RECEIVER else [],
    )
