"""Where a file names something: a fact, a list, a list of records, a source; and where it defines one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ronde.model.document import Document, Steps, Tree
from ronde.model.names import fact_and_record
from ronde.workspace.forms import Form, form_of
from ronde.workspace.shelf import PROFILE

FACT, LIST, RECORDS, SOURCE, DRAW, FIELD = "fact", "list", "records", "source", "draw", "field"
ANSWERS = "answers"
"""What stands in a case where its expected values do."""

BOUNDS = frozenset(("at_least", "at_most"))
"""The keys of an expected value that is not exact."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name where it is written: what it is the name of, the whole name, and how it is written here (in a profile a
    fact stands under its group; what a case expects of a record says of which, `jobs[0].paid`). `key` says whether it
    is a key; `steps` lead to it, or to its value."""

    kind: str
    name: str
    written: str
    defines: bool
    key: bool
    steps: Steps


def mentions(document: Document, kind: str) -> tuple[Mention, ...]:
    """Every name in a file of a kind, in the order in which they are written."""
    walked = _profile((), document.tree, "") if kind == PROFILE else _walk((), document.tree, form_of(kind), "")
    every = tuple(walked)
    drawn = {each.name for each in every if each.kind == DRAW}
    return tuple(each for each in every if each.kind != FACT or each.name not in drawn)


def _walk(steps: Steps, tree: Tree, form: Form, group: str) -> Iterator[Mention]:
    """The names in a part of a file; `group` is the list of records that it is about, if it is about one."""
    if isinstance(tree, dict):
        if held := form.mark("x-holds"):
            yield from _profile(steps, tree, "", answers=held == ANSWERS)
            return
        yield from _members(steps, tree, form, group)
    elif isinstance(tree, list):
        for number, each in enumerate(tree):
            below = form.below(number)
            if below is not None:
                yield from _walk((*steps, number), each, below, group)
    elif tree is not None:
        for mark, defines in (("x-defines", True), ("x-names", False)):
            if kind := form.mark(mark):
                yield Mention(kind, str(tree), str(tree), defines, False, steps)


def _members(steps: Steps, tree: Mapping[str, Tree], form: Form, group: str) -> Iterator[Mention]:
    defined, named = form.mark("x-defines"), form.mark("x-keys")
    for key, value in tree.items():
        here = (*steps, key)
        if defined or named in (FACT, RECORDS):
            yield Mention(defined or named, key, key, bool(defined), True, here)
        elif named == FIELD:
            yield Mention(FACT, f"{group}.{key}", key, False, True, here)
        below = form.below(key)
        if below is not None:
            yield from _walk(here, value, below, key if named == RECORDS else group)


def _profile(steps: Steps, tree: Tree, group: str, *, answers: bool = False) -> Iterator[Mention]:
    """The names in a profile: facts, dotted or in groups, and lists of records with facts in each. Among `answers` a
    mapping may also be what lies between two bounds."""
    for key, value in tree.items() if isinstance(tree, dict) else ():
        here, name = (*steps, key), f"{group}{key}"
        if isinstance(value, dict) and not (answers and value.keys() <= BOUNDS):
            yield from _profile(here, value, f"{name}.", answers=answers)
        elif isinstance(value, list) and any(isinstance(each, dict | list) for each in value):
            yield Mention(RECORDS, name, key, False, True, here)
            for place, each in _records(here, value):
                yield from _profile(place, each, f"{name}.")
        else:
            yield Mention(FACT, fact_and_record(name)[0] if answers else name, key, False, True, here)


def _records(steps: Steps, tree: list[Tree]) -> Iterator[tuple[Steps, Tree]]:
    """The records of a list, also of a list of lists: one for each position of a case."""
    for number, each in enumerate(tree):
        here = (*steps, number)
        if isinstance(each, list):
            yield from _records(here, each)
        else:
            yield here, each
