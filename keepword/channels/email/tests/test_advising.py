import pytest
from django.utils import translation

from keepword.channels.email.advising import advice
from keepword.channels.email.bounces.reasons import REASONS


@pytest.mark.parametrize("reason", [*REASONS, "sender", "noaddress", "", "never heard of it"])
def test_every_failure_comes_with_something_to_do(reason):
    with translation.override("en"):
        words = advice(reason)
    assert words.endswith(".")
    assert len(words) < 200


def test_the_advice_fits_the_reason():
    with translation.override("en"):
        assert "typing mistake" in advice("userunknown")
        assert "smaller files" in advice("mesgtoobig")
        assert "administrator" in advice("sender")
