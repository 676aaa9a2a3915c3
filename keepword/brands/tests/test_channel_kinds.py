import pytest

from keepword.brands.channel_kinds import label_of, link_of


@pytest.mark.parametrize(
    ("kind", "address", "given", "link"),
    [
        ("mail", "help@shop.example", "", "mailto:help@shop.example"),
        ("mail", 'a"b?cc=x@shop.example', "", "mailto:a%22b%3Fcc%3Dx@shop.example"),
        ("phone", "+49 (30) 123 45-6", "", "tel:+4930123456"),
        ("whatsapp", "+34 600 111 222", "", "https://wa.me/34600111222"),
        ("telegram", "@shop", "", "https://t.me/shop"),
        ("telegram", "@shop/../x", "", "https://t.me/shop%2F..%2Fx"),
        ("line", "@shop", "", "https://line.me/R/ti/p/@shop"),
        ("wechat", "shop_cn", "", ""),
        ("wechat", "shop_cn", "https://u.example/qr", "https://u.example/qr"),
        ("form", "", "", ""),
        ("carrier-pigeon", "roof", "", ""),
    ],
)
def test_a_press_opens_what_the_customer_has_for_it(kind, address, given, link):
    assert link_of(kind, address=address, given=given) == link


def test_a_kind_of_a_newer_version_is_shown_by_its_word():
    assert label_of("carrier-pigeon") == "carrier-pigeon"
    assert label_of("whatsapp") == "WhatsApp"
