"""A house of hundreds: a form shows what is chosen, finds the rest by name, and loses nothing of what it hides."""

import re

import pytest

from keepword.brands.models import Brand
from keepword.conversations.keeping_hours import keepers_of
from keepword.conversations.models import Inbox, Tag
from keepword.hours.calendar import Calendar
from keepword.hours.defining import define as define_hours
from keepword.people.models import Agent, Team
from keepword.privacy.retention.setting import make as make_rule
from keepword.promises.clocks.policies import Draft, define
from keepword.promises.models import EmergencyRoute, SlaPolicy
from keepword.web.picking.fitting import MENU, SHOWN
from keepword.web.tests.reading import words


@pytest.fixture
def many(cast):
    Agent.objects.bulk_create(
        Agent(email=f"a{n}@leafloom.example", name=f"Ágent {n:03}", password="x") for n in range(120)
    )
    Team.objects.bulk_create(Team(name=f"Team {n:03}") for n in range(120))
    Brand.objects.bulk_create(Brand(name=f"Brand {n:03}", slug=f"brand-{n}") for n in range(60))
    Inbox.objects.bulk_create(
        Inbox(name=f"Inbox {n:03}", address=f"i{n}@leafloom.example", brand=cast.brand) for n in range(60)
    )
    Tag.objects.bulk_create(Tag(name=f"tag {n:03}") for n in range(60))
    return cast


def sent(page) -> dict[str, list[str]]:
    """What a browser without a script sends of the longest form, as it stands there."""
    forms = re.findall(r'<form[^>]*method="post"[^>]*>(.*?)</form>', page.content.decode(), re.DOTALL)
    form = max(forms, key=len)
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        given = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        is_box = given.get("type") in ("checkbox", "radio")
        if not is_box or " checked" in tag:
            found.setdefault(given.get("name", ""), []).append(given.get("value", "on" if is_box else ""))
    for name, inside in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.findall(r'<option value="([^"]*)" selected', inside)
        found[name] = (chosen or re.findall(r'<option value="([^"]*)"', inside))[:1]
    for name, inside in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        found[name] = [inside.strip()]
    return found


def boxes(page, name: str) -> list[str]:
    tags = re.findall(r"<input[^>]*>", page.content.decode())
    return [re.search(r'value="([^"]*)"', tag)[1] for tag in tags if f'name="{name}"' in tag and "checkbox" in tag]


def test_a_small_house_has_plain_boxes(cast, ruth):
    page = ruth.get(f"/settings/teams/{cast.team.pk}")
    assert set(boxes(page, "agents")) == {str(pk) for pk in Agent.objects.values_list("pk", flat=True)}
    assert "pick-more" not in page.content.decode()
    assert Agent.objects.count() <= MENU


def test_of_hundreds_the_page_has_who_is_chosen(many, ruth):
    page = ruth.get(f"/settings/teams/{many.team.pk}")
    assert set(boxes(page, "agents")) == {str(many.mina.pk), str(many.dave.pk)}
    assert "Ágent 050" not in page.content.decode()


def test_whoever_stands_on_no_page_stays_in_the_team(many, ruth):
    many.team.agents.add(*Agent.objects.all())
    everybody = set(many.team.agents.values_list("pk", flat=True))
    page = ruth.get(f"/settings/teams/{many.team.pk}")
    shown = boxes(page, "agents")
    assert len(shown) == SHOWN
    assert "The others stay chosen" in words(page)
    assert ruth.post(f"/settings/teams/{many.team.pk}", sent(page)).status_code == 302
    assert set(many.team.agents.values_list("pk", flat=True)) == everybody
    without = sent(page) | {"agents": shown[1:]}
    ruth.post(f"/settings/teams/{many.team.pk}", without)
    assert everybody - set(many.team.agents.values_list("pk", flat=True)) == {int(shown[0])}


def test_without_a_script_the_form_comes_back_with_what_was_found_and_keeps_nothing(many, ruth):
    address = f"/settings/teams/{many.team.pk}"
    asked = sent(ruth.get(address)) | {"name": ["Tea"], "agents": [str(many.mina.pk)], "agents-q": ["agent 11"]}
    page = ruth.post(address, asked)
    assert Team.objects.filter(name="Tea").count() == 0
    assert 'value="Tea"' in page.content.decode()
    assert len(boxes(page, "agents")) == 2 + 11  # who was ticked, who was not any more, 011, and 110 to 119
    assert "error" not in page.content.decode().partition("<main")[2].partition("</form>")[0]
    found = Agent.objects.get(name="Ágent 117")
    again = sent(page) | {"agents": [str(many.mina.pk), str(found.pk)], "agents-q": [""]}
    ruth.post(address, again)
    many.team.refresh_from_db()
    assert many.team.name == "Tea"
    assert set(many.team.agents.all()) == {many.mina, found}


def test_the_button_alone_offers_the_first(many, ruth):
    address = f"/settings/teams/{many.team.pk}"
    page = ruth.post(address, sent(ruth.get(address)) | {"find": ["agents"]})
    assert len(boxes(page, "agents")) >= SHOWN
    assert many.team.agents.count() == 2


def test_a_menu_keeps_what_is_chosen_and_takes_what_was_found(many, ruth):
    brand = Brand.objects.get(name="Brand 050")
    address = f"/settings/inboxes/{many.inbox.pk}"
    page = ruth.get(address)
    assert sent(page)["brand"] == [str(many.brand.pk)]
    assert "Brand 050" not in page.content.decode()
    ruth.post(address, sent(page))
    many.inbox.refresh_from_db()
    assert many.inbox.brand_id == many.brand.pk
    ruth.post(address, sent(page) | {"brand": [str(brand.pk)]})
    many.inbox.refresh_from_db()
    assert many.inbox.brand_id == brand.pk


def _inbox(cast):
    cast.inbox.teams.add(*Team.objects.all())
    return f"/settings/inboxes/{cast.inbox.pk}", lambda: set(cast.inbox.teams.values_list("pk", flat=True))


def _agent(cast):
    cast.mina.teams.add(*Team.objects.all())
    return f"/settings/agents/{cast.mina.pk}", lambda: set(cast.mina.teams.values_list("pk", flat=True))


def _emergency(cast):
    route = EmergencyRoute.objects.create(brand=cast.brand, target_minutes=30)
    route.people.add(*Agent.objects.all())
    return f"/settings/brands/{cast.brand.pk}/emergency", lambda: set(route.people.values_list("pk", flat=True))


def _retention(cast):
    rule = make_rule("resolved", after=12, by=cast.ruth)
    rule.kept_tags.add(*Tag.objects.all())
    return f"/settings/retention/{rule.pk}", lambda: set(rule.kept_tags.values_list("pk", flat=True))


def _policy(cast):
    rows = {"inboxes": Inbox, "brands": Brand, "teams": Team}
    wanted = {name: sorted(model.objects.values_list("pk", flat=True)) for name, model in rows.items()}
    policy = define(Draft("Quick", {(20, "first_response"): 3600}, conditions=wanted), by=cast.ruth.as_actor)

    def now():
        kept = SlaPolicy.objects.in_force().get(name="Quick").conditions
        return {name: sorted(kept[name]) for name in rows}

    return f"/settings/policies/{policy.pk}", now


def _hours(cast):
    hours = define_hours("Shop", calendar=Calendar("Europe/Berlin"), by=cast.ruth.as_actor)
    for model in (Inbox, Team, Agent, Brand):
        model.objects.update(business_hours=hours)
    return f"/settings/hours/{hours.pk}", lambda: keepers_of(hours)


@pytest.mark.parametrize("made", [_inbox, _agent, _emergency, _retention, _policy, _hours])
def test_a_form_that_is_saved_as_it_stands_changes_nothing(many, ruth, made):
    address, kept = made(many)
    before = kept()
    page = ruth.get(address)
    if made is _hours:
        assert ruth.post(address, sent(page) | {"save": ["yes"]}).status_code == 302
    else:
        assert ruth.post(address, sent(page)).status_code == 302
    assert kept() == before


def test_names_are_found_as_one_types(many, mina):
    found = mina.get("/choices", {"kind": ["agents", "teams", "nothing"], "q": "11"}).json()
    assert set(found) == {"agents", "teams"}
    assert [name for _pk, name in found["teams"]["rows"]] == ["Team 011", *(f"Team {n}" for n in range(110, 120))]
    assert not found["teams"]["more"]
    every = mina.get("/choices", {"kind": "agents"}).json()["agents"]
    assert len(every["rows"]) == SHOWN
    assert every["more"]


def test_a_stranger_finds_no_inbox_of_others_and_no_role(many, stranger, ruth):
    for kind, called in (("inboxes", "Help"), ("roles", "")):
        assert stranger.get("/choices", {"kind": kind, "q": called}).json()[kind]["rows"] == []
    assert ruth.get("/choices", {"kind": "inboxes", "q": "Help"}).json()["inboxes"]["rows"] != []


def test_a_tag_is_merged_into_one_that_was_found(many, ruth):
    tag, into = Tag.objects.get(name="tag 001"), Tag.objects.get(name="tag 055")
    asked = ruth.post(f"/settings/tags/{tag.pk}/merging", {"into-q": "tag 055", "find": "into", "into": ""})
    page = ruth.get(asked["Location"])
    assert f'<option value="{into.pk}">tag 055' in page.content.decode()
    ruth.post(f"/settings/tags/{tag.pk}/merging", {"into": into.pk})
    tag.refresh_from_db()
    assert tag.merged_into_id == into.pk
