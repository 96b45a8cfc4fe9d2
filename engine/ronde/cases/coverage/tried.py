"""What cases try of a book, for the checks that tell what they do not: versions, and sides of bounds."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.building.index import Written, index
from ronde.cases.coverage.items import TRUE, Sort
from ronde.cases.coverage.measure import Coverage
from ronde.cases.coverage.summary import gaps
from ronde.lint.context import OneSided, Tried
from ronde.model.history import Rules


def tried_by(coverage: Coverage) -> Tried:
    """What the cases of a coverage try. A case that fails tries nothing."""
    return Tried(frozenset(_versions(coverage)), tuple(_one_sided(coverage)))


def _versions(coverage: Coverage) -> Iterator[tuple[str, str]]:
    """The versions that define, on the day of a case, a fact that its answer rests on."""
    names: dict[Rules, set[str]] = {}
    for name, numbers in coverage.reach.facts.items():
        for number in numbers:
            case = coverage.cases[number]
            names.setdefault(coverage.history.in_force(case.as_of, case.known_on), set()).add(name)
    written = Written()
    for rules, resting in names.items():
        found = index(rules, written)
        for name in resting:
            for definition in found.facts.get(name, ()):
                yield definition.version.topic, definition.version.name


def _one_sided(coverage: Coverage) -> Iterator[OneSided]:
    for gap in gaps(coverage):
        if gap.item.sort is Sort.BOUND and not gap.whole and gap.nearest is not None:
            yield OneSided(gap.item.location, TRUE not in gap.sides, gap.nearest)
