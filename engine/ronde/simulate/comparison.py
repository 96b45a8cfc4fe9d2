"""The same pool by the rules of two dates: which answers change, for how many, by how much, and for whom most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import ceil

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ronde.batch.files.checks import checked
from ronde.batch.reading import LINE, PoolFile, Reading
from ronde.batch.worker_pool import SharedKernel
from ronde.columns.fact_types import hint
from ronde.columns.query import Query
from ronde.evaluate.carried import Carried, all_carried
from ronde.evaluate.decision import day_text
from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.messages.diagnostics import refuse
from ronde.model.history import History
from ronde.model.locations import ArgumentLocation
from ronde.model.types import Kind
from ronde.simulate.selection import foremost

QUANTILES = (0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0)
"""The shares of those whose number is known on both dates at which the difference is told."""
MOST_NAMED = 5
"""How many of those who gain and lose most are named."""


@dataclass
class FactChange:
    """What became of one fact's answers from the first date to the second.

    Of a yes or no, `gained` became yes and `lost` became no; of a number, it grew or fell. `differences` counts each
    difference of numbers known on both dates, in the fact's smallest unit; `most` and `least` are the ids with the
    largest gains and losses.
    """

    name: str
    kind: Kind
    decimals: int
    defined: tuple[bool, bool]
    rows: int = 0
    same: int = 0
    changed: int = 0
    gained: int = 0
    lost: int = 0
    became_known: int = 0
    became_unknown: int = 0
    unknown: int = 0
    differences: dict[int, int] = field(default_factory=dict)
    most: list[tuple[int, str]] = field(default_factory=list)
    least: list[tuple[int, str]] = field(default_factory=list)

    @property
    def numeric(self) -> bool:
        """Whether differences can be told."""
        return self.kind in (Kind.NUMBER, Kind.MONEY)

    def scaled(self, difference: int) -> Decimal:
        """A difference as a decimal number."""
        return Decimal(difference).scaleb(-self.decimals)

    @property
    def mean(self) -> Decimal | None:
        """The mean difference of numbers known on both dates, to four decimals more than the numbers have."""
        count = sum(self.differences.values())
        if not count:
            return None
        total = sum(difference * times for difference, times in self.differences.items())
        return (self.scaled(total) / count).quantize(Decimal(1).scaleb(-self.decimals - 4))

    def quantile(self, share: float) -> Decimal | None:
        """The least difference that such a share of those known on both dates does not exceed."""
        count = sum(self.differences.values())
        if not count:
            return None
        wanted = max(1, ceil(count * share))
        seen = 0
        for difference in sorted(self.differences):
            seen += self.differences[difference]
            if seen >= wanted:
                return self.scaled(difference)
        return None


def _changes(history: History, days: tuple[int, int], names: Sequence[str]) -> list[FactChange]:
    """The facts to compare, each with whether the rules of each date define it. Errors: ValidationError if neither
    do."""
    engine = Engine(history, Reference())
    plans = [engine.plan(engine.rules(day)) for day in days]
    found: list[FactChange] = []
    for name in names:
        known = [name in plan.facts and plan.facts[name].record is None for plan in plans]
        if not any(known):
            dates = tuple(day_text(day) for day in days)
            every = [each.name for plan in plans for each in plan.facts.values() if each.record is None]
            raise refuse(
                "compare-fact-unknown", ArgumentLocation("--facts"), name=name, dates=dates, close=hint(name, every)
            )
        kind = plans[known.index(True)].facts[name].type
        found.append(FactChange(name, kind.kind, kind.decimals, (known[0], known[1])))
    return found


AS_IS = Reading()
"""Every column is a fact, told in English by this process alone."""


class Comparison:
    """A pool by the rules of two dates, batch by batch; `cautions` is what its rows carry on each.

    With `clock` everybody is as they are on that day, and only the rules move; without, both the rules and the date do.
    A row that cannot be read on one of them is set aside.

    Errors: ValidationError for a fact that neither date defines, and as the kernel refuses columns.
    """

    def __init__(
        self,
        history: History,
        file: PoolFile,
        days: tuple[int, int],
        facts: Sequence[str] = (),
        *,
        clock: int | None = None,
        reading: Reading = AS_IS,
    ) -> None:
        self.days, self.clock = days, clock
        self.id_column, self.keep = file.id_column, reading.keep
        self.file = file
        self.facts = _changes(history, days, facts or history.headlines)
        self.kernels = [
            SharedKernel(history, self._question(side, reading), workers=reading.workers) for side in range(len(days))
        ]
        self.schema = self._schema()
        self.cautions: list[dict[str, Carried]] = [{} for _ in days]

    def _question(self, side: int, reading: Reading) -> Query:
        """What is asked by the rules of one of the dates."""
        return Query(
            facts=tuple(each.name for each in self.facts if each.defined[side]),
            as_of=self.days[side] if self.clock is None else self.clock,
            rules_of=self.days[side],
            id_column=self.id_column,
            keep=(LINE, *reading.keep),
            ignore=reading.ignore,
            language=reading.language,
        )

    def _schema(self) -> pa.Schema:
        """The columns of what is written: the id or the line, those to keep, each fact on each date."""
        schemas = [checked(kernel.check, self.file.schema, self.file.path) for kernel in self.kernels]
        columns = [schemas[0].field(self.id_column or LINE).with_name(self.id_column or "line")]
        columns += [schemas[0].field(name) for name in self.keep]
        for each in self.facts:
            for side, day in enumerate(self.days):
                if each.defined[side]:
                    columns.append(schemas[side].field(each.name).with_name(f"{each.name}@{day_text(day)}"))
        return pa.schema(columns)

    @property
    def carried(self) -> dict[str, Carried]:
        """What rows carry on one of the dates or both: the rows of the date on which more do."""
        found: dict[str, Carried] = {}
        for side in self.cautions:
            for code, each in side.items():
                before = found.get(code, Carried(0, ()))
                found[code] = Carried(max(before.rows, each.rows), before.plus(each).facts)
        return found

    def run(self) -> Iterator[pa.RecordBatch]:
        """Compare batch by batch, and count what changes: the answers of both dates for each row, by `schema`."""
        for batch in self.file.batches():
            answers = [kernel.run(batch) for kernel in self.kernels]
            self.cautions = [
                all_carried((before, each.cautions)) for before, each in zip(self.cautions, answers, strict=True)
            ]
            for each in answers:
                self.file.set_aside(batch, each)
            yield self._compare(answers[0].rows, answers[1].rows)

    def _compare(self, before: pa.RecordBatch, after: pa.RecordBatch) -> pa.RecordBatch:
        if not before.column(LINE).equals(after.column(LINE)):
            before, after = _in_both(before, after), _in_both(after, before)
        ids = before.column(self.id_column or LINE)
        columns = [ids, *(before.column(name) for name in self.keep)]
        for each in self.facts:
            sides = [
                answers.column(each.name) if defined else None
                for defined, answers in zip(each.defined, (before, after), strict=True)
            ]
            columns.extend(answers for answers in sides if answers is not None)
            old, new = sides
            if old is not None and new is not None:
                count(each, old, new, ids)
        return pa.RecordBatch.from_arrays(columns, schema=self.schema)


def count(change: FactChange, old: pa.Array, new: pa.Array, ids: pa.Array) -> None:
    """Add what became of some rows to a fact's counts."""
    known_old, known_new = old.is_valid(), new.is_valid()
    both = pc.and_(known_old, known_new)
    change.rows += len(old)
    change.became_known += _true(pc.and_not(known_new, known_old))
    change.became_unknown += _true(pc.and_not(known_old, known_new))
    change.unknown += len(old) - _true(pc.or_(known_old, known_new))
    old, new, ids = old.filter(both), new.filter(both), ids.filter(both)
    differ = _true(pc.not_equal(old, new))
    change.changed += differ
    change.same += len(old) - differ
    if change.kind is Kind.YES_NO:
        change.gained += _true(pc.and_not(new, old))
        change.lost += _true(pc.and_not(old, new))
    elif change.numeric:
        _differences(change, units(new, change.decimals) - units(old, change.decimals), ids)


def _differences(change: FactChange, differences: np.ndarray[tuple[int], np.dtype[np.int64]], ids: pa.Array) -> None:
    change.gained += int(np.count_nonzero(differences > 0))
    change.lost += int(np.count_nonzero(differences < 0))
    values, counts = np.unique(differences, return_counts=True)
    for value, times in zip(values.tolist(), counts.tolist(), strict=True):
        change.differences[value] = change.differences.get(value, 0) + times
    gains = foremost(np.flatnonzero(differences > 0)[::-1], [lambda rows: -differences[rows]], MOST_NAMED)
    losses = foremost(np.flatnonzero(differences < 0), [lambda rows: differences[rows]], MOST_NAMED)
    change.most = _named(change.most, differences, gains, ids, sign=-1)
    change.least = _named(change.least, differences, losses, ids, sign=1)


def _named(
    found: list[tuple[int, str]],
    differences: np.ndarray[tuple[int], np.dtype[np.int64]],
    rows: Iterable[int],
    ids: pa.Array,
    *,
    sign: int,
) -> list[tuple[int, str]]:
    """The largest of those found before and these."""
    more = [(int(differences[row]), str(ids[int(row)].as_py())) for row in rows]
    return sorted([*found, *more], key=lambda each: sign * each[0])[:MOST_NAMED]


def units(values: pa.Array, decimals: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Numbers in their smallest unit."""
    if pa.types.is_decimal(values.type):
        values = pc.multiply(values, pa.scalar(Decimal(10) ** decimals, pa.decimal128(decimals + 1, 0)))
    return np.asarray(pc.cast(values, pa.int64()).to_numpy(zero_copy_only=False), dtype=np.int64)


def _in_both(answers: pa.RecordBatch, others: pa.RecordBatch) -> pa.RecordBatch:
    return answers.filter(pc.is_in(answers.column(LINE), value_set=others.column(LINE)))


def _true(values: pa.Array) -> int:
    return pc.sum(pc.fill_null(values, False)).as_py() or 0
