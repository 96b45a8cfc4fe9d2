"""The benchmark of pools: its slices can be cut, and on its populations Ronde's columns agree with the reference."""

import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from ronde.read.book import read_book

sys.path.insert(0, str(Path(__file__).parents[2] / "tools" / "benchmarks"))

from pool_bench import histories, population
from pool_bench.ours import Columns, Histories, OneByOne
from pool_bench.runner import Task
from pool_bench.slices import WRITTEN, cut

DAY = date(2024, 6, 1).toordinal()
WANTED = ("crs.total", "fsw.points", "fsw.eligible", "cec.eligible", "category.french.eligible", "round.general")
ROWS = 120


def equal(task: Task, columns: Columns, one_by_one: OneByOne) -> None:
    """Both answer for the same rows; their answers must be equal."""
    found = []
    for runner in (columns, one_by_one):
        runner.compile()
        runner.load(ROWS)
        found.append(runner.plain(runner.run()))
    for fact in task.wanted:
        assert np.array_equal(found[0][fact], found[1][fact]), fact


@pytest.mark.parametrize("first", [DAY, date(2022, 6, 1).toordinal()], ids=["one date", "a date per row"])
def test_columns_and_reference_agree_on_the_population(first: int, tmp_path: Path) -> None:
    history = read_book()
    days = (first, DAY)
    pieces = cut(history, WANTED, *days)
    assert {node.op for each in pieces.slices for node in each.nodes.values()} <= WRITTEN
    population.make(pieces, tmp_path, ROWS, days)
    task = Task(history, pieces, WANTED, days, tmp_path, workers=1, batch=0)
    equal(task, Columns(task), OneByOne(task))


def test_columns_and_reference_agree_on_work_histories(tmp_path: Path) -> None:
    history = read_book()
    pieces = cut(history, WANTED, DAY, DAY)
    histories.make(pieces, tmp_path, ROWS, DAY)
    task = Task(history, pieces, WANTED, (DAY, DAY), tmp_path, workers=1, batch=0)
    equal(task, Columns(task), Histories(task))
