"""The pages of the settings: under which heading each stands, what it takes, and by what other words it is found."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from keepword.people.models import Agent
from keepword.people.permissions import (
    MANAGE_AGENTS,
    MANAGE_INSTALLATION,
    MANAGE_SETTINGS,
    MANAGE_TAGS,
    MARK_SPAM,
    SEE_AUDIT,
)

YOU, WORK, PEOPLE, CHANNELS, PROMISES, SAFETY, UPKEEP = (
    _("You"), _("Conversations"), _("People"), _("Channels"), _("Promises"), _("Safety"), _("Upkeep"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """`name` is that of its address. `takes` is a permission, "" for what is everybody's own. `also` are the words,
    besides the label, under which somebody looks for it."""

    name: str
    group: Promise
    label: Promise
    also: Promise
    takes: str = ""
    administrators_only: bool = False

    def opens_to(self, agent: Agent) -> bool:
        return (not self.takes or agent.may(self.takes)) and (agent.is_administrator or not self.administrators_only)


PLACES = [
    Place("settings", YOU, _("Profile"), _("name, language, time zone, theme, dark, own hours, undo sending, keys")),
    Place("notice-choices", YOU, _("Notices"), _("notifications, push, mail digest, quiet hours, devices")),
    Place("security", YOU, _("Security"), _("second step, authenticator app, passkeys, recovery codes, sessions")),
    Place("password", YOU, _("Password"), _("change the password")),
    Place("macros", WORK, _("Macros"), _("canned responses, templates, saved replies, actions")),
    Place("saved-views", WORK, _("Views"), _("filters, folders, lists, conditions")),
    Place("tags", WORK, _("Tags"), _("labels, colours, merge"), MANAGE_TAGS),
    Place("own-fields", WORK, _("Fields"), _("custom fields, order number, choices"), MANAGE_SETTINGS),
    Place("signatures", WORK, _("Signatures"), _("footer, under every letter"), MANAGE_SETTINGS),
    Place("routing", WORK, _("Routing"), _("assignment, round robin, load, skills, limits"), MANAGE_SETTINGS),
    Place("gift-rules", WORK, _("Gifts"), _("refunds, discounts, store credit, limits, approval"), MANAGE_SETTINGS),
    Place("chatting", WORK, _("Live chats"), _("ringing, availability, sound, how many at once"), MANAGE_SETTINGS),
    Place("agents", PEOPLE, _("Agents"), _("users, colleagues, invite, accounts"), MANAGE_AGENTS),
    Place("teams", PEOPLE, _("Teams"), _("groups, departments"), MANAGE_AGENTS),
    Place("roles", PEOPLE, _("Roles"), _("permissions, rights, access"), MANAGE_AGENTS),
    Place("brands", CHANNELS, _("Brands"), _("logo, colour, voice, sender, contact form"), MANAGE_SETTINGS),
    Place("inboxes", CHANNELS, _("Inboxes"), _("addresses, reply addresses, restricted"), MANAGE_SETTINGS),
    Place("mailboxes", CHANNELS, _("Mailboxes"), _("IMAP, fetch mail, server, connection"), MANAGE_INSTALLATION),
    Place("channels", CHANNELS, _("Channels"), _("phone, social media, how to reach us"), MANAGE_SETTINGS),
    Place("business-hours", PROMISES, _("Hours"), _("opening hours, holidays, closed, calendar"), MANAGE_SETTINGS),
    Place("policies", PROMISES, _("Targets"), _("SLA, first reply, resolution, policies"), MANAGE_SETTINGS),
    Place(
        "acknowledgements",
        PROMISES,
        _("Acknowledgements"),
        _("automatic reply, receipt, auto-responder"),
        MANAGE_SETTINGS,
    ),
    Place(
        "access",
        SAFETY,
        _("Signing in"),
        _("SSO, SAML, OpenID, second step for everybody"),
        MANAGE_INSTALLATION,
        administrators_only=True,
    ),
    Place("spam-settings", SAFETY, _("Spam"), _("blocked senders, domains, filter"), MARK_SPAM),
    Place(
        "retention",
        SAFETY,
        _("How long things are kept"),
        _("retention, delete old, GDPR, legal hold, purge, expire"),
        MANAGE_INSTALLATION,
    ),
    Place("audit", SAFETY, _("Audit log"), _("history, who saw, changed, exported"), SEE_AUDIT),
    Place("outbox", UPKEEP, _("Local outbox"), _("relay, SMTP, not sent"), MANAGE_INSTALLATION),
    Place("failures", UPKEEP, _("Failures"), _("errors, tasks, run again"), MANAGE_INSTALLATION),
    Place("unread-mail", UPKEEP, _("Unreadable mail"), _("broken, parse, raw mail"), MANAGE_INSTALLATION),
]
LABELS = {place.name: place.label for place in PLACES}


def open_to(agent: Agent) -> list[Place]:
    """What the agent's role includes, in the order of the list."""
    return [place for place in PLACES if place.opens_to(agent)]
