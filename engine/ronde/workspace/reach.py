"""Which cases reach each row and each branch of a version, as the files are on the disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ronde.cases.cases import read_every
from ronde.cases.coverage.items import TRUE, Sort
from ronde.cases.coverage.measure import reach_of, to_touch
from ronde.model.case import Case
from ronde.read.book import read_book


def reach(folder: Path, files: Sequence[Path], topic: str) -> Mapping[str, Mapping[int, tuple[Case, ...]]]:
    """For each file of a topic the lines of rows and branches, from 1, with the cases that reach them. Cases that
    cannot be read reach nothing. Errors: ValidationError for a book that cannot be read."""
    cases, _ = read_every(files)
    found = reach_of(list(enumerate(cases)), folder, frozenset({topic}), processes=1)
    every, _ = to_touch(read_book(folder))
    lines: dict[str, dict[int, tuple[Case, ...]]] = {}
    for item in every:
        if item.sort in (Sort.ROW, Sort.BRANCH) and item.location.name.rpartition("/")[0] == topic:
            numbers = found.sides.get((item, TRUE), ())
            there = lines.setdefault(item.location.name, {})
            there[item.location.line] = (*there.get(item.location.line, ()), *(cases[each] for each in numbers))
    return lines
