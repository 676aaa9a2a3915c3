"""Card numbers are taken out, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keepword.kit.cards import redact

# Numbers that the schemes and payment providers publish for tests.
CARDS = [
    "4111111111111111", "4222222222222", "5555555555554444", "2223003122003222", "378282246310005",
    "30569309025904", "36227206271667", "3530111333300000", "6011111111111117", "6200000000000005",
    "6759649826438453", "6205500000000000004",
]  # fmt: skip


@pytest.mark.parametrize("number", CARDS)
def test_a_card_keeps_only_its_last_four(number):
    found = redact(f"My card is {number}, thanks")
    assert found.text == f"My card is {'•' * (len(number) - 4)}{number[-4:]}, thanks"
    assert found.count == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4111 1111 1111 1111", "•••• •••• •••• 1111"),
        ("4111-1111-1111-1111", "••••-••••-••••-1111"),
        ("4111.1111.1111.1111", "••••.••••.••••.1111"),
        ("4111\u00a01111\u202f1111\u20091111", "••••\u00a0••••\u202f••••\u20091111"),
        ("4111 1111\n1111 1111", "•••• ••••\n•••• 1111"),
        ("3782 822463 10005", "•••• •••••• •0005"),
        ("Visa4111111111111111", "Visa••••••••••••1111"),
        ("卡号4111111111111111请查收", "卡号••••••••••••1111请查收"),
        ("카드번호는 4111-1111-1111-1111입니다", "카드번호는 ••••-••••-••••-1111입니다"),
        ("カード４１１１ １１１１ １１１１ １１１１です", "カード•••• •••• •••• １１１１です"),
        ("بطاقتي ٤١١١١١١١١١١١١١١١", "بطاقتي ••••••••••••١١١١"),
        ("4111 1111 1111 1111 12/27", "•••• •••• •••• 1111 12/27"),
        ("1 4111 1111 1111 1111", "1 •••• •••• •••• 1111"),
        ("4111111111111111 5555555555554444", "••••••••••••1111 ••••••••••••4444"),
    ],
)
def test_it_is_found_as_people_write_it(text, expected):
    assert redact(text).text == expected


@pytest.mark.parametrize(
    "text",
    [
        "", "Order 4111111111111112", "IBAN DE89 3704 0044 0532 0130 00", "Parcel RX4111111111111111",
        "1111111111111117", "call +49 4111 11 11 11", "41111111111111111111", "4111 11111111 1111",
        "https://shop.example/track/4111111111111111?x=1", "2026-11-22 10:00:00 1234567", "4111  1111 1111 111a",
        "CVV 123", "0000000000000000",
    ],
)  # fmt: skip
def test_what_is_no_card_stays(text):
    assert redact(text) == (found := redact(text)) and found.text == text and found.count == 0


def test_the_code_on_the_back_goes_with_the_card():
    assert redact("4111111111111111 exp 12/27 CVV: 123").text == "••••••••••••1111 exp 12/27 CVV: •••"
    assert redact("卡号 4111111111111111 安全码 1234").text == "卡号 ••••••••••••1111 安全码 ••••"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>4111&nbsp;1111 <b>1111</b> 1111</p>", "<p>••••&nbsp;•••• <b>••••</b> 1111</p>"),
        ("<p>4111<span style='x'>1111</span>11111111</p>", "<p>••••<span style='x'>••••</span>••••1111</p>"),
        ("<a href='https://x.example/4111111111111111'>a</a>", "<a href='https://x.example/4111111111111111'>a</a>"),
        ("<td width=4111111111111111>", "<td width=4111111111111111>"),
        (
            "<td>4111</td><td>1111</td><td>1111</td><td>1111</td>",
            "<td>4111</td><td>1111</td><td>1111</td><td>1111</td>",
        ),
    ],
)
def test_html_keeps_its_tags(html, expected):
    assert redact(html, is_html=True).text == expected


def test_what_only_looks_like_a_comment_hides_no_card():
    assert "4111111111111111" not in redact("<!4111111111111111>", is_html=True).text


@given(st.text())
def test_no_text_breaks_it_and_none_grows(text):
    found = redact(text)
    assert len(found.text) == len(text)
    assert redact(found.text).count == 0


@given(st.sampled_from(CARDS), st.text(alphabet=" \n.,;:!?()[]<>\"'", max_size=20), st.booleans())
def test_punctuation_hides_no_card(number, around, is_html):
    assert number not in redact(f"{around}{number}{around}", is_html=is_html).text


def test_a_card_behind_a_hundred_thousand_digits_is_found():
    """Each in a tag of its own, as nobody writes them."""
    found = redact("<b>4</b>" * 100_000 + "<p>4111 1111 1111 1111</p>", is_html=True)
    assert found.text.endswith("<p>•••• •••• •••• 1111</p>")
    assert found.count == 1
