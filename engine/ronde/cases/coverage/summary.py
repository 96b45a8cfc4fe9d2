"""The coverage of a book counted: how much of each sort is touched, and what is not, the most neglected first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ronde.cases.coverage.items import FALSE, TRUE, Item, Sort
from ronde.cases.coverage.measure import Coverage
from ronde.model.types import Type, show_number

HELD = (Sort.ROW, Sort.BRANCH)
"""What is held against a threshold: every one of these can be reached by some profile."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many of something are touched, on every side that they have, or caught."""

    touched: int
    all: int

    @property
    def percent(self) -> float:
        """The share in percent, rounded down to a tenth, so that only all are 100."""
        return 100.0 if self.touched == self.all else self.touched * 1000 // self.all / 10


@dataclass(frozen=True, slots=True)
class Gap:
    """An item of which something is untouched: the sides, and how near to a bound the touched side came, in the unit of
    what is compared."""

    item: Item
    sides: tuple[int, ...]
    nearest: str | None = None

    @property
    def whole(self) -> bool:
        """Whether no case touches it at all."""
        return self.item.sort in HELD or self.sides == (FALSE, TRUE)


def count(coverage: Coverage, items: Iterable[Item]) -> Count:
    """How many of these items are touched."""
    untouched = [bool(coverage.untouched(item)) for item in items]
    return Count(untouched.count(False), len(untouched))


def by_sort(coverage: Coverage) -> dict[Sort, Count]:
    """How many items of each sort are touched."""
    return {sort: count(coverage, (item for item in coverage.items if item.sort is sort)) for sort in Sort}


def held(coverage: Coverage) -> Count:
    """How many rows and branches are touched."""
    return count(coverage, (item for item in coverage.items if item.sort in HELD))


def by_file(coverage: Coverage) -> dict[str, list[Item]]:
    """The items of each version, by its file."""
    found: dict[str, list[Item]] = {}
    for item in coverage.items:
        found.setdefault(item.location.name, []).append(item)
    return found


def gaps(coverage: Coverage) -> list[Gap]:
    """What is not touched: first rows and branches, then tests and bounds that no case reaches, then those of which one
    side is missing; each in the order of the files. A test that is never reached speaks for its bounds."""
    found = [_gap(coverage, item, sides) for item in coverage.items if (sides := coverage.untouched(item))]
    unreached = {gap.item.location for gap in found if gap.item.sort is Sort.TEST and gap.whole}
    kept = [gap for gap in found if gap.item.sort is not Sort.BOUND or gap.item.location not in unreached]
    return sorted(kept, key=lambda gap: (gap.item.sort not in HELD, not gap.whole, gap.item.order))


def _gap(coverage: Coverage, item: Item, sides: tuple[int, ...]) -> Gap:
    far = [coverage.reach.nearest[item, side] for side in (FALSE, TRUE) if (item, side) in coverage.reach.nearest]
    return Gap(item, sides, _shown(far[0], coverage.units[item]) if far else None)


def _shown(far: int, unit: Type) -> str:
    return show_number(far, unit.decimals)
