"""What an agent may be allowed to do, and which of it each role that comes with Keepword includes.

Reading is no permission: every agent reads what `.visible_to` shows them. Verbs do not ask; the faces do, at the door
(`for_agents(may=REPLY)`, the API's `agent_of`), because rules and imports call the same verbs.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REPLY = "reply"
NOTE = "note"
TASK = "task"
GIVE = "give"
APPROVE_GIFTS = "approve_gifts"
ASSIGN = "assign"
CHANGE = "change"
MARK_SPAM = "mark_spam"
MERGE = "merge"
DELETE = "delete"
BULK = "bulk"
EXPORT = "export"
SEE_REPORTS = "see_reports"
MANAGE_CONTACTS = "manage_contacts"
ERASE_CONTACTS = "erase_contacts"
MANAGE_MACROS = "manage_macros"
MANAGE_VIEWS = "manage_views"
MANAGE_TAGS = "manage_tags"
MANAGE_SETTINGS = "manage_settings"
MANAGE_AGENTS = "manage_agents"
MANAGE_INSTALLATION = "manage_installation"
SEE_AUDIT = "see_audit"
EDIT_ARTICLES = "edit_articles"
REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Permission:
    """`words` as on a button, `meaning` one sentence for whoever gives it."""

    name: str
    words: str | Promise
    meaning: str | Promise


@dataclass(frozen=True, slots=True)
class Group:
    words: str | Promise
    permissions: tuple[Permission, ...]


# In the order in which people read them.
GROUPS = (
    Group(
        _("Working conversations"),
        (
            Permission(REPLY, _("Reply"), _("Write to customers, promise them times, and send again what failed.")),
            Permission(NOTE, _("Write notes"), _("Leave notes and hand-overs that only colleagues read.")),
            Permission(TASK, _("Work on tasks"), _("Make, take and finish internal tasks.")),
            Permission(ASSIGN, _("Assign"), _("Give a conversation to an agent or a team, or take it.")),
            Permission(CHANGE, _("Change"), _("Resolve, reopen, snooze, tag, and set the priority.")),
            Permission(MARK_SPAM, _("Mark spam"), _("Put conversations into spam and take them out.")),
            Permission(MERGE, _("Merge and split"), _("Join conversations, split them and link them.")),
            Permission(BULK, _("Change many at once"), _("Act on a whole selection or a whole view.")),
            Permission(DELETE, _("Delete"), _("Put conversations into the bin, and bring them back for thirty days.")),
        ),
    ),
    Group(
        _("Customers"),
        (
            Permission(MANAGE_CONTACTS, _("Change contacts"), _("Add, correct and merge contacts and companies.")),
            Permission(GIVE, _("Give"), _("Give refunds and the like within the limits of the role; ask for more.")),
            Permission(APPROVE_GIFTS, _("Approve gifts"), _("Say yes or no to what colleagues want to give.")),
            Permission(ERASE_CONTACTS, _("Erase people"), _("Erase or hand out all that is kept about a person.")),
        ),
    ),
    Group(
        _("What the team shares"),
        (
            Permission(MANAGE_MACROS, _("Manage macros"), _("Change macros of teams and of everybody.")),
            Permission(MANAGE_VIEWS, _("Manage views"), _("Change views of teams and of everybody.")),
            Permission(MANAGE_TAGS, _("Manage tags"), _("Rename, merge, colour and retire tags.")),
            Permission(EDIT_ARTICLES, _("Edit articles"), _("Write and publish articles of the help centre.")),
        ),
    ),
    Group(
        _("Looking at the work"),
        (
            Permission(SEE_REPORTS, _("See reports"), _("Read figures about the team's work.")),
            Permission(REVIEW, _("Review"), _("Judge the quality of answers.")),
            Permission(EXPORT, _("Export"), _("Take lists and figures out of Keepword as files.")),
            Permission(SEE_AUDIT, _("See the audit log"), _("Read who saw, changed and exported what.")),
        ),
    ),
    Group(
        _("Arranging the house"),
        (
            Permission(
                MANAGE_SETTINGS, _("Manage settings"), _("Change inboxes, brands, hours, targets and channels.")
            ),
            Permission(
                MANAGE_AGENTS,
                _("Manage people"),
                _("Add and change agents, teams and roles. Nobody gives more than they may do themselves."),
            ),
            Permission(
                MANAGE_INSTALLATION,
                _("Run the installation"),
                _("See mailboxes, mail that could not be read, and work that failed, of every inbox."),
            ),
        ),
    ),
)
PERMISSIONS = {one.name: one for group in GROUPS for one in group.permissions}
ALL = frozenset(PERMISSIONS)

ADMINISTRATOR = "administrator"
MANAGER = "manager"
AGENT = "agent"
LIGHT_AGENT = "light_agent"
REVIEWER = "reviewer"
EDITOR = "editor"
OWN = "own"  # a role that somebody made here, see models/role.py

_AGENTS = {REPLY, NOTE, TASK, ASSIGN, CHANGE, MARK_SPAM, MERGE, BULK, MANAGE_CONTACTS, SEE_REPORTS, GIVE}
BUILT_IN = {
    ADMINISTRATOR: ALL,
    MANAGER: ALL - {MANAGE_AGENTS, MANAGE_INSTALLATION, SEE_AUDIT},
    AGENT: frozenset(_AGENTS),
    LIGHT_AGENT: frozenset({NOTE, TASK}),
    REVIEWER: frozenset({NOTE, TASK, SEE_REPORTS, REVIEW}),
    EDITOR: frozenset({NOTE, TASK, EDIT_ARTICLES}),
}
ROLE_WORDS = {
    ADMINISTRATOR: _("Administrator"),
    MANAGER: _("Manager"),
    AGENT: _("Agent"),
    LIGHT_AGENT: _("Light agent"),
    REVIEWER: _("Reviewer"),
    EDITOR: _("Editor"),
}
ROLE_MEANINGS = {
    ADMINISTRATOR: _("May do everything, and sees every inbox."),
    MANAGER: _("Works, and arranges how the team works. Does not manage people or the installation."),
    AGENT: _("Works conversations from the first word to the last."),
    LIGHT_AGENT: _("Reads along, leaves notes and works on tasks. Never writes to customers."),
    REVIEWER: _("Reads along and judges the quality of answers."),
    EDITOR: _("Reads along and writes articles."),
}


def known(names: Iterable[str]) -> frozenset[str]:
    """Without what this version does not know: a role may have been made by a newer one."""
    return ALL & frozenset(names)
