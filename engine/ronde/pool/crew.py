"""Other processes that share the rows of a kernel's batches: one interpreter keeps only one processor busy.

Rows go there through shared memory that is used again for the next rows, and answers come back as Arrow files in
memory; neither side copies what it reads.
"""

from __future__ import annotations

import mmap
import multiprocessing
import os
import shutil
import signal
import tempfile
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import TypeAlias

import pyarrow as pa

from ronde.model.history import History
from ronde.pool.answers import Answers, joined
from ronde.pool.kernel import Kernel
from ronde.pool.question import Question
from ronde.pool.twin import told_of, twin

ALONE = 2**20
"""How many rows come before other processes are started to share the next: to start takes a second or so."""

PIECE = 2**14
"""The fewest rows that are worth sending to another process."""

SHARED = Path("/dev/shm")
"""Where files are held in memory, on Linux; elsewhere they go to the folder for temporary files."""

ROOM = 2**20
"""What shared memory holds beside twice the rows: schemas, dictionaries, the ends of columns."""

Told: TypeAlias = tuple[str, str, dict[str, int]]
"""The files of the answers and of the rows set aside, and what was contradicted."""


class SharedKernel(Kernel):
    """A kernel that shares the rows of large pools with other processes, `workers` with this one.

    Where one of them is lost, for want of memory perhaps, this one goes on alone: the answers are the same.
    """

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
        try:
            sent = [self._crew.send(batch.slice(start, rows)) for start in range(rows, batch.num_rows, rows)]
            return joined([super().run(batch.slice(0, rows)), *(self._crew.received(each) for each in sent)], rows)
        except BrokenProcessPool:
            self._workers, self._crew = 1, None
            return super().run(batch)

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


class Desk:
    """A piece of shared memory where rows are laid for another process. Where the system can, it has no name in any
    folder, so that it goes when this process ends, however it ends."""

    def __init__(self, size: int) -> None:
        self.size = size
        if hasattr(os, "memfd_create"):
            self._file = os.memfd_create("ronde")
            self.path = f"/proc/{os.getpid()}/fd/{self._file}"
        else:
            self._file, self.path = tempfile.mkstemp(prefix="ronde-")
        os.ftruncate(self._file, size)
        self._memory = mmap.mmap(self._file, size)

    def lay(self, rows: pa.RecordBatch) -> None:
        """Put rows here in place of those before."""
        with pa.FixedSizeBufferWriter(pa.py_buffer(self._memory)) as there, pa.ipc.new_stream(there, rows.schema) as to:
            to.write_batch(rows)


@dataclass(frozen=True, slots=True)
class Sent:
    """Rows that another process is answering, and the desk they lie on until it has."""

    told: Future[Told]
    desk: Desk


class Crew:
    """Some processes that answer one question by one book of rules.

    The folder of their answers is removed when this process ends, or by them if it is killed.
    """

    def __init__(self, history: History, question: Question, size: int) -> None:
        self._told, self._question = told_of(history), question
        where = SHARED if os.access(SHARED, os.W_OK) else None
        self._answers = tempfile.TemporaryDirectory(prefix="ronde-", dir=where, ignore_cleanup_errors=True)
        spawned = multiprocessing.get_context("spawn")
        self._processes = ProcessPoolExecutor(size, spawned, initializer=_begin, initargs=(self._answers.name,))
        self._started = [self._processes.submit(_start, *self._told, question) for _ in range(size)]
        self._free: list[Desk] = []

    @property
    def ready(self) -> bool:
        """Whether every process has started. Errors: those of a process that could not."""
        return all(each.done() and each.result() for each in self._started)

    def wait(self) -> None:
        """Wait until every process has started. Errors: those of a process that could not."""
        for each in self._started:
            each.result()

    def send(self, rows: pa.RecordBatch) -> Sent:
        """Give some rows to one of the processes."""
        need = 2 * rows.nbytes + ROOM
        desk = next((each for each in self._free if each.size >= need), None)
        if desk is None:
            desk = Desk(need)
        else:
            self._free.remove(desk)
        desk.lay(rows)
        answers = self._answers.name
        return Sent(self._processes.submit(_answer, *self._told, self._question, desk.path, answers), desk)

    def received(self, sent: Sent) -> Answers:
        """What a process answered. The files are gone afterwards; their content stays until nothing holds it."""
        rows, rejects, contradicted = sent.told.result()
        self._free.append(sent.desk)
        return Answers(_taken(rows), _taken(rejects), contradicted)


def _begin(folder: str) -> None:
    """Leave interruptions from the keyboard to the process that began this one, and end when it does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_first, args=(folder,), daemon=True).start()


def _end_with_first(folder: str) -> None:
    """Wait for the end of the process that began this one, and remove the answers that it has not taken."""
    first = multiprocessing.parent_process()
    assert first is not None
    first.join()
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)


def _start(rulesets: str, rules: str, version: str, question: Question) -> bool:
    """Have the kernel ready in this process."""
    twin(rulesets, rules, version, question)
    return True


def _answer(rulesets: str, rules: str, version: str, question: Question, path: str, folder: str) -> Told:
    """Answer the rows on a desk, in one of the processes; the answers are files of a folder."""
    with pa.memory_map(path) as desk:
        rows = pa.ipc.open_stream(desk).read_next_batch()
    answers = twin(rulesets, rules, version, question).run(rows)
    return _written(answers.rows, folder), _written(answers.rejects, folder), dict(answers.contradicted)


def _written(batch: pa.RecordBatch, folder: str) -> str:
    """The name of a new file of a folder that holds a batch."""
    number, path = tempfile.mkstemp(dir=folder)
    os.close(number)
    with pa.OSFile(path, "wb") as file, pa.ipc.new_file(file, batch.schema) as writer:
        writer.write_batch(batch)
    return path


def _taken(path: str) -> pa.RecordBatch:
    """The batch of a file, mapped; the file has no name afterwards."""
    with pa.memory_map(path) as file:
        batch = pa.ipc.open_file(file).get_batch(0)
    Path(path).unlink()
    return batch
