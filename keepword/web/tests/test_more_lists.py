"""Every list of the set-up has a search and goes out and comes in as a file; what a line changes is shown."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver

from keepword.brands.models import Brand
from keepword.conversations.fields.defining import Draft, define
from keepword.conversations.fields.knowing import known_of_company, known_of_contact
from keepword.conversations.models import Inbox, SavedView
from keepword.kit.tables import read
from keepword.people import permissions as may
from keepword.people.identifying import identify
from keepword.people.models import Company, Contact, Role
from keepword.people.roles.defining import make
from keepword.web.settings.lists.addresses import LISTS
from keepword.web.tests.reading import words
from keepword.web.tests.test_lists import done, tried

# Pages of the settings that are no list of rows that somebody sets up, with why.
NO_LIST = {
    "settings/notices": "one's own choices",
    "settings/security": "one's own",
    "settings/security/app": "one's own",
    "settings/password": "one's own",
    "settings/presence": "one's own",
    "settings/photo": "one's own",
    "settings/mailboxes": "each holds a password, which stays here",
    "settings/access": "each holds a secret, which stays here",
    "settings/routing": "a choice for each inbox",
    "settings/spam": "learnt, and blocked in place",
    "settings/hours": "days of a week do not fit a line; programs read and write them",
    "settings/policies": "steps and conditions do not fit a line; programs read and write them",
    "settings/channels": "published words, one each",
    "settings/acknowledgements": "words for each inbox",
    "settings/signatures": "words in several languages, with pictures to come",
    "settings/gifts": "limits of each role, one form",
    "settings/retention": "each rule shows what it would delete before it is on",
    "settings/chats": "rules of the house, and a choice of each agent",
    "settings/audit": "goes out as a file, and comes in never",
    "settings/outbox": "a queue",
    "settings/failures": "a queue",
    "settings/unread-mail": "a queue",
}


def pages_of_settings():
    """The addresses settings/<one word>, as the house knows them."""
    known = [str(one.pattern) for group in get_resolver("keepword.wiring.urls").url_patterns
             for one in getattr(group, "url_patterns", [])]  # fmt: skip
    return sorted({one for one in known if re.fullmatch(r"settings/[a-z-]+", one)})


def test_a_new_page_of_the_settings_is_a_list_with_search_and_file_or_says_why_not():
    assert pages_of_settings(), "the addresses were found"
    assert set(pages_of_settings()) - set(LISTS) - set(NO_LIST) == set()


@pytest.mark.parametrize("place", LISTS)
def test_every_list_has_a_search_and_leads_to_its_file(ruth, place):
    page = ruth.get(f"/{place}?q=zzz").content.decode()
    assert 'name="q"' in page
    assert f'href="/{place}/import"' in page
    assert ruth.get(f"/{place}/import").status_code == 200


@pytest.mark.parametrize("place", LISTS)
def test_what_goes_out_comes_in_again_and_changes_nothing(cast, ruth, place):
    make("Night shift", permissions=["reply", "note"], by=cast.ruth.as_actor)
    identify(address="new@shop.example", name="Nia")
    taken = ruth.post(f"/{place}/export").content
    trial = words(ruth.post(f"/{place}/import", {"file": SimpleUploadedFile("a.csv", taken, "text/csv")}))
    assert "Everything in the file is as it is here" in trial or len(taken.splitlines()) == 1


def test_what_a_line_would_change_is_shown(cast, ruth):
    page = tried(ruth, "email,name\nmina@leafloom.example,Minnie Park\n").content.decode()
    assert "<del><bdi>Mina Park</bdi></del> <ins><bdi>Minnie Park</bdi></ins>" in page


def test_brands_come_in_as_a_form_would_take_them(cast, ruth):
    content = "slug,name,language,accent\nnight-tea,Night Tea,ko,#336699\n"
    done(ruth, tried(ruth, content, of="brands"), of="brands")
    brand = Brand.objects.get(slug="night-tea")
    assert (brand.name, brand.language, brand.accent, brand.sender_name) == (
        "Night Tea", "ko", "#336699", "person_at_brand",
    )  # fmt: skip
    assert tried(ruth, "slug,accent\nnight-tea,blue\n", of="brands").status_code == 422


def test_inboxes_come_in_with_their_brand_and_teams(cast, ruth):
    Brand.objects.create(name="Night Tea", slug="night-tea", language="en")
    content = "address,name,brand,teams\nnight@leafloom.example,Night,night-tea,shop\n"
    done(ruth, tried(ruth, content, of="inboxes"), of="inboxes")
    inbox = Inbox.objects.get(address="night@leafloom.example")
    assert (inbox.name, inbox.brand.slug, list(inbox.teams.all())) == ("Night", "night-tea", [cast.team])
    wrong = tried(ruth, "address,name\nnoon@leafloom.example,Noon\n", of="inboxes")
    assert "which brand" in words(wrong)


def test_roles_come_in_and_nobody_gives_what_they_do_not_have(cast, ruth, at_desk):
    done(ruth, tried(ruth, 'name,permissions\nNight,"reply, note"\n', of="roles"), of="roles")
    assert sorted(Role.objects.get(name="Night").permissions) == ["note", "reply"]
    keeper = make("Keeper", permissions=[may.MANAGE_AGENTS, may.REPLY], by=cast.ruth.as_actor)
    cast.mina.role, cast.mina.own_role = may.OWN, keeper
    cast.mina.save()
    mina = at_desk(cast.mina)
    assert "you do not have it" in words(tried(mina, "name,permissions\nX,erase_contacts\n", of="roles"))
    assert "no permission" in words(tried(ruth, "name,permissions\nX,fly\n", of="roles"))


def test_shared_views_come_in_with_what_they_ask(cast, ruth):
    asked = '{""version"": 1, ""rules"": [{""field"": ""status"", ""is"": ""is"", ""values"": [""open""]}]}'
    done(ruth, tried(ruth, f'name,sort,conditions\nOpen ones,due,"{asked}"\n', of="views"), of="views")
    view = SavedView.objects.get(name="Open ones")
    assert (view.owner, view.sort, view.conditions["rules"][0]["values"]) == (None, "due", ["open"])
    for broken in ("{}", "[[", "7"):
        assert tried(ruth, f"name,conditions\nX,{broken}\n", of="views").status_code == 422


@pytest.fixture
def field(cast):
    return define(
        Draft(name="Loyalty", about="contact", kind="choice", choices=["Gold", "Silver"]), by=cast.ruth.as_actor
    )


def of_contacts(desk, content):
    return desk.post("/contacts/import", {"file": SimpleUploadedFile("a.csv", content.encode(), "text/csv")})


def done_contacts(desk, content):
    trial = of_contacts(desk, content)
    assert trial.status_code == 200, words(trial)
    return desk.post("/contacts/import", {"content": content, "do": "yes"})


def test_customers_come_in_with_their_own_fields_and_are_found_by_them(cast, ruth, field):
    content = "address,name,language,field:loyalty\nNew@Shop.example,Nia Okoro,fr,gold\n"
    done_contacts(ruth, content)
    nia = Contact.objects.get(identities__value="new@shop.example")
    assert (nia.name, nia.language) == ("Nia Okoro", "fr")
    assert [one.values for one in known_of_contact(nia)] == [("Gold",)]
    assert "Nia Okoro" in words(ruth.get("/contacts?q=gold"))
    assert "Everything in the file is as it is here" in words(of_contacts(ruth, content))


def test_a_wrong_value_of_an_own_field_names_its_column(cast, ruth, field):
    wrong = of_contacts(ruth, "address,field:loyalty\nnew@shop.example,Bronze\n")
    assert wrong.status_code == 422
    assert "field:loyalty" in words(wrong)


def test_what_would_change_on_a_customer_is_shown(cast, ruth, field):
    identify(address="new@shop.example", name="Nia")
    page = of_contacts(ruth, "address,name,field:loyalty\nnew@shop.example,Nia Okoro,Silver\n").content.decode()
    assert "<del><bdi>Nia</bdi></del> <ins><bdi>Nia Okoro</bdi></ins>" in page
    assert "<ins><bdi>Silver</bdi></ins>" in page


def test_customers_go_out_with_what_is_known(cast, ruth, field):
    done_contacts(ruth, "address,name,note,field:loyalty\nnew@shop.example,Nia,Likes tea,Gold\n")
    rows = [one.cells for one in read(ruth.post("/contacts/export").content).lines]
    nia = next(one for one in rows if one["address"] == "new@shop.example")
    assert (nia["name"], nia["note"], nia["field:loyalty"]) == ("Nia", "Likes tea", "Gold")


def test_companies_go_out_and_come_in_with_their_own_fields(cast, ruth):
    regions = ["North", "South"]
    define(Draft(name="Region", about="company", kind="choices", choices=regions), by=cast.ruth.as_actor)
    content = 'name,note,field:region\nAcme,Pays late,"north, South"\nBare,,\n'
    done_companies(ruth, content)
    acme = Company.objects.get(name="Acme")
    assert [one.values for one in known_of_company(acme)] == [("North", "South")]
    rows = [one.cells for one in read(ruth.post("/companies/export").content).lines]
    assert [(row["name"], row["note"], row["field:region"]) for row in rows] == [
        ("Acme", "Pays late", "North, South"),
        ("Bare", "", ""),
    ]
    assert "Everything in the file is as it is here" in words(of_companies(ruth, content))
    page = of_companies(ruth, "name,field:region\nAcme,South\n").content.decode()
    assert "<del><bdi>North, South</bdi></del> <ins><bdi>South</bdi></ins>" in page
    assert [one.values for one in known_of_company(acme)] == [("North", "South")]
    wrong = of_companies(ruth, "name,field:region\nAcme,West\n")
    assert (wrong.status_code, "field:region" in words(wrong)) == (422, True)
    done_companies(ruth, "name,field:region\nAcme,South\n")
    assert [one.values for one in known_of_company(acme)] == [("South",)]


def of_companies(desk, content):
    return desk.post("/companies/import", {"file": SimpleUploadedFile("a.csv", content.encode(), "text/csv")})


def done_companies(desk, content):
    trial = of_companies(desk, content)
    assert trial.status_code == 200, words(trial)
    return desk.post("/companies/import", {"content": content, "do": "yes"})


def test_whoever_sees_a_part_learns_of_nobody_by_a_file(cast, at_desk, ruth):
    """An inbox of another team: its customers neither go out nor can be told from people who do not exist."""
    identify(address="secret@shop.example", name="Secret")
    other = cast.team.__class__.objects.create(name="Others")
    cast.inbox.teams.set([other])
    role = make("Keeper", permissions=[may.MANAGE_CONTACTS, may.EXPORT], by=cast.ruth.as_actor)
    cast.mina.role, cast.mina.own_role = may.OWN, role
    cast.mina.save()
    mina = at_desk(cast.mina)
    assert b"secret@shop.example" not in mina.post("/contacts/export").content
    known = words(of_contacts(mina, "address,name\nsecret@shop.example,X\n"))
    unknown = words(of_contacts(mina, "address,name\nnobody@shop.example,X\n"))
    assert "You know nobody of this address" in known
    assert known.replace("secret@", "") == unknown.replace("nobody@", "")
