"""Seeded mistakes: a text of a shipped file replaced by another, and what catches it, a code or a case.

Only the touched topic is read, compiled and checked again; cases are judged under the version that was touched.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from tests.support import books

from ronde.building.index import Written
from ronde.cases.cases import read_cases
from ronde.cases.judge import judge
from ronde.compile.rules import Compiler
from ronde.evaluate.check import Slice
from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.lint import registry
from ronde.lint.context import Context
from ronde.messages.diagnostics import Diagnostic, ValidationError
from ronde.model.document import Document
from ronde.model.history import History, Rules
from ronde.model.nodes import Plan
from ronde.read import book as reading
from ronde.read.files import BookFiles, FileKind
from ronde.read.structure import parse

ROOT = Path(__file__).resolve().parents[2]
SEEDED = ROOT / "tests" / "mistakes" / "seeded.yaml"
RULES = ROOT / "rulesets"
CASES = ROOT / "tests" / "cases"
GLOSSARY = parse(b"terms:" + (RULES / "book.yaml").read_bytes().partition(b"\nterms:")[2], "book.yaml")
"""Of book.yaml, what a check of one topic asks for."""

COMPILER, WRITTEN = Compiler(), Written()
"""What was compiled and indexed for one mistake serves the next."""


@dataclass(frozen=True)
class Mistake:
    """A mistake: its kind, the file, the text as it stands and as it becomes, and what catches it: the code told in
    that file and its line, or the case that fails (`file: name`); neither if nothing does."""

    what: str
    file: str
    old: str
    new: str
    found: str = ""
    line: int = 0
    case: str = ""

    @property
    def text(self) -> str:
        """The file with the mistake."""
        text = (RULES / self.file).read_text(encoding="utf-8")
        assert self.old in text, f"{self.file} has no {self.old}"
        return text.replace(self.old, self.new, 1)

    @property
    def lines(self) -> range:
        """The lines of the file that the mistake touches."""
        before = (RULES / self.file).read_text(encoding="utf-8").partition(self.old)[0]
        first = before.count("\n") + 1
        return range(first, first + max(self.old.count("\n"), self.new.count("\n")) + 1)


def mistakes() -> list[Mistake]:
    """The mistakes of the list."""
    written: list[dict[str, Any]] = yaml.safe_load(SEEDED.read_text(encoding="utf-8"))
    return [Mistake(**each) for each in written]


class Shared(Engine):
    """An engine that compiles only what no mistake before needed."""

    def plan(self, rules: Rules) -> Plan:
        return COMPILER.plan(rules)


def codes(mistake: Mistake) -> Iterator[tuple[str, int]]:
    """What is told of the file with the mistake: each code, and its line."""
    found, history = _read(mistake)
    if history is not None:
        found = [*found, *_meaning(mistake, history)]
    yield from ((each.code, each.location.line) for each in found if each.location.name == mistake.file)


def caught(mistake: Mistake) -> bool:
    """Whether what the list says of a mistake is so."""
    if mistake.found:
        return (mistake.found, mistake.line) in codes(mistake)
    path, _, name = mistake.case.partition(": ")
    return bool(path) and name in failing(mistake, path, name)


def failing(mistake: Mistake, path: str, name: str = "") -> Iterator[str]:
    """The cases of a file that fail with the mistake, by name; only that of one name, if it is given."""
    history = _read(mistake)[1]
    if history is None:
        return
    engine = Shared(history, Reference())
    topic = mistake.file.rpartition("/")[0]
    for case in _cases(path):
        held = [each for each in history.in_force(case.as_of).topics if each.topic == topic]
        touched = any(layer.document.file == mistake.file for each in held for layer in each.layers)
        if touched and name in ("", case.name) and judge(case, engine):
            yield case.name


@cache
def _cases(path: str) -> tuple[Any, ...]:
    return read_cases(CASES / path).cases


@cache
def _read(mistake: Mistake) -> tuple[list[Diagnostic], History | None]:
    """What is wrong with the file as such, and the book with it if nothing is."""
    try:
        document = parse(mistake.text.encode(), mistake.file)
    except ValidationError as refused:
        return list(refused.diagnostics), None
    history = books.real()
    topic = mistake.file.rpartition("/")[0]
    others = [each.document for each in history.versions[topic] if each.document.file != mistake.file]
    found = reading.check_structure([document, *others])
    if found:
        return found, None
    versions = sorted(
        (reading.version_in(each) for each in [document, *others]),
        key=lambda each: (each.effective, each.published, each.serial),
    )
    return [], replace(history, versions={**history.versions, topic: tuple(versions)}, rounds_terms=None)


def _meaning(mistake: Mistake, history: History) -> list[Diagnostic]:
    """What compiling finds in the rules of the version's first day, and what checks find in its topic."""
    topic = mistake.file.rpartition("/")[0]
    version = next(each for each in history.versions[topic] if each.document.file == mistake.file)
    rules = history.in_force(version.effective)
    plan, found = COMPILER.plan_and_diagnostics(rules)
    one = Slice(rules, frozenset(plan.facts), plan=plan)
    documents: dict[FileKind, list[Document]] = {FileKind.RULES: [version.document]}
    context = Context(
        BookFiles(RULES, {mistake.file: FileKind.RULES}, (), {}, {mistake.file: mistake.text.encode()}),
        GLOSSARY,
        documents=documents,
        history=history,
        slices=[one],
        topics=frozenset({topic}),
        written=WRITTEN,
    )
    return [*found, *registry.found(context)]
