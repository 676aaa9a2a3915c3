"""Somebody sets something up for the first time: what exists now is said, and what was wrong is where they go on."""

import re

import pytest

from keepword.brands.models import Brand
from keepword.conversations.models import Inbox
from keepword.people.models import Agent, Team
from keepword.web.tests.reading import words
from tests.cast import PASSWORD


def focused(response) -> list[str]:
    """The names of the fields that have the focus when the page is there."""
    tags = re.findall(r"<(?:input|select|textarea)\b[^>]*>", response.content.decode())
    return [re.search(r'name="([^"]*)"', tag)[1] for tag in tags if re.search(r"\sautofocus\b", tag)]


@pytest.mark.parametrize(
    ("page", "made", "said", "lead"),
    [
        ("teams", {"name": "Night"}, "The team Night exists now.", "/settings/teams/{}"),
        ("inboxes", {"name": "Sales", "address": "sales@leafloom.example"}, "The inbox Sales exists now.",
         "/settings/inboxes/{}/trial"),
        ("brands", {"name": "Lantern", "slug": "tea", "language": "en", "sender_name": "person", "voice": "warm"},
         "The brand Lantern exists now.", "/settings/brands/{}"),
        ("agents", {"name": "Noor Haddad", "email": "noor@leafloom.example", "password": PASSWORD, "role": "agent"},
         "Noor Haddad can sign in now.", "/settings/agents/{}"),
    ],
)  # fmt: skip
def test_what_was_added_is_named_and_leads_on(cast, ruth, page, made, said, lead):
    model = {"teams": Team, "inboxes": Inbox, "brands": Brand, "agents": Agent}[page]
    fields = made | ({"brand": cast.brand.pk} if page == "inboxes" else {})
    shown = ruth.post(f"/settings/{page}", fields, follow=True)
    assert shown.status_code == 200, words(shown)
    assert said in words(shown)
    assert f'href="{lead.format(model.objects.latest("id").pk)}"' in shown.content.decode()
    assert said not in words(ruth.get(f"/settings/{page}"))


@pytest.mark.parametrize(
    ("page", "fields", "first"),
    [
        ("settings/agents", {"name": "Noor", "email": "noor at home", "role": "nobody"}, "email"),
        ("settings/inboxes", {"name": "Sales", "address": "help@leafloom.example"}, "address"),
        ("settings/teams", {"name": "shop"}, "name"),
        ("contacts/new", {"name": "Noor", "emails": "x", "numbers": "y"}, "emails"),
        ("companies/new", {"name": "Bakery", "domains": "gmail.com"}, "domains"),
        ("settings/views/new", {"name": "", "do": "save"}, "name"),
        ("segments/new", {"name": "", "do": "save"}, "name"),
        ("settings/roles/new", {"name": ""}, "name"),
        ("conversations/new", {"to": "x", "subject": "Trays"}, "to"),
    ],
)
def test_the_first_wrong_field_has_the_focus_and_no_other(cast, ruth, page, fields, first):
    refused = ruth.post(f"/{page}", fields | {"inbox": cast.inbox.pk})
    assert refused.status_code == 422
    assert focused(refused) == [first]
    assert "This field is required" not in refused.content.decode()
    assert fields["name" if "name" in fields else "to"] in refused.content.decode()
