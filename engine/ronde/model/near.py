"""The known name that is most like one that is not known, sought only as far as that is quickly done."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from itertools import islice

from ronde.model.limits import LONGEST_NEAR, MOST_NEAR


def nearest(name: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """The known name nearest to one that is not known; nothing where none is near, or the name is very long."""
    if len(name) > LONGEST_NEAR:
        return ""
    some = [each for each in islice(known, MOST_NEAR) if len(each) <= 3 * LONGEST_NEAR]
    return next(iter(difflib.get_close_matches(name, some, 1, likeness)), "")
