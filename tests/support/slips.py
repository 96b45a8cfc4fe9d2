"""Slips of the keyboard: small random changes to a file, of the kind that people make and no one plans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from random import Random
from typing import Any

from tests.support import books

from ronde.compile.rules import Compiler
from ronde.messages.diagnostics import Diagnostic, Severity
from ronde.model.document import Document
from ronde.model.history import Rules, Version
from ronde.model.nodes import Plan
from ronde.read.book import check_structure
from ronde.read.structure import canonical_digest

PARTS = ("facts", "lists", "refuse", "records", "applies_to")
VALUES: list[Any] = [
    0, 1, -1, 0.00001, 1.5, 10**15, True, False, None, "", "x", "as_of", "2020-02-30", "2020-02-29", "a..b", "..",
    "10..5", "*", "{ability}", [], {}, [[]], {"fact": "age"}, {"fact": "nothing"}, [1, 1],
]  # fmt: skip

COMPILER = Compiler()
"""What was compiled for one slip serves the next, of which all but one version is the same."""


def found_in(version: Version, tree: dict[str, Any], day: int | None = None) -> tuple[Plan | None, list[Diagnostic]]:
    """What the three passes find in the real rules of a day (the version's first) if a version read like this; and the
    plan, where nothing is wrong with them."""
    document = Document(version.document.file, tree, version.document.marks, canonical_digest(tree))
    found = check_structure([document])
    if found:
        return None, found
    plan, found = COMPILER.plan_and_diagnostics(_with(version, document, day))
    wrong = any(diagnostic.severity is Severity.ERROR for diagnostic in found)
    return None if wrong else plan, found


def rules_with(version: Version, tree: dict[str, Any], day: int) -> Rules | None:
    """The real rules of a day if a version read like this; None if that is wrong as a file."""
    document = Document(version.document.file, tree, version.document.marks, canonical_digest(tree))
    return None if check_structure([document]) else _with(version, document, day)


def _with(version: Version, document: Document, day: int | None) -> Rules:
    changed = replace(version, document=document, conditional="applies_to" in document.tree)  # type: ignore[operator]
    topics = tuple(
        replace(topic, layers=tuple(changed if each is version else each for each in topic.layers))
        for topic in books.real().in_force(day or version.effective).topics
    )
    return Rules(topics)


def slipped(tree: dict[str, Any], random: Random, names: Sequence[str], parts: Sequence[str] = PARTS) -> dict[str, Any]:
    """A copy of a file's tree with one part left out, misspelt, replaced, repeated, wrapped or mistyped."""
    tree = deepcopy(tree)
    places = [steps for steps in _paths(tree) if steps and steps[0] in (parts or tree)]
    steps = random.choice([steps for steps in places if steps[0] != "lists" or len(steps) < 4] or places)
    parent = _at(tree, steps[:-1])
    key = steps[-1]
    slip = random.randrange(7)
    if slip == 0:
        del parent[key]
    elif slip == 1 and isinstance(parent, dict):
        parent[_misspelt(str(key), random, names)] = parent.pop(key)
    elif slip == 2:
        parent[key] = random.choice(names)
    elif slip == 3:
        parent[key] = deepcopy(_at(tree, random.choice(places)))
    elif slip == 4 and isinstance(parent, list):
        parent.append(deepcopy(parent[key]))
    elif slip == 5:
        parent[key] = [parent[key]]
    else:
        parent[key] = deepcopy(random.choice(VALUES))
    return tree


def _misspelt(key: str, random: Random, names: Sequence[str]) -> str:
    if random.random() < 0.3:
        return random.choice([*names, "1..2", "..", "true"])
    at = random.randrange(len(key) + 1)
    return key[:at] + random.choice("abz1._ .") + key[at + 1 :]


def _paths(tree: Any, steps: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield steps
    parts = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in parts:
        yield from _paths(value, (*steps, key))


def _at(tree: Any, steps: Sequence[Any]) -> Any:
    for step in steps:
        tree = tree[step]
    return tree
