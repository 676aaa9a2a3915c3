"""Every list that goes out and comes in as a file, and where. A new list is a file here and a word in `LISTS`."""

from django.urls import path

from keepword.web.settings.lists.agents import AGENTS
from keepword.web.settings.lists.brands import BRANDS
from keepword.web.settings.lists.companies import COMPANIES
from keepword.web.settings.lists.contacts import CONTACTS
from keepword.web.settings.lists.inboxes import INBOXES
from keepword.web.settings.lists.listed import Listed
from keepword.web.settings.lists.long import pages as long
from keepword.web.settings.lists.long.running import LONG
from keepword.web.settings.lists.loyalty import LOYALTY
from keepword.web.settings.lists.macros import MACROS
from keepword.web.settings.lists.orders import ORDERS
from keepword.web.settings.lists.own_fields import OWN_FIELDS
from keepword.web.settings.lists.pages import exporting, importing
from keepword.web.settings.lists.roles import ROLES
from keepword.web.settings.lists.saved_views import SAVED_VIEWS
from keepword.web.settings.lists.tags import TAGS
from keepword.web.settings.lists.teams import TEAMS

LISTS: dict[str, Listed] = {
    "settings/brands": BRANDS,
    "settings/inboxes": INBOXES,
    "settings/agents": AGENTS,
    "settings/teams": TEAMS,
    "settings/roles": ROLES,
    "settings/tags": TAGS,
    "settings/fields": OWN_FIELDS,
    "settings/macros": MACROS,
    "settings/views": SAVED_VIEWS,
    "companies": COMPANIES,
    "contacts": CONTACTS,
    "orders": ORDERS,
    "loyalty": LOYALTY,
}

PATHS = [
    one
    for place, of in LISTS.items()
    for one in (
        path(f"{place}/import", importing(of), name=f"{of.name}-import"),
        path(f"{place}/export", exporting(of), name=f"{of.name}-export"),
    )
] + [
    one
    for place, of in LISTS.items()
    if of.name in LONG
    for one in (
        path(f"{place}/import/<int:number>", long.showing(of), name=f"{of.name}-import-file"),
        path(f"{place}/import/<int:number>/doing", long.doing(of), name=f"{of.name}-import-doing"),
        path(f"{place}/import/<int:number>/cancellation", long.cancelling(of), name=f"{of.name}-import-cancelling"),
        path(f"{place}/import/<int:number>/export", long.wrong_lines(of), name=f"{of.name}-import-wrong"),
    )
]
