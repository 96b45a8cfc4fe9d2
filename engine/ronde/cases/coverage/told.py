"""The coverage of a book in words, and as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ronde.cases.coverage.items import FALSE
from ronde.cases.coverage.measure import Coverage
from ronde.cases.coverage.summary import Gap, by_file, by_sort, count, gaps, held
from ronde.messages import translate
from ronde.messages.numbers import grouped


def lines(coverage: Coverage, folder: Path, language: str) -> Iterator[str]:
    """The coverage in a language: what is not touched, then how much is. Files can be opened from the folder."""
    found = gaps(coverage)
    for gap in found:
        yield f"{folder / str(gap.item.location)}: {gap_words(gap, language)}"
    if found:
        yield ""
    files = len(by_file(coverage))
    yield translate("coverage-of", language, files=files, cases=len(coverage.cases))
    yield from counts(coverage, language)
    if coverage.reach.failed:
        yield translate("coverage-failed", language, count=len(coverage.reach.failed))


def counts(coverage: Coverage, language: str, *, some: bool = False) -> Iterator[str]:
    """How much of each sort is touched; if `some`, without those of which there are none."""
    for sort, counted in by_sort(coverage).items():
        if some and not counted.all:
            continue
        told = {"percent": grouped(f"{counted.percent:.1f}", language)}
        yield translate(f"coverage-{sort}", language, touched=counted.touched, all=counted.all, **told)


def gap_words(gap: Gap, language: str) -> str:
    """What of an item is not touched, in a language."""
    sort = gap.item.sort
    if gap.whole:
        return translate(f"coverage-no-{sort}", language)
    side = "below" if gap.sides == (FALSE,) else "above"
    nearest = "" if gap.nearest is None else grouped(gap.nearest, language)
    return translate(f"coverage-no-{sort}-{side}", language, nearest=nearest)


def data(coverage: Coverage) -> dict[str, object]:
    """The coverage as plain data: counts in all and for each version, and what is not touched."""
    files = {
        file: {"touched": counted.touched, "all": counted.all}
        for file, items in by_file(coverage).items()
        if (counted := count(coverage, items))
    }
    return {
        "cases": len(coverage.cases),
        "failed": len(coverage.reach.failed),
        "rows_and_branches_percent": held(coverage).percent,
        "counts": {sort.value: {"touched": each.touched, "all": each.all} for sort, each in by_sort(coverage).items()},
        "versions": files,
        "untouched": [_gap_data(gap) for gap in gaps(coverage)],
    }


def _gap_data(gap: Gap) -> dict[str, object]:
    location, sides = gap.item.location, [("false", "true")[side] for side in gap.sides]
    return {
        "file": location.name,
        "line": location.line,
        "column": location.column,
        "sort": gap.item.sort.value,
        "sides": sides,
    }
