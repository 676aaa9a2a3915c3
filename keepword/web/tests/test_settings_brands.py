"""Brands, the inboxes that belong to them, and teams: each can be changed, and what is removed can come back."""

import pytest

from keepword.brands.models import Brand
from keepword.conversations.models import Inbox
from keepword.events.models import Event
from keepword.people.models import Team
from keepword.surveys.models import Asking
from keepword.web.tests.reading import error_of, words

LOOM = {
    "name": "Loom",
    "slug": "loom",
    "language": "ja",
    "accent": "#2F6F5E",
    "sender_name": "brand",
    "signature": "Loom, Kyoto",
}


def test_the_brand_decides_who_writes_to_customers(cast, ruth):
    ruth.post(f"/settings/brands/{cast.brand.pk}", LOOM)
    brand = Brand.objects.get()
    assert (brand.name, brand.slug, brand.language, brand.sender_name) == ("Loom", "loom", "ja", "brand")
    assert (brand.accent, brand.signature) == ("#2f6f5e", "Loom, Kyoto")


@pytest.mark.parametrize(
    ("field", "value"), [("slug", "leaf-loom"), ("slug", "a b"), ("accent", "green"), ("language", "xx"), ("name", "")]
)
def test_a_brand_that_cannot_be_added_says_why(cast, ruth, field, value):
    answer = ruth.post("/settings/brands", LOOM | {field: value})
    assert answer.status_code == 422
    assert error_of(answer, field)
    assert Brand.objects.count() == 1


def test_a_brand_with_inboxes_is_kept_and_the_page_says_why(cast, ruth):
    ruth.post("/settings/brands", LOOM)
    page = f"/settings/brands/{cast.brand.pk}"
    assert "Inboxes belong to it: Help." in words(ruth.get(page))
    answer = ruth.post(f"{page}/removal", {"removed": "yes"})
    assert answer.status_code == 422
    assert "Inboxes belong to it: Help." in words(answer)
    assert Brand.objects.filter(pk=cast.brand.pk).exists()


def test_the_only_brand_is_kept(cast, ruth):
    Inbox.objects.all().delete()
    assert ruth.post(f"/settings/brands/{cast.brand.pk}/removal", {"removed": "yes"}).status_code == 422
    assert Brand.objects.exists()


def test_a_brand_without_inboxes_is_removed_and_comes_back_as_it_was(cast, ruth):
    ruth.post("/settings/brands", LOOM)
    brand = Brand.objects.get(slug="loom")
    brand.channels.create(kind="email", address="hello@loom.example")
    after = ruth.post(f"/settings/brands/{brand.pk}/removal", {"removed": "yes"}, follow=True)
    assert "The brand Loom was removed." in words(after)
    assert not Brand.objects.filter(slug="loom").exists()
    fact = after.request["QUERY_STRING"].removeprefix("fact=")
    ruth.post(f"/settings/brands/{brand.pk}/removal", {"removed": "no", "fact": fact})
    back = Brand.objects.get(slug="loom")
    assert (back.pk, back.name, back.signature) == (brand.pk, "Loom", "Loom, Kyoto")
    assert [channel.address for channel in back.channels.all()] == ["hello@loom.example"]
    again = ruth.post(f"/settings/brands/{brand.pk}/removal", {"removed": "no", "fact": fact})
    assert again.status_code == 422


def test_an_inbox_is_given_to_another_brand(cast, ruth):
    ruth.post("/settings/brands", LOOM)
    loom = Brand.objects.get(slug="loom")
    answers = {"name": "Help", "address": "HELP@leafloom.example", "brand": loom.pk, "teams": [cast.team.pk]}
    assert ruth.post(f"/settings/inboxes/{cast.inbox.pk}", answers).status_code == 302
    cast.inbox.refresh_from_db()
    assert (cast.inbox.brand, list(cast.inbox.teams.all())) == (loom, [cast.team])


def test_a_team_is_renamed_and_its_members_chosen(cast, ruth, stranger, conversation):
    assert stranger.get(f"/conversations/{conversation.pk}").status_code == 404
    answers = {"name": "Shop floor", "agents": [cast.stranger.pk, cast.dave.pk]}
    assert ruth.post(f"/settings/teams/{cast.team.pk}", answers).status_code == 302
    cast.team.refresh_from_db()
    assert (cast.team.name, set(cast.team.agents.all())) == ("Shop floor", {cast.stranger, cast.dave})
    assert stranger.get(f"/conversations/{conversation.pk}").status_code == 200


def test_two_teams_do_not_share_a_name(cast, ruth):
    other = Team.objects.create(name="Wholesale")
    answer = ruth.post(f"/settings/teams/{other.pk}", {"name": "SHOP"})
    assert (answer.status_code, bool(error_of(answer, "name"))) == (422, True)


def test_a_brand_asks_how_it_was_once_somebody_switches_it_on(cast, ruth):
    page = f"/settings/brands/{cast.brand.pk}/survey"
    assert "It is off." in words(ruth.get(f"/settings/brands/{cast.brand.pk}"))
    assert "Nobody is asked yet" in words(ruth.get(page))  # no address of this installation is set
    assert ruth.post(page, {"is_on": "on", "pause_hours": "24", "rest_days": "90"}).status_code == 302
    asking = Asking.objects.get()
    assert (asking.brand, asking.is_on, asking.pause_hours, asking.rest_days) == (cast.brand, True, 24, 90)
    assert "It is on." in words(ruth.get(f"/settings/brands/{cast.brand.pk}"))
    assert Event.objects.get(name="survey.arranged").data["is_on"] is True
    assert "How was our help?" in words(ruth.get(page))


@pytest.mark.parametrize(("field", "value"), [("pause_hours", "337"), ("pause_hours", "-1"), ("rest_days", "0")])
def test_a_pause_or_a_rest_that_cannot_be_says_why(cast, ruth, field, value):
    given = {"is_on": "on", "pause_hours": "24", "rest_days": "90", field: value}
    answer = ruth.post(f"/settings/brands/{cast.brand.pk}/survey", given)
    assert answer.status_code == 422
    assert error_of(answer, field)
    assert not Asking.objects.exists()
