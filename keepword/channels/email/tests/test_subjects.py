import pytest

from keepword.channels.email.subjects import reply_subject


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("Where is my parcel?", "Re: Where is my parcel?"),
        ("Re: Where is it?", "Re: Where is it?"),
        ("RE: Re: re: Where", "RE: Where"),
        ("AW: RE: Paket", "AW: Paket"),
        ("Re[2]: a", "Re: a"),
        ("Re^3: a", "Re: a"),
        ("回复：订单还没有到", "回复: 订单还没有到"),
        ("回覆: 訂單", "回覆: 訂單"),
        ("답장: 배송 문의", "답장: 배송 문의"),
        ("رد: أين طلبي؟", "رد: أين طلبي؟"),
        ("SV: Hej", "SV: Hej"),
        ("Research: a paper", "Re: Research: a paper"),
        ("Refund: 12 €", "Re: Refund: 12 €"),
        ("two\r\n lines", "Re: two lines"),
        ("", "Re: [#7Q2MX9K]"),
        ("Re:", "Re: [#7Q2MX9K]"),
    ],
)
def test_an_answer_has_one_sign_that_it_is_one(theirs, ours):
    assert reply_subject(theirs, reference="7Q2MX9K") == ours
