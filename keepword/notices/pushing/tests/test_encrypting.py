"""Words that only one browser can read."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from keepword.notices.pushing.encrypting import LONGEST, NotAKey, check, decoded, encoded, encrypt

# The example of RFC 8291, section 5 and appendix A.
PLAIN = b"When I grow up, I want to be a watermelon"
OURS = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
THEIRS = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
    "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def test_the_example_of_the_standard_comes_out_to_the_letter():
    private = ec.derive_private_key(int.from_bytes(decoded(OURS), "big"), ec.SECP256R1())
    assert encoded(encrypt(PLAIN, p256dh=THEIRS, auth=AUTH, salt=decoded(SALT), ours=private)) == SEALED


def test_the_same_words_never_look_alike():
    assert encrypt(PLAIN, p256dh=THEIRS, auth=AUTH) != encrypt(PLAIN, p256dh=THEIRS, auth=AUTH)


def test_the_longest_words_still_fit_into_one_record():
    assert len(encrypt(b"x" * LONGEST, p256dh=THEIRS, auth=AUTH)) == 4096
    with pytest.raises(ValueError, match=str(LONGEST + 1)):
        encrypt(b"x" * (LONGEST + 1), p256dh=THEIRS, auth=AUTH)


@pytest.mark.parametrize(
    ("p256dh", "auth"),
    [
        ("", AUTH),
        ("not base64!", AUTH),
        (THEIRS[:-4], AUTH),
        (encoded(b"\x04" + bytes(64)), AUTH),  # no point on the curve
        (encoded(b"\x02" + decoded(THEIRS)[1:33]), AUTH),  # compressed
        (THEIRS, ""),
        (THEIRS, encoded(bytes(15))),
        ("é" * 87, AUTH),
    ],
)
def test_what_is_no_key_is_refused(p256dh, auth):
    with pytest.raises(NotAKey):
        check(p256dh=p256dh, auth=auth)
