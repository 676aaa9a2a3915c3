"""What a brand does for the world, in words and in figures that are true."""

import pytest
import time_machine

from keepword.brands.mission.counting import TooMuch, add, by_day, settle
from keepword.brands.mission.saying import IN_ONE, figure, filled
from keepword.brands.mission.writing import BadCounter, BadName, remove_counter, set_counter, write
from keepword.brands.models import Counted, MissionText
from keepword.commerce.drafts import Item, OrderDraft
from keepword.commerce.taking_in import take_in
from keepword.conversations.macros.marks import unfilled
from keepword.conversations.macros.missions import with_mission
from keepword.conversations.resolving import reopen, resolve
from keepword.events.actor import SYSTEM
from tests import cast as stage


@pytest.fixture
def cast(db):
    return stage.gather()


def counter_of(cast, *, per="item", step=10, **more):
    return set_counter(cast.brand, name="trees", per=per, step=step, is_public=True, by=SYSTEM, **more)


def total(counter):
    counter.refresh_from_db()
    return counter.total


def order(number="1001", *, state="placed", lines=((1,),), shop=""):
    items = [Item(name="杯子 ☕", quantity=quantity) for (quantity,) in lines]
    return OrderDraft(number=number, state=state, currency="EUR", total=100, lines=items, shop=shop)


def test_ten_trees_for_each_item_once_and_back_when_it_is_cancelled(cast):
    counter = counter_of(cast)
    take_in(order(lines=((2,), (1,))), by=SYSTEM)
    take_in(order(lines=((2,), (1,))), by=SYSTEM)
    assert total(counter) == 30
    take_in(order(lines=((1,),)), by=SYSTEM)
    assert total(counter) == 10
    take_in(order(state="cancelled"), by=SYSTEM)
    take_in(order(state="cancelled"), by=SYSTEM)
    assert total(counter) == 0
    assert Counted.objects.get().amount == 0


def test_an_order_counts_once_however_much_is_in_it_and_of_its_shop_alone(cast):
    counter = counter_of(cast, per="order", step=1, shop="berlin")
    take_in(order(lines=((5,),), shop="berlin"), by=SYSTEM)
    take_in(order(lines=((5,),), shop="seoul"), by=SYSTEM)
    assert total(counter) == 1


def test_what_was_bought_before_is_not_counted(cast):
    with time_machine.travel("2026-11-20T10:00Z", tick=False):
        take_in(order(), by=SYSTEM)
    counter = counter_of(cast)
    take_in(order(state="paid"), by=SYSTEM)
    assert total(counter) == 0


def test_a_solved_conversation_counts_until_it_is_open_again(cast):
    counter = counter_of(cast, per="solved", step=2)
    conversation = stage.conversation_of(cast)
    for verb, expected in ((resolve, 2), (reopen, 0), (resolve, 2)):
        verb(conversation, by=cast.mina.as_actor)
        assert total(counter) == expected


def test_a_source_adds_once(cast):
    counter = counter_of(cast, per="hand", step=1)
    assert add(counter, amount=500, source="api:spring", by=SYSTEM)
    assert not add(counter, amount=900, source="api:spring", by=SYSTEM)
    assert add(counter, amount=-100, source="hand:1", by=SYSTEM)
    assert total(counter) == 400
    assert [whole for _on, whole in by_day(counter, days=5)] == [400]
    for amount, source in ((0, "x"), (10**13, "x"), (1, ""), (1, "x" * 111)):
        with pytest.raises(TooMuch):
            add(counter, amount=amount, source=source, by=SYSTEM)
    remove_counter(counter, by=SYSTEM)
    assert settle(counter, source="order:1", amount=5) == 0


def test_names_and_counters_are_sound(cast):
    for name in ("", "Trees", "树", "a b", "x" * 31):
        with pytest.raises(BadName):
            write(cast.brand, name=name, language="en", text="x", by=SYSTEM)
    for per, step in (("wish", 1), ("item", 0)):
        with pytest.raises(BadCounter):
            counter_of(cast, per=per, step=step)


def test_the_mission_reads_in_the_customers_language_with_its_figure(cast):
    add(counter_of(cast, per="hand"), amount=1234567, source="x", by=SYSTEM)
    write(cast.brand, name="trees", language="en", text="{{counter.trees}} trees so far 🌳", by=SYSTEM)
    write(cast.brand, name="trees", language="ko", text="지금까지 나무 {{ counter.trees }}그루", by=SYSTEM)
    said = [filled("{{mission.trees}}", brand=cast.brand, language=one) for one in ("en", "ko-KR", "ar", "")]
    english = "1,234,567 trees so far 🌳"
    assert said == [english, "지금까지 나무 1,234,567그루", english, english]
    assert filled("{mission.trees} {{mission.trees}}", brand=cast.brand, language="en", names=IN_ONE).endswith("}}")
    write(cast.brand, name="trees", language="ko", text="", by=SYSTEM)
    assert MissionText.objects.count() == 1


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "12,000"), ("de", "12.000"), ("xx", "12,000"), ("", "12,000")]
)
def test_a_figure_is_written_as_one_writes_it_there(language, expected):
    assert figure(12000, language=language) == expected


def test_a_mission_that_is_not_there_blocks_the_answer(cast):
    conversation = stage.conversation_of(cast)
    said = with_mission("We plant: {{mission.trees}}", conversation=conversation)
    assert unfilled(said) == ["{{mission.trees}}"]
    write(cast.brand, name="trees", language="en", text="ten trees", by=SYSTEM)
    assert with_mission("We plant: {{mission.trees}}", conversation=conversation) == "We plant: ten trees"
