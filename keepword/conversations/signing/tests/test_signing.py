"""Who signs, and as whom."""

import pytest

from keepword.conversations.assigning import assign_team
from keepword.conversations.macros.variables import UnknownVariable
from keepword.conversations.models import Conversation, Signature
from keepword.conversations.signing.defining import ThereIsOne, Wanted, bring_back, change, define, retire
from keepword.conversations.signing.signing import signature_under
from keepword.events.actor import SYSTEM
from keepword.people.models import Agent, Team
from tests import cast as stage

pytestmark = pytest.mark.django_db
WORDS = "{{agent.name}}\n{{agent.title}}\n{{team.name}}\n{{brand.name}}"


@pytest.fixture
def cast():
    return stage.gather()


def signed(conversation, agent=None):
    them = Conversation.objects.select_related("inbox__brand").get(pk=conversation.pk)
    return signature_under(them, agent=agent.pk if agent else None, name=agent.shown_name if agent else "").split("\n")


def test_an_agent_signs_with_their_alias_their_title_and_their_team(cast):
    Agent.objects.filter(pk=cast.mina.pk).update(title="Tea adviser")
    cast.mina.public_name = "Mina P."
    define(Wanted(cast.brand, WORDS, team=cast.team), by=SYSTEM)
    assert signed(stage.conversation_of(cast), cast.mina) == ["Mina P.", "Tea adviser", "Shop", "Leaf & Loom"]


def test_what_nobody_wrote_is_signed_by_the_team(cast):
    conversation = stage.conversation_of(cast)
    assign_team(conversation, to=cast.team, by=SYSTEM)
    define(Wanted(cast.brand, WORDS), by=SYSTEM)
    assert signed(conversation) == ["Shop", "Leaf & Loom"]


def test_where_customers_read_the_brand_alone_nobody_is_named(cast):
    cast.brand.sender_name = "brand"
    cast.brand.save()
    define(Wanted(cast.brand, WORDS), by=SYSTEM)
    assert signed(stage.conversation_of(cast), cast.mina) == ["Leaf & Loom"]


def test_the_team_of_the_conversation_signs_before_that_of_whoever_answers(cast):
    care = Team.objects.create(name="Care")
    for team in (cast.team, care):
        define(Wanted(cast.brand, "{{team.name}}", team=team), by=SYSTEM)
    conversation = stage.conversation_of(cast)
    assert signed(conversation, cast.mina) == ["Shop"]
    assign_team(conversation, to=care, by=SYSTEM)
    assert signed(conversation, cast.mina) == ["Care"]


def test_where_no_row_fits_the_brand_signs(cast):
    cast.brand.signature = "{{agent.name}}\nKyoto"
    cast.brand.save()
    define(Wanted(cast.brand, "Seoul", language="ko"), by=SYSTEM)
    assert signed(stage.conversation_of(cast), cast.mina) == ["Mina Park", "Kyoto"]
    assert signed(stage.conversation_of(cast, "ko"), cast.mina) == ["Seoul"]


def test_there_is_one_for_each_brand_team_and_language(cast):
    first = define(Wanted(cast.brand, "One", language="ko"), by=SYSTEM)
    with pytest.raises(ThereIsOne):
        define(Wanted(cast.brand, "Two", language="ko"), by=SYSTEM)
    define(Wanted(cast.brand, "Two", language="ko", team=cast.team), by=SYSTEM)
    other = define(Wanted(cast.brand, "Three"), by=SYSTEM)
    with pytest.raises(ThereIsOne):
        change(other, to=Wanted(cast.brand, "Three", language="ko"), by=SYSTEM)
    retire(first, by=SYSTEM)
    second = define(Wanted(cast.brand, "Four", language="ko"), by=SYSTEM)
    with pytest.raises(ThereIsOne):
        bring_back(first, by=SYSTEM)
    retire(second, by=SYSTEM)
    bring_back(first, by=SYSTEM)
    assert Signature.objects.in_use().get(language="ko", team=None).text == "One"


@pytest.mark.parametrize("text", ["{{agent.salary}}", "{{customer.name}}", "{{agent.name}"])
def test_words_that_nobody_can_fill_are_refused(cast, text):
    with pytest.raises(UnknownVariable):
        define(Wanted(cast.brand, text), by=SYSTEM)
