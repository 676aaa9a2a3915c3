"""Between which values lies the truth behind a share that was counted?"""

from math import sqrt

Z_95 = 1.959964  # of the normal distribution, for an interval that holds in 95 of 100 cases


def wilson(hits: int, *, of: int) -> tuple[float, float]:
    """The score interval of Wilson (1927) for a share: right for few cases and near 0 and 1, where the simple one
    leaves the range. Raises ValueError when there are no cases or more hits than cases."""
    if not 0 <= hits <= of or of == 0:
        raise ValueError(f"{hits} of {of}")
    share, z2 = hits / of, Z_95**2
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = Z_95 / (1 + z2 / of) * sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    # The share itself is always within: by rounding, 0 of 3 would else lie below its own range.
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))
