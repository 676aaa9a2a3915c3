import pytest

from keepword.brands.colours import DARK_GROUND, LIGHT_GROUND, READABLE, accent_of, contrast

EVERY_KIND = [
    "#ffff00",
    "#ffffff",
    "#000000",
    "#ff0000",
    "#00e5ff",
    "#7a1fa2",
    "#ffcc00",
    "#808080",
    "#0a3d2e",
    "#ff69b4",
]


@pytest.mark.parametrize("colour", EVERY_KIND)
def test_every_brand_can_be_read_in_light_and_dark(colour):
    made = accent_of(colour)
    light, dark = made.accent
    assert contrast(light, LIGHT_GROUND) >= READABLE
    assert contrast(dark, DARK_GROUND) >= READABLE
    for pair in (made.accent, made.press):
        assert contrast(pair[0], made.on_accent[0]) >= READABLE
        assert contrast(pair[1], made.on_accent[1]) >= READABLE


def test_a_readable_colour_stays_as_the_brand_chose_it():
    assert accent_of("#7a1fa2").accent[0] == "#7a1fa2"


def test_a_bright_colour_keeps_its_hue():
    light = accent_of("#ffcc00").accent[0]
    red, green, blue = (int(light[at : at + 2], 16) for at in (1, 3, 5))
    assert red > green > blue


@pytest.mark.parametrize("colour", ["", "petrol", "#fff", "red;}", "#12345g", "#1234567"])
def test_what_is_no_colour_gives_no_accent(colour):
    assert accent_of(colour) is None


def test_black_on_white_is_the_largest_contrast():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
