"""Roles, those who have them, and whether they are there, by program."""

import pytest

from keepword.api.tests.program import Program
from keepword.conversations.models import Capacity, HandOver
from keepword.events.models import AuditEntry
from keepword.kit import clock
from keepword.people.models import Agent, Role
from keepword.people.permissions import LIGHT_AGENT, MANAGE_AGENTS, NOTE, OWN, REPLY
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def ruth(cast):
    return Program(cast.ruth)


def a_manager_of_people(*more):
    role = Role.objects.create(name="People", permissions=[MANAGE_AGENTS, *more], made_at=clock.now())
    return Agent.objects.create_user("hr@leafloom.example", name="Hal", role=OWN, own_role=role)


def test_a_role_is_made_once_changed_given_kept_while_held_removed_and_brought_back(cast, ruth):
    said = {"name": "Night", "permissions": [NOTE, REPLY]}
    made, again = (ruth.post("/roles", said, Idempotency_Key="n") for _time in range(2))
    assert (made.status_code, made.json(), again.json()["id"]) == (
        201,
        {"id": again.json()["id"], "role": OWN, "name": "Night", "permissions": [NOTE, REPLY], "is_removed": False},
        made.json()["id"],
    )
    role = f"/roles/{made.json()['id']}"
    assert made.headers["Location"] == f"/api/v1{role}"
    assert ruth.send("PUT", role, said | {"permissions": [NOTE]}).json()["permissions"] == [NOTE]
    dave = f"/agents/{cast.dave.pk}"
    given = ruth.send("PATCH", dave, {"own_role": made.json()["id"]}).json()
    assert (given["role"], given["own_role"], given["name"]) == (
        OWN,
        {"id": made.json()["id"], "name": "Night"},
        "Dave Ortiz",
    )
    refused = ruth.send("DELETE", role)
    assert (refused.status_code, refused.json()["type"][-10:]) == (409, "still-held")
    ruth.send("PATCH", dave, {"role": "agent"})
    assert ruth.send("DELETE", role).json()["is_removed"] is True
    assert ruth.send("DELETE", role).status_code == 200
    assert ruth.send("PUT", role, said).status_code == 409
    assert ruth.send("PATCH", dave, {"own_role": made.json()["id"]}).status_code == 422
    assert ruth.send("PUT", f"{role}/restoration").json()["is_removed"] is False
    kept = list(AuditEntry.objects.filter(name__startswith="role.").order_by("id").values_list("name", flat=True))
    assert kept == ["role.made", "role.changed", "role.removed", "role.restored"]


def test_built_in_roles_are_read_and_have_no_address(ruth):
    items = ruth.get("/roles").json()["items"]
    assert [(one["role"], one["id"]) for one in items][:2] == [("administrator", None), ("manager", None)]
    assert next(one for one in items if one["role"] == LIGHT_AGENT)["permissions"] == ["note", "task"]
    assert ruth.get(f"/roles/{2**70}").status_code == 404


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"name": " ", "permissions": []}, "/name"),
        ({"name": "guest", "permissions": []}, "/name"),
        ({"name": "x", "permissions": ["fly"]}, "/permissions/0"),
        ({"name": "x"}, "/permissions"),
    ],
)
def test_a_role_that_cannot_be_is_refused(ruth, body, pointer):
    Role.objects.create(name="Guest", permissions=[], made_at=clock.now())
    refused = ruth.post("/roles", body)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)
    assert Role.objects.count() == 1


def test_nobody_gives_more_than_they_have(cast):
    hal = Program(a_manager_of_people(NOTE))
    strong = Role.objects.create(name="Strong", permissions=[REPLY], made_at=clock.now())
    free = {"name": "Zoe", "email": "zoe@leafloom.example"}
    asked = [
        hal.post("/roles", {"name": "x", "permissions": [NOTE, REPLY]}),
        hal.send("PUT", f"/roles/{strong.pk}", {"name": "Strong", "permissions": []}),
        hal.send("DELETE", f"/roles/{strong.pk}"),
        hal.post("/agents", free | {"role": "administrator"}),
        hal.post("/agents", free),
        hal.post("/agents", free | {"own_role": strong.pk}),
        hal.send("PATCH", f"/agents/{cast.ruth.pk}", {"email": "mine@leafloom.example"}),
        hal.send("PUT", f"/agents/{cast.ruth.pk}/activity", {"is_active": False}),
    ]
    assert [one.status_code for one in asked] == [403] * len(asked)
    assert hal.post("/roles", {"name": "x", "permissions": [NOTE]}).status_code == 201


def test_an_agent_is_asked_in_once_leaves_and_comes_back(cast, ruth):
    conversation = stage.conversation_of(cast)
    new = {"name": "Zoe", "email": "zoe@leafloom.example", "teams": [cast.team.pk], "time_zone": "Asia/Seoul"}
    made, again = (ruth.post("/agents", new, Idempotency_Key="z") for _time in range(2))
    assert (made.status_code, made.json()) == (201, again.json())
    told = {name: made.json()[name] for name in ("role", "is_invited", "is_active", "time_zone", "language")}
    assert told == {
        "role": "agent",
        "is_invited": True,
        "is_active": True,
        "time_zone": "Asia/Seoul",
        "language": "en",
    }
    zoe = f"/agents/{made.json()['id']}"
    conversation.assignee_id = made.json()["id"]
    conversation.save(update_fields=["assignee"])
    assert ruth.send("PUT", f"{zoe}/activity", {"is_active": False, "to": made.json()["id"]}).status_code == 422
    assert ruth.send("PUT", f"{zoe}/activity", {"is_active": False, "to": cast.dave.pk}).json()["is_active"] is False
    conversation.refresh_from_db()
    assert conversation.assignee == cast.dave
    assert ruth.send("PUT", f"{zoe}/activity", {"is_active": True}).json()["is_active"] is True


def test_the_last_administrator_stays(cast, ruth):
    me = f"/agents/{cast.ruth.pk}"
    for method, path, body in (("PATCH", me, {"role": "agent"}), ("PUT", f"{me}/activity", {"is_active": False})):
        refused = ruth.send(method, path, body)
        assert (refused.status_code, refused.json()["type"][-18:]) == (409, "last-administrator")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"email": "no"}, "/email"),
        ({"email": "RUTH@leafloom.example"}, "/email"),
        ({"time_zone": "Mars"}, "/time_zone"),
        ({"teams": [10**6]}, "/teams"),
        ({"own_role": 10**6}, "/own_role"),
        ({"role": "agent", "own_role": 1}, "/own_role"),
        ({"language": "xx"}, "/language"),
        ({"password": "x"}, "/password"),
    ],
)
def test_what_cannot_be_said_of_an_agent_is_refused(cast, ruth, body, pointer):
    Agent.objects.filter(pk=cast.ruth.pk).update(email="ruth@leafloom.example")
    refused = ruth.send("PATCH", f"/agents/{cast.dave.pk}", body)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)
    assert not AuditEntry.objects.exists()


def test_one_says_of_oneself_which_languages_and_never_which_role(cast):
    mina = Program(cast.mina)
    changed = mina.send("PATCH", "/agents/me", {"languages": ["en", "ko"], "time_zone": "Asia/Seoul"}).json()
    assert (changed["languages"], changed["time_zone"], changed["name"]) == (["en", "ko"], "Asia/Seoul", "Mina Park")
    assert "reply" in changed["permissions"]
    for body in ({"role": "administrator"}, {"time_zone": "Mars"}, {"languages": ["Korean"]}):
        assert mina.send("PATCH", "/agents/me", body).status_code == 422


def test_whoever_goes_away_leaves_a_note_once_and_comes_back(cast, ruth):
    conversation = stage.conversation_of(cast)
    mina, here = Program(cast.mina), f"/agents/{cast.mina.pk}"
    assert mina.send("PUT", f"{here}/absence", {}).json()["type"].endswith("takes-no-part")
    set_to = ruth.send("PUT", f"{here}/capacity", {"most": 3, "skills": ["Repairs "]}).json()
    assert set_to == {"takes_part": True, "most": 3, "skills": ["repairs"], "is_away": False}
    note = {"note": f"{conversation.reference} waits for the mill", "team": cast.team.pk}
    for _time in range(2):
        assert mina.send("PUT", f"{here}/absence", note).json()["is_away"] is True
    assert list(HandOver.objects.get().conversations.all()) == [conversation]
    assert mina.send("DELETE", f"{here}/absence").json()["is_away"] is False
    assert mina.get(f"{here}/capacity").json()["most"] == 3
    assert ruth.send("DELETE", f"{here}/capacity").json()["takes_part"] is False
    kept = list(AuditEntry.objects.order_by("id").values_list("name", flat=True))
    assert kept == ["capacity.changed", "agent.went_away", "agent.came_back", "capacity.removed"]


def test_a_note_takes_its_permission_and_a_team_of_ones_own(cast):
    silent = Role.objects.create(name="Silent", permissions=[], made_at=clock.now())
    Agent.objects.filter(pk=cast.dave.pk).update(role=OWN, own_role=silent)
    Capacity.objects.create(agent=cast.dave)
    Capacity.objects.create(agent=cast.stranger)
    dave, stranger = Program(cast.dave), Program(cast.stranger)
    assert dave.send("PUT", f"/agents/{cast.dave.pk}/absence", {"note": "x"}).status_code == 403
    assert not Capacity.objects.filter(is_away=True).exists()
    assert dave.send("PUT", f"/agents/{cast.dave.pk}/absence", {}).status_code == 200
    body = {"note": "x", "team": cast.team.pk}
    assert stranger.send("PUT", f"/agents/{cast.stranger.pk}/absence", body).status_code == 422
    assert not HandOver.objects.exists()


def test_a_light_agent_arranges_nobody_else(cast):
    Agent.objects.filter(pk=cast.dave.pk).update(role=LIGHT_AGENT)
    dave = Program(cast.dave)
    Capacity.objects.create(agent=cast.mina)
    for method, path, body in (
        ("GET", "capacity", None), ("PUT", "capacity", {}), ("DELETE", "capacity", None),
        ("PUT", "absence", {}), ("DELETE", "absence", None),
    ):  # fmt: skip
        assert dave.send(method, f"/agents/{cast.mina.pk}/{path}", body).status_code == 403
