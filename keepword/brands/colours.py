"""The accent of a brand, made readable: the hue is theirs, the contrast is ours.

Conversions by Björn Ottosson, "A perceptual color space for image processing" (2020); contrast by WCAG 2.2.
"""

import math
import re
from dataclasses import dataclass

READABLE = 4.5  # WCAG 2.2 AA, for text of any size
# The lightest and darkest ground that an accent is read on, from the design system's tokens, as sRGB.
LIGHT_GROUND, DARK_GROUND = "#f5f2ec", "#272421"
WHITE, BLACK = "#ffffff", "#14110d"
_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_STEP = 0.01


@dataclass(frozen=True, slots=True)
class Accent:
    """The design system's five accent colours as (light, dark) pairs of #rrggbb."""

    accent: tuple[str, str]
    press: tuple[str, str]
    tint: tuple[str, str]
    on_accent: tuple[str, str]


def accent_of(colour: str) -> Accent | None:
    """The accent that is nearest to a brand's colour (#rrggbb) and can be read, both as text on the page and under
    the text of a button. None when it is not a colour."""
    if not _HEX.fullmatch(colour):
        return None
    lightness, chroma, hue = _to_oklch(colour)
    light = _darkened(lightness, chroma, hue)
    dark = _lightened(lightness, chroma, hue)
    return Accent(
        accent=(_to_hex(light, chroma, hue), _to_hex(dark, chroma, hue)),
        press=(_to_hex(light - 0.06, chroma, hue), _to_hex(min(dark + 0.06, 1), chroma, hue)),
        tint=(_to_hex(0.945, min(chroma, 0.02), hue), _to_hex(0.3, min(chroma, 0.035), hue)),
        on_accent=(WHITE, BLACK),
    )


def _darkened(lightness: float, chroma: float, hue: float) -> float:
    """As light as the brand wants it, and dark enough for the light page."""
    while lightness > 0 and contrast(_to_hex(lightness, chroma, hue), LIGHT_GROUND) < READABLE:
        lightness -= _STEP
    return lightness


def _lightened(lightness: float, chroma: float, hue: float) -> float:
    """At least 0.75, so that a button does not glare less than the words around it."""
    lightness = max(lightness, 0.75)
    while lightness < 1 and contrast(_to_hex(lightness, chroma, hue), DARK_GROUND) < READABLE:
        lightness += _STEP
    return lightness


def contrast(one: str, other: str) -> float:
    """WCAG's ratio of two colours, 1 to 21."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(colour: str) -> tuple[float, float, float]:
    values = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values)
    return red, green, blue


def _to_oklch(colour: str) -> tuple[float, float, float]:
    """Lightness 0..1, chroma, hue in radians."""
    red, green, blue = _linear(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _to_hex(lightness: float, chroma: float, hue: float) -> str:
    """With less chroma where a screen cannot show so much: clipping would change the lightness instead."""
    lightness = min(max(lightness, 0), 1)
    while chroma > 0.001:
        values = _to_linear(lightness, chroma, hue)
        if all(-0.0005 <= value <= 1.0005 for value in values):
            return _printed(values)
        chroma -= 0.004
    return _printed(_to_linear(lightness, 0, hue))


def _to_linear(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _printed(values: tuple[float, float, float]) -> str:
    clipped = [min(max(value, 0), 1) for value in values]
    encoded = [12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055 for v in clipped]
    return "#" + "".join(f"{round(value * 255):02x}" for value in encoded)
