"""A pool shared with another process gives the answers of one process, in its order, and refuses other rules."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from tests.support import books

from ronde.batch import worker_pool as crew
from ronde.batch.replica import OtherRules, twin
from ronde.batch.worker_pool import SharedKernel
from ronde.columns.kernel import Kernel
from ronde.columns.query import Query
from ronde.read.book import read_book

ROWS = 400

KILLED = """
import multiprocessing, time
from ronde.batch.worker_pool import Worker
from ronde.columns.query import Query
from ronde.read.book import read_book

if __name__ == "__main__":
    mate = Worker(read_book(), Query(as_of=738_000))
    mate.ready(wait=True)
    print(multiprocessing.active_children()[0].pid, flush=True)
    time.sleep(60)
"""


def pool() -> pa.RecordBatch:
    """Some candidates, one in ten of which is set aside."""
    days = np.arange(ROWS) * 37 % 15_000 + 2_000
    scores = np.where(np.arange(ROWS) % 10 == 3, 99, np.arange(ROWS) % 11)
    return pa.record_batch(
        {
            "id": pa.array([f"c{number}" for number in range(ROWS)]),
            "birth_date": pa.array(days.astype(np.int32)).cast(pa.date32()),
            "english.reading": pa.array(scores.astype(np.int16)),
        }
    )


def test_shared_rows_come_back_as_if_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "PIECE", 64)
    question = Query(as_of=date(2024, 6, 1).toordinal(), id_column="id", bounds=True)
    shared, alone = SharedKernel(read_book(), question, workers=2), Kernel(read_book(), question)
    shared.hire(wait=True)
    here, there = shared.run(pool()), alone.run(pool())
    assert here.rows.equals(there.rows)
    assert here.rejects.equals(there.rejects)
    assert here.rejects.num_rows == ROWS // 10
    assert dict(here.contradicted) == dict(there.contradicted)


def test_one_goes_on_alone_where_another_process_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "PIECE", 64)
    question = Query(as_of=date(2024, 6, 1).toordinal(), id_column="id")
    shared = SharedKernel(read_book(), question, workers=2)
    others = set(multiprocessing.active_children())
    shared.hire(wait=True)
    for each in set(multiprocessing.active_children()) - others:
        each.kill()
    assert shared.run(pool()).rows.equals(Kernel(read_book(), question).run(pool()).rows)
    assert shared._crew is None


def test_others_end_with_the_first_however_it_ends(tmp_path: Path) -> None:
    script = tmp_path / "killed.py"
    script.write_text(KILLED, encoding="utf-8")
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        other = first.stdout.readline().strip()
        assert alive(other)
        first.kill()
    end = time.monotonic() + 20
    while alive(other) and time.monotonic() < end:
        time.sleep(0.05)
    assert not alive(other)


def alive(number: str) -> bool:
    """Whether a process runs; one that nobody has waited for does not."""
    try:
        return Path("/proc", number, "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_processes_are_started_only_where_many_rows_come() -> None:
    shared = SharedKernel(read_book(), Query(as_of=date(2024, 6, 1).toordinal(), id_column="id"), workers=2)
    shared.run(pool())
    assert shared._crew is None


def test_another_book_is_refused() -> None:
    with pytest.raises(OtherRules):
        twin(books.real().root, "0" * 64, "0", Query(as_of=738_000))
