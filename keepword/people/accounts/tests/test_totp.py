"""Codes as every authenticator app shows them."""

import base64
from datetime import UTC, datetime

import pytest

from keepword.people.accounts.totp import address_of, code_of, new_seed, step_of

SEED = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("second", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_the_codes_of_the_standard(second, code):
    """RFC 6238, appendix B, its last six digits."""
    assert code_of(SEED, step=second // 30) == code


@pytest.mark.parametrize(
    ("typed", "found"),
    [("287082", True), (" 287 082 ", True), ("", False), ("28708", False), ("２８７０８２", False), ("287083", False)],
)
def test_a_code_is_known_however_it_is_spaced(typed, found):
    at = datetime.fromtimestamp(59, UTC)
    assert (step_of(typed, seed=SEED, at=at, after=0) is not None) == found


@pytest.mark.parametrize(("second", "fits"), [(0, True), (30, True), (89, True), (90, False), (120, False)])
def test_a_clock_may_be_half_a_minute_wrong(second, fits):
    """The code of second 59 belongs to step 1; step 0 is the one before it."""
    found = step_of("287082", seed=SEED, at=datetime.fromtimestamp(second, UTC), after=0)
    assert (found == 1) == fits


def test_a_code_that_was_used_is_good_no_more():
    at = datetime.fromtimestamp(59, UTC)
    assert step_of("287082", seed=SEED, at=at, after=1) is None


def test_seeds_are_long_and_never_twice_the_same():
    seeds = {new_seed() for _ in range(50)}
    assert len(seeds) == 50
    assert {len(base64.b32decode(seed)) for seed in seeds} == {20}


def test_the_picture_says_whose_and_which_house():
    assert (
        address_of("ABC", account="mina@leafloom.example", house="Keepword")
        == "otpauth://totp/Keepword%3Amina%40leafloom.example?secret=ABC&issuer=Keepword"
    )
