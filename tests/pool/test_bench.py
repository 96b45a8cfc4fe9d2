"""The benchmark of pools: its slices can be cut and written as C, and on its populations Ronde's columns and the C loop
agree with the reference."""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import which

import numpy as np
import pytest

from ronde.read.book import read_book

sys.path.insert(0, str(Path(__file__).parents[2] / "tools" / "benchmarks"))

from pool_bench import c_loop, histories, population
from pool_bench.c_loop import COMPILER, Loop
from pool_bench.ours import Columns, Histories, OneByOne
from pool_bench.runner import Runner, Task
from pool_bench.slices import WRITTEN, cut

DAY = date(2024, 6, 1).toordinal()
WANTED = ("crs.total", "fsw.points", "fsw.eligible", "cec.eligible", "category.french.eligible", "round.general")
ROWS = 120


def equal(task: Task, *runners: Runner) -> None:
    """All answer for the same rows; their answers must be equal."""
    found = []
    for runner in runners:
        runner.compile()
        runner.load(ROWS)
        found.append(runner.plain(runner.run()))
    for fact in task.wanted:
        for answers in found[1:]:
            assert np.array_equal(found[0][fact], answers[fact]), fact


@pytest.mark.parametrize("first", [DAY, date(2022, 6, 1).toordinal()], ids=["one date", "a date per row"])
def test_columns_c_and_reference_agree_on_the_population(
    first: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(c_loop, "FAST", ("-O0",))
    history = read_book()
    days = (first, DAY)
    pieces = cut(history, WANTED, *days)
    assert {node.op for each in pieces.slices for node in each.nodes.values()} <= WRITTEN
    population.make(pieces, tmp_path, ROWS, days)
    task = Task(history, pieces, WANTED, days, tmp_path, workers=1, batch=0)
    threads = replace(task, workers=2)
    equal(task, Columns(task), OneByOne(task), *([Loop(threads)] if which(COMPILER) else []))


def test_columns_and_reference_agree_on_work_histories(tmp_path: Path) -> None:
    history = read_book()
    pieces = cut(history, WANTED, DAY, DAY)
    histories.make(pieces, tmp_path, ROWS, DAY)
    task = Task(history, pieces, WANTED, (DAY, DAY), tmp_path, workers=1, batch=0)
    equal(task, Columns(task), Histories(task))
