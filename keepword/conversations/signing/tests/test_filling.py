"""The words of a signature."""

import pytest

from keepword.conversations.signing.filling import fill

MINA = {"agent.name": "Mina {{brand.name}}", "agent.title": "", "brand.name": "Leaf & Loom"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ""),
        ("{{agent.name}}\n{{agent.title}}\n{{ brand.name }}", "Mina {{brand.name}}\nLeaf & Loom"),
        ("{{agent.name}}, {{agent.title}}\nOpen daily", "Open daily"),
        ("\n{{agent.title}}\n", ""),
        ("{{nobody.knows}} it\nLoom\r\nKyoto", "Loom\nKyoto"),
        ("{{team.name}}", ""),
    ],
)
def test_a_line_that_names_what_is_not_known_is_left_out(text, found):
    assert fill(text, values=MINA) == found
