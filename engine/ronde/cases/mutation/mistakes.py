"""The mistakes that can be made in one version: each changes one thing that a definition says, as an editor might."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from ronde.evaluate.decision import day_text
from ronde.language import LANGUAGES
from ronde.model.document import Steps, Tree
from ronde.model.history import Status, Version
from ronde.model.locations import Location

SILENT = frozenset(
    (
        *("label", "title", "note", "source", "sources", "unit", "question", "help", "example", "maximum", "decimals"),
        *("choices", "form", "type", "provision", "because", "confidence", "url", "pattern", "for_each"),
        *("caution", "slip"),
    )
)
"""Keys whose content decides no answer, or is held by the reading of the book."""

CONTRARY = {
    "at_least": "less_than",
    "less_than": "at_least",
    "at_most": "more_than",
    "more_than": "at_most",
    "before": "after",
    "after": "before",
    "all": "any",
    "any": "all",
    "none": "any",
}
"""Each operator of a test, and each group of tests, with one that says something else."""

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
WHOLE = re.compile(r"-?\d+")
PERCENT = re.compile(r"(-?[0-9]*\.?)([0-9]+)\s?%")
MEMBERS = frozenset(("in", "include", "exclude", "sum", "least", "greatest", "all", "any", "none"))
"""Keys of lists of which a member can be left out."""

MOST_SHOWN = 60
"""Letters of what is written that are shown."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake: its sort, where, what was written and what then stands there, and the tree of the version with it.

    `owner` is the fact, list or key of the version in which it stands; `days` by how many days the version is moved.
    """

    sort: str
    version: Version
    location: Location
    owner: Steps
    before: str
    after: str
    tree: dict[str, Tree]
    days: int = 0


def mistakes(version: Version, first_date: int) -> Iterator[Mistake]:
    """Every mistake in a version of a book that begins on a date, in the order in which it is written."""
    if version.status is not Status.COMPLETE:
        return
    location = version.document.location(("effective",))
    for days in (-1, 1):
        moved = version.effective + days
        if moved < first_date:
            continue
        before, told = day_text(version.effective), day_text(moved)
        yield Mistake("date", version, location, ("effective",), before, told, _tree(version), days)
    for key in ("facts", "lists", "applies_to", "refuse"):
        for change in _changes(_tree(version).get(key), (key,)):
            owner = change.at[:2] if key in ("facts", "lists") else change.at[:1]
            tree = _with(_tree(version), change.steps, change.tree)
            assert isinstance(tree, dict)
            where = version.document.location(change.at)
            yield Mistake(change.sort, version, where, owner, change.before, change.after, tree)


def _tree(version: Version) -> dict[str, Tree]:
    """What a version says, as it stands in its file."""
    assert isinstance(version.document.tree, dict)
    return version.document.tree


@dataclass(frozen=True, slots=True)
class Change:
    """One change: where it is told to be, the part of the tree that is replaced and by what, its sort, and what was
    written before and after."""

    at: Steps
    steps: Steps
    tree: Tree
    sort: str
    before: str
    after: str = ""


def _changes(tree: Tree, steps: Steps) -> Iterator[Change]:
    if isinstance(tree, dict):
        yield from _in_mapping(tree, steps)
        for key, value in tree.items():
            if key not in SILENT or len(steps) == 1:
                yield from _changes(value, (*steps, key))
    elif isinstance(tree, list):
        yield from _in_list(tree, steps)
        for number, value in enumerate(tree):
            yield from _changes(value, (*steps, number))
    else:
        for sort, changed in _in_leaf(tree):
            yield Change(steps, steps, changed, sort, _written(tree), _written(changed))


def _in_leaf(tree: Tree) -> Iterator[tuple[str, Tree]]:
    """A number or a date one higher and one lower; a yes for a no."""
    if isinstance(tree, bool):
        yield "flip", not tree
    elif isinstance(tree, int):
        yield "digit", tree + 1
        yield "digit", tree - 1
    elif isinstance(tree, float):
        decimals = len(repr(tree).partition(".")[2])
        yield "digit", round(tree + 10**-decimals, decimals)
    elif isinstance(tree, str) and (percent := PERCENT.fullmatch(tree)):
        yield "digit", f"{percent[1]}{int(percent[2]) + 1}%"
    elif isinstance(tree, str) and DAY.fullmatch(tree):
        day = date.fromisoformat(tree)
        yield "date", (day + timedelta(1)).isoformat()
        yield "date", (day - timedelta(1)).isoformat()


def _in_mapping(tree: dict[str, Tree], steps: Steps) -> Iterator[Change]:
    """A cap removed, a test or a group turned into another, rows of a table changed, a code of a list dropped."""
    for key in ("cap", "floor"):
        if key in tree:
            yield Change((*steps, key), steps, _without(tree, key), key, f"{key}: {_written(tree[key])}")
    for key, other in CONTRARY.items():
        if key in tree and ("fact" in tree or isinstance(tree[key], list)):
            yield Change((*steps, key), steps, _renamed(tree, {key: other}), "flip", key, other)
    rows = tree.get("rows")
    if isinstance(rows, dict):
        yield from _in_rows(rows, (*steps, "rows"))
    if steps[0] == "lists" and steps[-1] == "items":
        for one, other in pairwise(tree):
            if _meant(tree[one]) != _meant(tree[other]):
                exchanged: Tree = {**tree, one: tree[other], other: tree[one]}
                yield Change((*steps, one), steps, exchanged, "code", one, other)


def _in_rows(rows: dict[str, Tree], steps: Steps) -> Iterator[Change]:
    """Rows dropped, the values of neighbours exchanged, and the bound between neighbours shifted by one."""
    names = list(rows)
    for name in names:
        yield Change((*steps, name), steps, _without(rows, name), "drop", name)
    for one, other in pairwise(names):
        if rows[one] != rows[other]:
            told = f"{one}: {_written(rows[one])}, {other}: {_written(rows[other])}"
            back = f"{one}: {_written(rows[other])}, {other}: {_written(rows[one])}"
            swapped: Tree = {**rows, one: rows[other], other: rows[one]}
            yield Change((*steps, one), steps, swapped, "swap", told, back)
        if shifted := _shifted(one, other):
            names_after = {one: shifted[0], other: shifted[1]}
            yield Change(
                (*steps, one), steps, _renamed(rows, names_after), "bound", f"{one}, {other}", ", ".join(shifted)
            )


def _shifted(one: str, other: str) -> tuple[str, str] | None:
    """The keys of two rows that follow one another, with the bound between them one higher; None if they do not, or
    nothing would be left of the second."""
    first, dots, last = one.partition("..")
    start, more, end = other.partition("..")
    last = last if dots else first
    numbers = WHOLE.fullmatch(last) and WHOLE.fullmatch(start)
    if not numbers or int(start) != int(last) + 1 or not more or end == start:
        return None
    higher = str(int(start) + 1)
    return f"{first}..{start}", higher if end == higher else f"{higher}..{end}"


def _in_list(tree: list[Tree], steps: Steps) -> Iterator[Change]:
    """A member dropped; what two branches or rows give exchanged."""
    if steps[-1] in MEMBERS and len(tree) > 1:
        for number, value in enumerate(tree):
            left: list[Tree] = [*tree[:number], *tree[number + 1 :]]
            yield Change((*steps, number), steps, left, "drop", _written(value))
    if steps[-1] in ("choose", "rows"):
        for number, (one, other) in enumerate(pairwise(tree)):
            if isinstance(one, dict) and isinstance(other, dict) and one[_result(one)] != other[_result(other)]:
                given, taken = one[_result(one)], other[_result(other)]
                swapped: list[Tree] = [{**one, _result(one): taken}, {**other, _result(other): given}]
                told, back = f"{_written(given)}, {_written(taken)}", f"{_written(taken)}, {_written(given)}"
                after: list[Tree] = [*tree[:number], *swapped, *tree[number + 2 :]]
                yield Change((*steps, number), steps, after, "swap", told, back)


def _meant(item: Tree) -> Tree:
    """What a list says of a code besides its titles."""
    return {key: value for key, value in item.items() if key not in LANGUAGES} if isinstance(item, dict) else None


def _result(branch: dict[str, Tree]) -> str:
    """The key of what a branch or a row gives."""
    return "otherwise" if "otherwise" in branch else "value"


def _without(tree: dict[str, Tree], key: str) -> dict[str, Tree]:
    return {name: value for name, value in tree.items() if name != key}


def _renamed(tree: dict[str, Tree], names: dict[str, str]) -> dict[str, Tree]:
    return {names.get(name, name): value for name, value in tree.items()}


def _written(tree: Tree) -> str:
    """What is written, on one line, cut if it is long."""
    told = json.dumps(tree, ensure_ascii=False) if not isinstance(tree, str) else tree
    return told if len(told) <= MOST_SHOWN else f"{told[:MOST_SHOWN]}…"


def _with(tree: Tree, steps: Steps, changed: Tree) -> Tree:
    """A tree with another one at these steps; the rest is the same objects."""
    if not steps:
        return changed
    step, rest = steps[0], steps[1:]
    if isinstance(tree, dict):
        return {**tree, str(step): _with(tree[str(step)], rest, changed)}
    assert isinstance(tree, list)
    assert isinstance(step, int)
    return [*tree[:step], _with(tree[step], rest, changed), *tree[step + 1 :]]
