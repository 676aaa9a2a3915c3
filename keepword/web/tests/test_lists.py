"""Set-up lists go out and come in as files; nothing happens before it was shown, line by line."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from keepword.conversations.macros.defining import Draft, define
from keepword.conversations.models import Macro
from keepword.conversations.tag_care import add as add_tag
from keepword.events.models import AuditEntry
from keepword.kit import clock
from keepword.kit.tables import read
from keepword.people import permissions as may
from keepword.people.models import Agent, Role, Team
from keepword.web.tests.reading import words

NEW = "email;name;role;teams\nkim@leafloom.example;Kim Lee;light_agent;shop\nmina@leafloom.example;Mina Park;;\n"


def tried(desk, content: str | bytes, *, of: str = "agents"):
    file = SimpleUploadedFile("a.csv", content.encode() if isinstance(content, str) else content, "text/csv")
    return desk.post(f"/settings/{of}/import", {"file": file})


def done(desk, trial, *, of: str = "agents"):
    """The button under the trial."""
    carried = re.search(r'<textarea name="content" hidden>(.*?)</textarea>', trial.content.decode(), re.DOTALL)
    assert carried, words(trial)
    return desk.post(f"/settings/{of}/import", {"content": unescape(carried[1]), "do": "yes"})


def taken_out(desk, of: str) -> list[dict[str, str]]:
    return [line.cells for line in read(desk.post(f"/settings/{of}/export").content).lines]


def test_a_file_is_shown_line_by_line_before_anything_happens(cast, ruth):
    trial = tried(ruth, NEW)
    page = words(trial)
    assert trial.status_code == 200
    assert "Kim Lee" in page
    assert "As it is" in page
    assert "1 to add, 0 to change" in page
    assert not Agent.objects.filter(email="kim@leafloom.example").exists()


def test_then_it_is_done_and_a_second_press_does_nothing(cast, ruth):
    trial = tried(ruth, NEW)
    assert "1 added, 0 changed" in words(done(ruth, trial))
    kim = Agent.objects.get(email="kim@leafloom.example")
    assert (kim.name, kim.role, list(kim.teams.all()), kim.has_usable_password()) == (
        "Kim Lee", may.LIGHT_AGENT, [cast.team], False,
    )  # fmt: skip
    assert "0 added, 0 changed" in words(done(ruth, trial))
    assert Agent.objects.filter(email="kim@leafloom.example").count() == 1
    kept = AuditEntry.objects.filter(name__in=["agent.added", "list.imported"]).order_by("id")
    assert list(kept.values_list("name", flat=True)) == ["agent.added", "list.imported", "list.imported"]


def test_an_empty_cell_and_a_missing_column_change_nothing(cast, ruth):
    done(ruth, tried(ruth, "email,public_name,teams\nmina@leafloom.example,Minnie,\n"))
    mina = Agent.objects.get(pk=cast.mina.pk)
    assert (mina.public_name, mina.name, mina.role, list(mina.teams.all())) == (
        "Minnie", "Mina Park", may.AGENT, [cast.team],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "column", "why"),
    [
        ("x@leafloom.example,,,", "name", "Somebody new needs a name"),
        ("no-address,Eve,,", "email", "no e-mail address"),
        ("x@leafloom.example,Eve,boss,", "role", "There is no role “boss”"),
        ("x@leafloom.example,Eve,,Nowhere", "teams", "There is no team “Nowhere”"),
        ("ruth@leafloom.example,,agent,", "role", "last administrator"),
        (",Eve,,", "email", "must not be empty"),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_column_and_nothing_happens(cast, ruth, line, column, why):
    trial = tried(ruth, f"email,name,role,teams\nkim@leafloom.example,Kim,,\n{line}\n")
    page = trial.content.decode()
    assert trial.status_code == 422
    assert '<td class="end figures">3</td>' in page
    assert f'<code dir="ltr">{column}</code>' in page
    assert why in words(trial)
    assert "textarea" not in page
    forged = ruth.post("/settings/agents/import", {"content": f"email,name,role,teams\n{line}\n", "do": "yes"})
    assert forged.status_code == 422
    assert not Agent.objects.filter(name__in=["Kim", "Eve"]).exists()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "Choose a file"),
        (b"\n\n", "The file is empty"),
        (b"email,shoe\nx,y", "There is no column “shoe”"),
        (b"name\nEve", "The column “email” is missing"),
        (b"email,email\nx,y", "stands there twice"),
        (b"email\n\0\xff\xe4", "cannot be read"),
        (b'email\n"x', "A quotation mark is not closed"),
        (b"email\n" + b"x" * 1_000_001, "larger than 1 MB"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_words(cast, ruth, content, why):
    answer = tried(ruth, content)
    assert (answer.status_code, why in words(answer)) == (422, True)


def test_two_lines_about_the_same_person_are_wrong(cast, ruth):
    answer = tried(ruth, "email,name\nx@leafloom.example,A\nX@leafloom.example,B\n")
    assert words(answer).count("Another line of the file is about the same") == 2


def test_both_last_administrators_cannot_be_taken_away_by_one_file(cast, ruth):
    Agent.objects.filter(pk=cast.dave.pk).update(role=may.ADMINISTRATOR)
    trial = tried(ruth, "email,role\nruth@leafloom.example,agent\ndave@leafloom.example,agent\n")
    assert done(ruth, trial).status_code == 422
    assert Agent.objects.filter(role=may.ADMINISTRATOR).count() == 2


def test_nobody_gives_by_a_file_what_they_may_not_give_by_hand(cast, at_desk):
    role = Role.objects.create(name="Chief", permissions=[may.MANAGE_AGENTS], made_at=clock.now())
    chief = at_desk(Agent.objects.create_user("c@leafloom.example", name="Cho", role=may.OWN, own_role=role))
    answer = tried(chief, "email,role\nc@leafloom.example,administrator\nmina@leafloom.example,\n")
    assert "so you cannot give it" in words(answer)
    assert "so you cannot change them" in words(answer)
    assert chief.post("/settings/agents/export").status_code == 403


@pytest.mark.parametrize("of", ["agents", "teams", "macros", "tags"])
def test_what_was_taken_out_comes_in_as_it_is(cast, ruth, of):
    Agent.objects.filter(pk=cast.mina.pk).update(name="=HYPERLINK()", public_name="+49 30 1")
    Team.objects.create(name='Night; "owls", all')
    define(Draft("Late", {"en": "Sorry,\n\n- Ann", "ko": "죄송합니다"}, folder="@home"), by=cast.ruth)
    add_tag("@vip", colour="red", by=cast.ruth.as_actor)
    AuditEntry.objects.all().delete()
    content = ruth.post(f"/settings/{of}/export").content
    assert re.search(rb'(^|[,"\n])[=+@]', content) is None
    answer = tried(ruth, content, of=of)
    assert answer.status_code == 200
    assert "Everything in the file is as it is here" in words(answer)
    assert AuditEntry.objects.get(name="list.exported").data == {"list": of}


def test_a_team_comes_in_with_its_members(cast, ruth):
    done(
        ruth,
        tried(ruth, 'name,members\nNight,"mina@leafloom.example, DAVE@leafloom.example"\n', of="teams"),
        of="teams",
    )
    assert set(Team.objects.get(name="Night").agents.all()) == {cast.mina, cast.dave}
    assert {"name": "Night", "members": "dave@leafloom.example, mina@leafloom.example"} in taken_out(ruth, "teams")


def test_a_macro_comes_in_in_several_languages_and_keeps_what_it_does(cast, ruth):
    content = "name,language,text,team\nLate,en,Sorry {{customer.name}},Shop\nLate,ko,죄송합니다,Shop\n"
    done(ruth, tried(ruth, content, of="macros"), of="macros")
    macro = Macro.objects.get()
    assert (macro.team, {text.language for text in macro.texts.all()}) == (cast.team, {"en", "ko"})
    wrong = tried(ruth, "name,language,text\nLate,en,Hello {{nobody.knows}}\n", of="macros")
    assert "nobody.knows" in words(wrong)


def test_a_list_is_searched(cast, ruth):
    page = words(ruth.get("/settings/agents?q=DAVE@"))
    assert "Dave Ortiz" in page
    assert "Mina Park" not in page
    assert "No team is called so" in words(ruth.get("/settings/teams?q=zzz"))
