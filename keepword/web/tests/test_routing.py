"""Who is given what arrives, set at the desk."""

from keepword.conversations.models import Capacity, Routing


def test_an_administrator_sets_an_inbox_and_an_agent_and_the_agent_goes_away_and_comes_back(ruth, mina, cast):
    ruth.post("/settings/routing", {"inbox": cast.inbox.pk, "way": "by_load", "skill": "Returns"})
    agent = {"agent": cast.mina.pk, "takes_part": "on", "most": "7", "skills": "Returns, VAT"}
    ruth.post("/settings/routing", agent)
    assert Routing.objects.values_list("way", "skill", "minds_language").get() == ("by_load", "returns", False)
    assert Capacity.objects.values_list("most", "skills").get() == (7, ["returns", "vat"])
    assert "You are here" in mina.get("/settings").content.decode()
    mina.post("/settings/presence", {"away": "yes"})
    assert "You are away" in mina.get("/settings").content.decode()
    assert "Away" in ruth.get("/settings/routing").content.decode()
    mina.post("/settings/presence", {"away": "no"})
    ruth.post("/settings/routing", {"agent": cast.mina.pk})
    assert not Capacity.objects.exists()


def test_others_set_nothing(mina, cast):
    assert mina.get("/settings/routing").status_code == 403
    assert mina.post("/settings/routing", {"inbox": cast.inbox.pk, "way": "by_load"}).status_code == 403
    assert not Routing.objects.exists()


def test_a_way_that_is_none_is_not_there(ruth, cast):
    assert ruth.post("/settings/routing", {"inbox": cast.inbox.pk, "way": "by_chance"}).status_code == 404


def test_the_list_of_agents_says_who_is_given_what_before_anything_is_unfolded(ruth, cast):
    ruth.post("/settings/routing", {"agent": cast.mina.pk, "takes_part": "on", "skills": "Returns"})
    lines = ruth.get("/settings/routing").content.decode().split("<summary>")[1:]
    said = [line.split("</summary>")[0] for line in lines]
    mine = next(line for line in said if cast.mina.name in line)
    assert "Is given new conversations" in mine and "returns" in mine
    assert all("Is given nothing" in line for line in said if line is not mine)
