"""What is written as frozen classes: nothing is left unread, each part knows its place, and nobody else reads trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from tests.support import books

from ronde.model.document import Document
from ronde.model.history import History
from ronde.operations import registry
from ronde.read.book import read_book
from ronde.read.structure import parse
from ronde.syntax.conditions import ConditionGroup, FactTest, condition
from ronde.syntax.cursor import Cursor, whole
from ronde.syntax.facts import FactSyntax
from ronde.syntax.part import Part
from ronde.syntax.values import Broken, FactValue, Literal
from ronde.syntax.version import syntax_of

ROOT = Path(__file__).resolve().parents[2]
ENGINE = ROOT / "engine" / "ronde"

TREES = {
    "api/asking.py": "makes a profile of answers",
    "api/questions.py": "makes a profile of answers",
    "ask/order.py": "makes a profile of answers",
    "cases/mutation/mistaken.py": "puts a mistake in a version",
    "cases/mutation/hold.py": "puts a mistake in a version",
    "cases/mutation/mistakes.py": "makes other trees of a version's, each with one mistake",
    "workspace/mentions.py": "finds names in files of every kind, by their schemas",
    "workspace/pointed.py": "finds the steps that a pointer names",
    "workspace/unfinished.py": "finds where in a file something is being written",
    "editing/case.py": "looks for what a text says after it was changed",
    "editing/form/canonical.py": "holds a file that was laid out anew to what it said",
    "inputs/profile.py": "reads profiles, which no other room reads",
    "operations/written.py": "finds what an operation writes",
    "web/answers.py": "makes a profile of answers",
    "receipts/receipt.py": "repeats a profile",
    "simulate/population/assumptions.py": "reads files of populations, which no other room reads",
}
"""Who looks at a plain tree besides the rooms that read, and why."""


def test_no_other_room_looks_at_the_tree_of_a_file() -> None:
    """But those that are listed, each for a reason; none of them reads rules for what they mean."""
    texts = {path.relative_to(ENGINE).as_posix(): path.read_text(encoding="utf-8") for path in ENGINE.rglob("*.py")}
    found = {
        path
        for path, text in texts.items()
        if path.partition("/")[0] not in ("syntax", "read") and ".tree" in text
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Attribute) and node.attr == "tree"
    }
    assert found == set(TREES)


def said(node: object) -> Iterator[str]:
    """Every single value that a class holds, in all that it holds."""
    if isinstance(node, Part):
        parts = [name for name in dir(type(node)) if isinstance(getattr(type(node), name), cached_property)]
        yield from said([getattr(node, name) for name in parts])
        if isinstance(node, FactSyntax):
            form = registry.form_of(node)
            yield from said(registry.written(node, form) if form else None)
    elif isinstance(node, Cursor):
        return
    elif is_dataclass(node):
        yield from said([getattr(node, each.name) for each in fields(node) if each.name != "at"])
    elif isinstance(node, Mapping):
        yield from said([*node.keys(), *node.values()])
    elif isinstance(node, list | tuple):
        for each in node:
            yield from said(each)
    else:
        yield str(node)


def leaves(tree: Any) -> Iterator[str]:
    """Every single value of a plain tree."""
    members = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else None
    if members is None:
        yield str(tree)
    for each in members or ():
        yield from leaves(each)


STATUS = ("status", "repealed")
"""What is read as one word, whichever way it is written."""

BOOKS = {"grant": ROOT / "examples/books/grant", "parking": ROOT / "examples/books/parking"}


@pytest.mark.parametrize("name", ["express_entry", *BOOKS])
def test_nothing_that_a_version_writes_is_left_unread(name: str) -> None:
    """Every value of every file of rules is held by some class."""
    history: History = read_book(BOOKS[name]) if name in BOOKS else books.real()
    for versions in history.versions.values():
        for version in versions[-2:]:
            tree = {key: value for key, value in whole(version.document).plain().items() if key not in STATUS}
            assert set(leaves(tree)) <= set(said(syntax_of(version))), version.document.file


def document(text: str) -> Document:
    """A small file."""
    return parse(text.encode(), "x.yaml")


def test_parts_know_their_place_and_are_equal_wherever_they_stand() -> None:
    """Line and column of the value, or of the key; a condition that says the same is the same."""
    text = "a: {fact: age, at_least: 18}\nb:\n  fact: age\n  at_least: 18\nc: {fact: age, at_least: 19}\n"
    at = whole(document(text))
    first, second, third = (condition(at.down(key)) for key in "abc")
    assert first == second != third
    assert isinstance(second, FactTest)
    assert isinstance(second.operand, Literal)
    places = (second.operand.at.location(), second.operand.at.location(key=True), second.fact.at.location())
    assert [(each.line, each.column) for each in places] == [(4, 13), (4, 3), (3, 9)]


def test_what_has_no_form_is_broken_in_its_place_alone() -> None:
    """Its neighbours are read all the same."""
    read = condition(
        whole(document("all: [{fact: age}, {fact: age, less_than: {fact: limit, times: 3/2}}, {any: []}, 3]"))
    )
    assert isinstance(read, ConditionGroup)
    no_operator, test, empty, number = read.members
    assert isinstance(no_operator, Broken)
    assert [each.code for each in no_operator.diagnostics] == ["one-operator"]
    assert isinstance(test, FactTest)
    assert isinstance(test.operand, FactValue)
    assert test.operand.times == Literal("3/2", test.at)
    assert isinstance(empty, ConditionGroup)
    assert isinstance(number, Broken)
    assert [(each.code, each.location.column) for each in number.diagnostics] == [("condition-form", 82)]
