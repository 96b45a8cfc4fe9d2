"""A small book of rules on the disk, and runs of its questions over files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.support import books

from ronde.batch.files.evaluate import Files, Outcome, Step, evaluate_file
from ronde.batch.files.rejects import rejects_beside
from ronde.columns.kernel import Kernel
from ronde.columns.query import Query
from ronde.model.types import read_date
from ronde.read.book import read_book

DAY = read_date("2020-06-01")
FACTS = {
    "hours": books.asked("number", at_least=0, at_most=100),
    "extra": books.asked("number", at_least=0, at_most=100),
    "member": books.asked("yes_no"),
    "fee": books.asked("money", at_least=0, at_most=1000),
    "visits.kept": books.asked("yes_no", on="visits"),
    "answer": books.fact(all=[{"fact": "member", "is": True}, {"fact": "hours", "at_least": 20}]),
    "total": books.fact(sum=["hours", "extra"]),
    "due": books.fact(sum=["fee"]),
    "kept": books.fact(number_of={"in": "visits", "where": {"fact": "visits.kept", "is": True}}),
}


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the book."""
    version = books.version(facts=FACTS, records={"visits": books.record()})
    return books.write(tmp_path_factory.mktemp("book"), {f"topic/{books.FIRST}.yaml": version})


class Evaluate:
    """Runs a question over a file, and remembers what was told on the way."""

    def __init__(self, folder: Path) -> None:
        self.history = read_book(folder)
        self.steps: list[Step] = []
        self.notices: list[tuple[str, dict[str, object]]] = []
        self.tell: Callable[[Step], None] = self.steps.append

    def __call__(
        self, source: Path, out: Path, *, part_rows: int = 50, rejects: Path | None = None, **asked: Any
    ) -> Outcome:
        """Run it. Errors: ValidationError."""
        question = replace(Query(facts=("answer", "total", "due"), as_of=DAY), **asked)
        files = Files(source, out, rejects or rejects_beside(out), part_rows)
        self.notices.clear()
        self.steps.clear()
        return evaluate_file(
            Kernel(self.history, question),
            question,
            self.history,
            files,
            self.tell,
            lambda key, about: self.notices.append((key, about)),
        )


@pytest.fixture
def evaluate(folder: Path) -> Evaluate:
    """Evaluate a file by the small book, in parts of few rows."""
    return Evaluate(folder)
