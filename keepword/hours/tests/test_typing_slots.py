"""Hours as people type them."""

import pytest

from keepword.hours.typing_slots import NotSlots, shown, typed

TYPED = {
    "": (),
    "9-17": ((540, 1020),),
    "09:00–12:00, 13:30–18:00": ((540, 720), (810, 1080)),
    "13-18; 9-12": ((540, 720), (780, 1080)),
    "22-6": ((1320, 1800),),
    "18-24": ((1080, 1440),),
    "18:00-0:00": ((1080, 1440),),
    "9am-5:30pm": ((540, 1050),),
    "12am - 12pm": ((0, 720),),
    "24h": ((0, 1440),),
    "0-24": ((0, 1440),),
    "9：00〜18：00、19-20": ((540, 1080), (1140, 1200)),
    "9至18": ((540, 1080),),
    "8-8": ((480, 1920),),
}


@pytest.mark.parametrize(("text", "slots"), TYPED.items(), ids=repr)
def test_what_was_typed_is_understood_and_shown_again(text: str, slots: tuple) -> None:
    assert typed(text) == slots
    assert typed(shown(slots)) == slots


@pytest.mark.parametrize(
    "text", ["9", "nine to five", "9-25", "9:70-10", "24-25", "13pm-14pm", "9-17 10-12", "," + "1-2," * 13]
)
def test_what_is_not_understood_is_said(text: str) -> None:
    with pytest.raises(NotSlots):
        typed(text)
