"""The cases that expect only what their own profile says."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ronde.lint.context import Context, Found
from ronde.model.case import Case


def find(context: Context) -> Iterator[Found]:
    """Every case that, as written, could not fail: at each position of its lists, what is expected is given."""
    for place, cases in groupby(context.cases, key=lambda case: case.places.get("expect", case.location)):
        if all(map(_repeats, cases)):
            yield Found(place)


def _repeats(case: Case) -> bool:
    """Whether all that is expected is what the profile itself says: no rule could make that another."""
    return bool(case.expect) and all(answer.given for answer in case.expect.values())
