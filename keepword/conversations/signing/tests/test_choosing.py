"""Which signature stands under a letter."""

import pytest

from keepword.conversations.models import Signature
from keepword.conversations.signing.choosing import chosen

SHOP, CARE = 1, 2


def rows(*pairs):
    return [Signature(pk=number, team_id=team, language=language) for number, (team, language) in enumerate(pairs)]


@pytest.mark.parametrize(
    ("pairs", "language", "found"),
    [
        ([], "ko", None),
        ([(None, "")], "ko", 0),
        ([(None, ""), (None, "ko")], "ko", 1),
        ([(None, ""), (None, "ko")], "ja", 0),
        ([(None, "zh-hans"), (None, "zh-hant")], "zh-TW", 1),
        ([(None, "pt")], "pt-BR", 0),
        # The team's before everybody's, where the customer can read it.
        ([(None, "ko"), (SHOP, "")], "ko", 1),
        ([(None, "ko"), (SHOP, "de")], "ko", 0),
        ([(CARE, "ko"), (None, "")], "ko", 1),
        ([(CARE, "ko")], "ko", None),
        # None that they can read: the one in the brand's language, never just any.
        ([(None, "de"), (None, "en"), (SHOP, "fr")], "ko", 1),
        ([(None, "de"), (SHOP, "fr")], "ko", None),
        # Nobody knows the language.
        ([(None, "de"), (None, "")], "", 1),
        ([(None, "de"), (None, "en")], "", 1),
    ],
)
def test_the_customer_can_read_it_and_the_team_comes_first(pairs, language, found):
    one = chosen(rows(*pairs), teams={SHOP}, language=language, brand_language="en")
    assert (one.pk if one else None) == found
