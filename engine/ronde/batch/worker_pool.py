"""Other processes that share the rows of a kernel's batches: one interpreter keeps only one processor busy.

Rows go there and answers come back through shared memory; neither side copies what it reads. Native code that decides
whole batches needs no other process: it keeps no lock of the interpreter, and threads share its rows.
"""

from __future__ import annotations

import multiprocessing
from multiprocessing.connection import Connection

import pyarrow as pa

from ronde.batch.memory import collect_seldom, keep_freed
from ronde.batch.replica import OtherRules, told_of, twin
from ronde.batch.shared_memory import SharedMemory, laid
from ronde.columns.answers import Answers, joined
from ronde.columns.kernel import Kernel
from ronde.columns.query import Query
from ronde.evaluate.engine import Engine
from ronde.messages.diagnostics import ValidationError
from ronde.model.history import History
from ronde.signals import leave, uninterrupted

ALONE = 2**20
"""How many rows come before other processes are started to share the next: to start takes a second or so."""

PIECE = 2**14
"""The fewest rows that are worth sending to another process."""


class SharedKernel(Kernel):
    """A kernel that shares the rows of large pools with other processes or threads, `workers` with this one.

    Where a process is lost, for want of memory perhaps, this one goes on alone: the answers are the same.
    """

    def __init__(self, history: History, question: Query, engine: Engine | None = None, *, workers: int = 1) -> None:
        super().__init__(history, question, engine)
        self._workers, self._seen, self.threads = workers, 0, workers
        self._crew: list[Worker] | None = None

    def renew(self) -> None:
        """In a child of a fork: alone, since the other processes answer to the parent."""
        super().renew()
        self._workers, self._crew = 1, None

    def run(self, batch: pa.RecordBatch) -> Answers:
        """The answers to a batch. Errors: ValidationError where `check` refuses its schema."""
        rows = max(PIECE, -(-batch.num_rows // self._workers))
        pieces = [batch.slice(start, rows) for start in range(0, batch.num_rows, rows)]
        try:
            if len(pieces) < 2 or self.awaited or not self._helped(batch.num_rows):
                return super().run(batch)
            assert self._crew is not None
            sent = [mate.send(each) for mate, each in zip(self._crew, pieces[1:], strict=False)]
            return joined([super().run(pieces[0]), *(mate.received() for mate in sent)], rows)
        except (EOFError, OSError):
            self._workers, self._crew = 1, None
            return super().run(batch)

    def _helped(self, rows: int) -> bool:
        """Whether other processes are ready; they are started where so many rows have come that it pays."""
        self._seen += rows
        if self._crew is None and self._seen > ALONE:
            self.hire()
        return self._crew is not None and all(mate.ready() for mate in self._crew)

    def hire(self, *, wait: bool = False) -> None:
        """Start the other processes now, and wait until they are ready if asked."""
        if self._workers > 1 and self._crew is None:
            self._crew = [Worker(self.history, self.question) for _ in range(self._workers - 1)]
        for mate in self._crew or () if wait else ():
            mate.ready(wait=True)


class Worker:
    """Another process that answers the same question by the same rules. It ends with the one that began it."""

    def __init__(self, history: History, question: Query) -> None:
        spawned = multiprocessing.get_context("spawn")
        self._line, line = spawned.Pipe()
        self._memory, self._begun = SharedMemory(), False
        process = spawned.Process(target=_serve, args=(line, *told_of(history), question), daemon=True)
        with uninterrupted():
            process.start()
        line.close()

    def ready(self, *, wait: bool = False) -> bool:
        """Whether the process has begun, or wait until it has. Errors: EOFError where it is lost."""
        if not self._begun and (wait or self._line.poll()):
            self._begun = self._line.recv()
        return self._begun

    def send(self, rows: pa.RecordBatch) -> Worker:
        """Give it some rows. Errors: OSError where it is lost."""
        self._line.send(self._memory.lay([rows]))
        return self

    def received(self) -> Answers:
        """What it answered, to be copied before it is given other rows. Errors: EOFError where it is lost."""
        path, contradicted, cautions = self._line.recv()
        rows, rejects = laid(path, 2)
        return Answers(rows, rejects, contradicted, cautions)


def _serve(line: Connection, rulesets: str, rules: str, version: str, question: Query) -> None:
    """What the other process does: answer rows until the line is closed. Interruptions from the keyboard are left to
    the process that began it. Where the rules have changed meanwhile, it does nothing."""
    leave()
    keep_freed()
    collect_seldom()
    try:
        kernel = twin(rulesets, rules, version, question)
    except (OtherRules, ValidationError):
        return
    memory = SharedMemory()
    line.send(True)
    while True:
        try:
            (rows,) = laid(line.recv(), 1)
            answers = kernel.run(rows)
            line.send((memory.lay([answers.rows, answers.rejects]), dict(answers.contradicted), dict(answers.cautions)))
        except (EOFError, OSError):
            return
