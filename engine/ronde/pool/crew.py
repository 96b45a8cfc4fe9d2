"""Other processes that share the rows of a kernel's batches: one interpreter keeps only one processor busy.

Rows go there and answers come back as Arrow files in shared memory, which the other side maps without copying.
"""

from __future__ import annotations

import multiprocessing
import os
import tempfile
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa

from ronde.model.history import History
from ronde.pool.answers import Answers, joined
from ronde.pool.kernel import Kernel
from ronde.pool.question import Question
from ronde.pool.twin import told_of, twin

SHARED = Path("/dev/shm")
"""Where files are held in memory, on Linux; elsewhere they go to the folder for temporary files."""

Told: TypeAlias = tuple[str, str, dict[str, int]]
"""The files of the answers and of the rows set aside, and what was contradicted."""


ALONE = 2**20
"""How many rows are answered before other processes are started to share the next: to start takes a second or so."""

PIECE = 2**14
"""The fewest rows that are worth sending to another process."""


class SharedKernel(Kernel):
    """A kernel that shares the rows of large pools with other processes, `workers` with this one."""

    def __init__(self, history: History, question: Question, *, workers: int = 1) -> None:
        super().__init__(history, question)
        self._workers, self._seen = workers, 0
        self._crew: Crew | None = None

    def run(self, batch: pa.RecordBatch) -> Answers:
        """The answers to a batch. Errors: Refused where `check` refuses its schema."""
        rows = max(PIECE, -(-batch.num_rows // self._workers))
        if batch.num_rows <= rows or not self._helped(batch.num_rows):
            return super().run(batch)
        assert self._crew is not None
        sent = [self._crew.send(batch.slice(start, rows)) for start in range(rows, batch.num_rows, rows)]
        return joined([super().run(batch.slice(0, rows)), *(received(each.result()) for each in sent)], rows)

    def _helped(self, rows: int) -> bool:
        """Whether other processes are ready; they are started where so many rows have come that it pays."""
        self._seen += rows
        if self._crew is None and self._seen > ALONE:
            self.hire()
        return self._crew is not None and self._crew.ready

    def hire(self, *, wait: bool = False) -> None:
        """Start the other processes now, and wait until they are ready if asked."""
        if self._workers > 1 and self._crew is None:
            self._crew = Crew(self.history, self.question, self._workers - 1)
        if wait and self._crew is not None:
            self._crew.wait()


class Crew:
    """Some processes that answer one question by one book of rules."""

    def __init__(self, history: History, question: Question, size: int) -> None:
        self._told, self._question = told_of(history), question
        self._processes = ProcessPoolExecutor(size, multiprocessing.get_context("spawn"))
        self._started = [self._processes.submit(_start, *self._told, question) for _ in range(size)]

    @property
    def ready(self) -> bool:
        """Whether every process has started. Errors: those of a process that could not."""
        return all(each.done() and each.result() for each in self._started)

    def wait(self) -> None:
        """Wait until every process has started. Errors: those of a process that could not."""
        for each in self._started:
            each.result()

    def send(self, rows: pa.RecordBatch) -> Future[Told]:
        """Give some rows to one of the processes."""
        return self._processes.submit(_answer, *self._told, self._question, _written(rows))


def received(told: Told) -> Answers:
    """What a process answered. Its files are gone afterwards, their content stays until nothing holds it."""
    rows, rejects, contradicted = told
    return Answers(_read(rows), _read(rejects), contradicted)


def _start(rulesets: str, rules: str, version: str, question: Question) -> bool:
    """Have the kernel ready in this process."""
    twin(rulesets, rules, version, question)
    return True


def _answer(rulesets: str, rules: str, version: str, question: Question, path: str) -> Told:
    """Answer the rows of a file, in one of the processes."""
    answers = twin(rulesets, rules, version, question).run(_read(path))
    return _written(answers.rows), _written(answers.rejects), dict(answers.contradicted)


def _written(batch: pa.RecordBatch) -> str:
    """The name of a new file in shared memory that holds a batch."""
    number, path = tempfile.mkstemp(prefix="ronde-", dir=SHARED if os.access(SHARED, os.W_OK) else None)
    os.close(number)
    with pa.OSFile(path, "wb") as file, pa.ipc.new_file(file, batch.schema) as writer:
        writer.write_batch(batch)
    return path


def _read(path: str) -> pa.RecordBatch:
    """The batch of a file, mapped; the file has no name afterwards."""
    with pa.memory_map(path) as file:
        batch = pa.ipc.open_file(file).get_batch(0)
    Path(path).unlink()
    return batch
