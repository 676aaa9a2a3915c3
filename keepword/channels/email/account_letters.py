"""Whoever's way in was changed hears of it by mail, so that nobody does it behind their back."""

from datetime import timedelta
from functools import partial

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keepword.channels.email import agent_letters
from keepword.events.models import Event
from keepword.kit import clock
from keepword.people.models import Agent

STALE = timedelta(days=3)
HAPPENED = {
    "agent.password_changed": gettext_lazy("Your password was changed."),
    "agent.password_set": gettext_lazy("Your password was set anew, by a link."),
    "agent.factor_added": gettext_lazy("A second step was added to your sign-in."),
    "agent.factor_removed": gettext_lazy("A second step was removed from your sign-in."),
    "agent.factors_reset": gettext_lazy("An administrator removed every second step of your sign-in."),
    "agent.recovery_codes_made": gettext_lazy("New recovery codes were made for you. Older ones are worth nothing."),
    "agent.provider_linked": gettext_lazy("Somebody signed in as you by another service for the first time."),
    "agent.recovery_code_used": gettext_lazy("Somebody signed in as you with a recovery code."),
}


def tell_owner(event: Event) -> None:
    """Reaction to what is in HAPPENED."""
    agent = Agent.objects.active().filter(pk=event.data["agent"]).first()
    if agent is None or not settings.RELAY.backend or clock.now() - event.at > STALE:
        return
    agent_letters.send(event, agent=agent, words=partial(_words, event, agent))


def _words(event: Event, agent: Agent, organisation: str) -> tuple[str, str]:
    subject = _("Your sign-in at %(organisation)s was changed") % {"organisation": organisation}
    lines = [
        _("Hello %(name)s,") % {"name": agent.name},
        str(HAPPENED[event.name]),
        _("If that was you, there is nothing to do."),
        _("If it was not, tell an administrator now, and change your password."),
    ]
    return subject, "\n\n".join(lines) + "\n"
