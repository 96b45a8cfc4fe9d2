"""Ronde itself: its columns, the machines for one candidate (the reference and the forward chainer), and the floor."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from pool_bench.population import ROW_DATE, Array, batches, load
from pool_bench.runner import ABSENT, Runner
from pool_bench.slices import texts_of
from ronde.building.index import AS_OF
from ronde.evaluate import reference
from ronde.evaluate.chainer import Chainer
from ronde.evaluate.reference import Candidate
from ronde.inputs.profile import read_profile
from ronde.model.types import Value
from ronde.read.structure import parse

BATCH = 500_000
"""Rows in a batch."""
BLOCK = 65_536
WARM = 5_000
PATIENT = 60
"""Seconds after which native code is not waited for."""


class Columns(Runner):
    """Ronde's columns: Arrow batches in, Arrow batches out, everything between included."""

    native = True

    def compile(self) -> None:
        """From the history: slicing by date and compiling included, which the other engines are given."""
        from ronde.batch.memory import collect_seldom, keep_freed
        from ronde.batch.worker_pool import SharedKernel
        from ronde.columns.query import Query

        keep_freed()
        collect_seldom()
        same = self.task.same_date
        question = Query(
            facts=self.task.wanted,
            as_of=self.task.days[0] if same else None,
            as_of_column=None if same else ROW_DATE,
        )
        self.kernel = SharedKernel(self.task.history, question, workers=self.task.workers)

    def load(self, rows: int) -> None:
        """The same columns, from the Arrow file."""
        self.rows = rows
        self.batches = batches(self.task.folder, rows, self.task.batch or BATCH)
        self.kernel.check(self.batches[0].schema)

    def warm(self) -> float:
        """A few rows of every set of rules, so that each is compiled; then as many as it takes until native code has
        been made, if it can be. Other processes, if threads do not share the rows, are waited for too."""
        start = time.perf_counter()
        self.kernel.run(self.batches[0].slice(0, WARM))
        self.kernel.run(self.batches[0])
        while self.native and not self.kernel.looped and time.perf_counter() - start < PATIENT:
            self.kernel.run(self.batches[0])
        if not self.kernel.straight:
            self.kernel.hire(wait=True)
        self.kernel.run(self.batches[0])
        return time.perf_counter() - start

    def run(self) -> list[Any]:
        """Answers, batch by batch."""
        return [self.kernel.run(batch) for batch in self.batches]

    def plain(self, answers: Any) -> dict[str, Array]:
        """The answers as whole numbers. A row set aside, or a supplied fact contradicted, is a failure."""
        for each in answers:
            if each.rejects.num_rows or any(each.contradicted.values()):
                raise ValueError(f"rows set aside: {each.rejects.to_pylist()[:3]}, contradicted: {each.contradicted}")
        found = {}
        for name in self.task.wanted:
            whole = pa.chunked_array([each.rows.column(name) for each in answers])
            found[name] = np.asarray(whole.cast(pa.int64()).fill_null(ABSENT))
        return found


class ColumnsAlone(Columns):
    """The same in a process that cannot load what native code is made with."""

    native = False


class OneByOne(Runner):
    """A machine that decides one candidate at a time, with every node of the rules: the reference."""

    def compile(self) -> None:
        """The plans are compiled already: a decision needs nothing more."""

    def load(self, rows: int) -> None:
        """One candidate for each row."""
        self.rows, population = rows, load(self.task.folder, rows)
        days = np.broadcast_to(np.asarray(population.days), self.rows)
        place = np.searchsorted(np.array(self.task.cut.starts), days, side="right") - 1
        self.plans = [self.task.cut.plans[each] for each in place]
        columns = {name: self.inside(name, values) for name, values in population.columns.items()}
        self.candidates = [
            Candidate({
                **{name: values[row] for name, values in columns.items() if name in self.plans[row].facts},
                AS_OF: int(days[row]),
            })
            for row in range(self.rows)
        ]  # fmt: skip

    def inside(self, name: str, values: Array) -> list[Value]:
        """A column in inside form."""
        texts = texts_of(self.task.cut, name)
        return [texts[each] if texts else int(each) for each in values.tolist()]

    def decide(self, plan: Any, candidate: Candidate) -> Any:
        """The value of every node."""
        return reference.evaluate(plan, candidate)

    def run(self) -> Mapping[str, list[Any]]:
        """Every wanted fact, candidate by candidate, those of the same rules together."""
        found: dict[str, list[Any]] = {name: [ABSENT] * self.rows for name in self.task.wanted}
        for row in sorted(range(self.rows), key=lambda row: self.plans[row].digest):
            plan = self.plans[row]
            outcome = self.decide(plan, self.candidates[row])
            for name, answers in found.items():
                if name in plan.roots:
                    answers[row] = outcome.values[plan.roots[name]]
        return found


class OneByOneChained(OneByOne):
    """The forward chainer on durable_rules, without its comparison with the reference."""

    def compile(self) -> None:
        """Programs are built for each plan when it is first met: with the first candidate of its rules."""
        self.machine = Chainer()

    def decide(self, plan: Any, candidate: Candidate) -> Any:
        """The value of every node, by chaining."""
        return self.machine.chain(plan, candidate)


class Histories(OneByOne):
    """The reference on records, from the same Arrow file: each row read as a profile is."""

    def load(self, rows: int) -> None:
        """One candidate for each row."""
        self.rows = rows
        plan = self.task.cut.plans[0]
        self.plans = [plan] * rows
        self.candidates = []
        for batch in batches(self.task.folder, rows, rows):
            for row in batch.to_pylist():
                profile = read_profile(parse(json.dumps(row, default=str).encode(), "row"), plan, self.task.history)
                self.candidates.append(Candidate({**profile.supplied, AS_OF: self.task.days[0]}, profile.records))


class ChainedHistories(OneByOneChained, Histories):
    """The forward chainer on records."""


class Floor(Runner):
    """No rules: every column read once and as many answers written once, by copying blocks that stay in the cache."""

    def compile(self) -> None:
        """Nothing."""

    def load(self, rows: int) -> None:
        """The columns as they are."""
        self.rows, population = rows, load(self.task.folder, rows)
        self.columns = [*population.columns.values()]
        if not self.task.same_date:
            self.columns.append(np.asarray(population.days))

    def run(self) -> None:
        """Read, then write four bytes for each answer that is a number and one for each that is not."""
        scratch = {column.dtype: np.empty(BLOCK, column.dtype) for column in self.columns}
        for column in self.columns:
            for start in range(0, self.rows, BLOCK):
                block = column[start : start + BLOCK]
                np.copyto(scratch[column.dtype][: len(block)], block)
        for name in self.task.wanted:
            yes_no = self.task.cut.type_of(name).high <= 1
            answers = np.empty(self.rows, np.int8 if yes_no else np.int32)
            block = np.ones(min(BLOCK, self.rows), answers.dtype)
            for start in range(0, self.rows, BLOCK):
                np.copyto(answers[start : start + BLOCK], block[: min(BLOCK, self.rows - start)])

    def plain(self, answers: Any) -> dict[str, Array]:
        """There are none."""
        return {}
