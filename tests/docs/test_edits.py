"""A change of policy is data alone: an edit of each kind, made on a copy, turns nothing of CI red.

The edits are made together on one copy of the repository; the tests that are run there are those that read the rules
and take no long drawing of random cases, and of the dated cases those that an edit can touch. `python -m
tests.docs.edits` makes each by itself, with all of CI.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.docs.edits import CASES, ci, edited, touched
from tests.support.edits import CHANGES, ROOT

from ronde.cases.cases import case_files
from ronde.cases.judge import judge
from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.read.book import read_book

READING_THE_RULES = (
    "tests/rounds/test_data.py",
    "tests/site/test_real.py",
    "tests/messages/test_glossary.py",
    "tests/messages/test_typography.py",
    "tests/messages/test_units.py",
    "tests/messages/test_catalogue.py",
)

IN_ONE_PROCESS = ("--numprocesses", "0")
"""The tests around this one have the others."""

CORRECTED = "tests/cases/funds/required.yaml"
"""The cases of the figure that the page corrects: they say what was read before, and must change with it."""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository with an edit of every kind."""
    folder = tmp_path_factory.mktemp("edited")
    edited(folder, CHANGES)
    return folder


def test_edits_of_every_kind_pass_ci(copy: Path) -> None:
    """Style, types, imports, pages, the check of every rule on every date, and the tests that read the rules."""
    done = ci(copy, *IN_ONE_PROCESS, *READING_THE_RULES)
    assert done.returncode == 0, f"{done.stdout[-4000:]}\n{done.stderr[-4000:]}"


def test_no_case_turns_red_but_those_of_the_corrected_figure(copy: Path) -> None:
    """Of the dated cases that the edits can touch, those of new files among them, only those turn red that must."""
    cases = touched(copy)
    engine = Engine(read_book(copy / "rulesets"), Reference())
    red = {
        file: [f"{case.name}: {wrong}" for case in found for wrong in judge(case, engine)]
        for file, found in cases.items()
    }
    assert red.pop(CORRECTED)
    assert not any(red.values()), red
    made = {str(path.relative_to(copy)) for path in case_files(copy / CASES)}
    made -= {str(path.relative_to(ROOT)) for path in case_files(ROOT / CASES)}
    assert made
    assert made <= cases.keys()
