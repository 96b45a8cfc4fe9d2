"""Numbers brought to a whole number, in columns. The meaning is that of `ronde.operations.rounding`."""

from __future__ import annotations

import numpy as np

from ronde.operations.arrays import Array


def rounded(top: Array, bottom: Array | int, towards: str) -> Array:
    """The whole numbers that fractions are brought to; `bottom` is more than zero."""
    found: Array
    if towards == "down":
        found = top // bottom
    elif towards == "up":
        found = -(-top // bottom)
    elif towards == "nearest_even":
        whole = top // bottom
        rest = 2 * (top - whole * bottom)
        found = whole + ((rest > bottom) | ((rest == bottom) & (whole % 2 == 1)))
    elif top.min(initial=0) >= 0 and isinstance(bottom, int | np.integer) and bottom % 2 == 0:
        found = (top + bottom // 2) // bottom
    elif top.min(initial=0) >= 0:
        found = (2 * top + bottom) // (2 * bottom)
    else:
        nearest = (2 * np.abs(top) + bottom) // (2 * bottom)
        found = np.where(top < 0, -nearest, nearest)
    return found
