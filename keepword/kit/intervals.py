"""Between which values lies the truth behind a share that was counted, or behind the difference of two?"""

from math import sqrt

Z_95 = 1.959964  # of the normal distribution, for an interval that holds in 95 of 100 cases
Z_99 = 2.575829  # in 99 of 100


def wilson(hits: int, *, of: int, z: float = Z_95) -> tuple[float, float]:
    """The score interval of Wilson (1927) for a share: right for few cases and near 0 and 1, where the simple one
    leaves the range. Raises ValueError when there are no cases or more hits than cases."""
    if not 0 <= hits <= of or of == 0:
        raise ValueError(f"{hits} of {of}")
    share, z2 = hits / of, z**2
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = z / (1 + z2 / of) * sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    # The share itself is always within: by rounding, 0 of 3 would else lie below its own range.
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))


def newcombe(hits: int, *, of: int, other_hits: int, other_of: int, z: float = Z_95) -> tuple[float, float]:
    """For the first share minus the other: the score interval for the difference of two independent shares of Newcombe
    (Statistics in Medicine 17, 1998, 873-890, method 10). Raises ValueError as `wilson`."""
    low, high = wilson(hits, of=of, z=z)
    other_low, other_high = wilson(other_hits, of=other_of, z=z)
    share, other = hits / of, other_hits / other_of
    below = sqrt((share - low) ** 2 + (other_high - other) ** 2)
    above = sqrt((high - share) ** 2 + (other - other_low) ** 2)
    return share - other - below, share - other + above
