"""What may be set in motion, and by when it is told."""

import pytest

from keepword.promises.clocks.steps import BadStep, checked, warnings_of


@pytest.mark.parametrize(
    ("step", "kept"),
    [
        ({"at": 1, "what": "note", "to": "  Call them.\x00 "}, "Call them."),
        ({"at": 100, "what": "tag", "to": " Too  LATE "}, "too late"),
        ({"at": 99, "what": "notify_holder"}, None),
        ({"at": 99, "what": "notify_team", "to": 3}, 3),
        ({"at": 99, "what": "priority", "to": "urgent"}, "urgent"),
    ],
)
def test_a_step_is_kept_as_it_is_meant(step, kept):
    assert checked([step]) == [{"at": step["at"], "what": step["what"], "to": kept}]


@pytest.mark.parametrize(
    ("step", "part"),
    [
        ({"at": 0, "what": "team", "to": 3}, "at"),
        ({"at": 101, "what": "team", "to": 3}, "at"),
        ({"at": 50, "what": "resolve", "to": 3}, "what"),
        ({"at": 50, "what": "team", "to": "3"}, "to"),
        ({"at": 50, "what": "notify_agent", "to": None}, "to"),
        ({"at": 50, "what": "priority", "to": "now"}, "to"),
        ({"at": 50, "what": "tag", "to": " "}, "to"),
        ({"at": 50, "what": "note", "to": "x" * 2001}, "to"),
    ],
)
def test_what_nobody_could_do_is_refused_with_its_place(step, part):
    with pytest.raises(BadStep) as refused:
        checked([{"at": 50, "what": "team", "to": 1}, step])
    assert (refused.value.place, refused.value.part) == (1, part)


def test_whatever_happens_before_the_breach_is_warned_of():
    steps = [{"at": 80, "what": "team", "to": 1}, {"at": 100, "what": "team", "to": 1}]
    assert warnings_of([50], steps=steps) == [50, 80]
