"""How a change of rules touches people: every answer by the rules before and by those after, counted by its cause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ronde.batch.files.checks import checked
from ronde.batch.reading import LINE, PoolFile
from ronde.batch.worker_pool import SharedKernel
from ronde.change.impact.causes import Causes, Truths
from ronde.change.impact.examples import Examples
from ronde.change.impact.people import InMemory
from ronde.change.impact.sides import Sides
from ronde.columns.fact_types import hint
from ronde.columns.kernel import Kernel
from ronde.columns.query import Query
from ronde.evaluate.carried import Carried, all_carried
from ronde.evaluate.decision import day_text
from ronde.messages.diagnostics import refuse
from ronde.model.locations import ArgumentLocation
from ronde.simulate.comparison import FactChange, count, units


@dataclass
class Stood:
    """How many touched people had each value of a number before, and how many have it after, in its smallest unit."""

    before: Counter[int] = field(default_factory=Counter)
    after: Counter[int] = field(default_factory=Counter)


@dataclass
class CauseCount:
    """How many people one definition touches; of each fact how many it gives more (or a yes) and how many less."""

    people: int = 0
    gained: dict[str, int] = field(default_factory=dict)
    lost: dict[str, int] = field(default_factory=dict)


class Impact:
    """Whom a change of rules touches, in some facts (by default the main ones).

    `changes` tells each fact's answers, `alone` the facts that one side does not define; `touched` is how many of
    `rows` people have another answer, `by_cause` by which definition, `stood` where those stand whose number moves;
    `cautions` is what the answers carry on each side. No people were looked at (`people` is None) until they are
    measured.
    Errors: ValidationError for a fact that no side defines.
    """

    def __init__(self, sides: Sides, facts: Sequence[str] = ()) -> None:
        self.sides = sides
        self.people: PoolFile | InMemory | None = None
        self.keep: tuple[str, ...] = ()
        plans = [side.plan for side in sides.both]
        names = facts or tuple(dict.fromkeys(name for side in sides.both for name in side.history.headlines))
        self.causes = Causes(plans[0], plans[1], names)
        self.alone = [name for name in names if name not in self.causes.wanted]
        for name in self.alone:
            every = {each: about for plan in plans for each, about in plan.facts.items() if about.record is None}
            if facts and name not in every:
                days = tuple(day_text(side.day) for side in sides.both)
                raise refuse(
                    "compare-fact-unknown", ArgumentLocation("--facts"), name=name, dates=days, close=hint(name, every)
                )
        types = [plans[1].facts[name].type for name in self.causes.wanted]
        self.changes = [
            FactChange(name, kind.kind, kind.decimals, (True, True))
            for name, kind in zip(self.causes.wanted, types, strict=True)
        ]
        self.rows = self.touched = 0
        self.by_cause = {name: CauseCount() for name in self.causes.own}
        self.stood = {each.name: Stood() for each in self.changes if each.numeric}
        self.cautions: list[dict[str, Carried]] = [{}, {}]
        self.examples = Examples()
        self._kernels: list[Kernel] = []
        self._alone: dict[tuple[str, int], Kernel] = {}

    @property
    def id_column(self) -> str:
        """The column that tells people apart."""
        return (self.people and self.people.id_column) or LINE

    def measure(
        self,
        people: PoolFile | InMemory,
        *,
        keep: tuple[str, ...] = (),
        ignore: tuple[str, ...] = (),
        language: str = "en",
        workers: int = 1,
    ) -> None:
        """Evaluate everybody by both rules, and count; columns to `keep` are shown of those who are told, columns to
        `ignore` are not read. Errors: ValidationError, as the kernel refuses columns."""
        self.people, self.keep = people, keep
        self._query = Query(
            self.causes.facts,
            self.sides.clock,
            id_column=people.id_column,
            keep=(LINE, *keep),
            ignore=ignore,
            language=language,
        )
        for side in self.sides.both:
            kernel = SharedKernel(side.history, replace(self._query, rules_of=side.day), side.engine, workers=workers)
            checked(kernel.check, people.schema, people.path)
            self._kernels.append(kernel)
        for batch in people.batches():
            answers = [kernel.run(batch) for kernel in self._kernels]
            for number, each in enumerate(answers):
                people.set_aside(batch, each)
                self.cautions[number] = all_carried((self.cautions[number], each.cautions))
            before, after = (each.rows for each in answers)
            if not before.column(LINE).equals(after.column(LINE)):
                before, after = _in_both(before, after), _in_both(after, before)
            self._count(batch, before, after)

    def _count(self, batch: pa.RecordBatch, before: pa.RecordBatch, after: pa.RecordBatch) -> None:
        ids = before.column(self.id_column)
        for each in self.changes:
            count(each, before.column(each.name), after.column(each.name), ids)
        self.rows += before.num_rows
        differs = {name: differing(before.column(name), after.column(name)) for name in self.causes.facts}
        touched = np.zeros(before.num_rows, bool)
        for name in self.causes.wanted:
            touched |= differs[name]
        if not touched.any():
            return
        self.touched += int(touched.sum())
        bits = self.causes.of(differs, lambda name, rows: self._itself(batch, (before, after), name, rows))
        moves = {each.name: moved(each, before, after) for each in self.changes}
        for each in self.changes:
            if each.numeric:
                self._stand(each, before, after, moves[each.name] != 0)
        every = np.bitwise_or.reduce([bits[name] for name in self.causes.wanted])
        for number, found in enumerate(self.by_cause.values()):
            mask = np.uint64(1 << number)
            found.people += int(np.count_nonzero(every & mask))
            for wanted in self.causes.wanted:
                sign = np.sign(moves[wanted][(bits[wanted] & mask) != 0])
                found.gained[wanted] = found.gained.get(wanted, 0) + int(np.count_nonzero(sign > 0))
                found.lost[wanted] = found.lost.get(wanted, 0) + int(np.count_nonzero(sign < 0))
        self.examples.add(batch, (before, after), np.flatnonzero(touched), moves, every)

    def _stand(self, change: FactChange, before: pa.RecordBatch, after: pa.RecordBatch, rows: Truths) -> None:
        """Note where those stood, and stand, whose number moves."""
        stood = self.stood[change.name]
        for answers, counter in ((before, stood.before), (after, stood.after)):
            values = units(answers.column(change.name).filter(pa.array(rows)), change.decimals)
            counter.update(dict(zip(*(each.tolist() for each in np.unique(values, return_counts=True)), strict=True)))

    def _itself(
        self, batch: pa.RecordBatch, answers: tuple[pa.RecordBatch, pa.RecordBatch], name: str, rows: Truths
    ) -> Truths:
        """In which of some rows a definition is seen to change the answer though all that the fact rests on is held
        still: the definition after is given what the fact rested on before or, where it cannot take that, the
        definition before what it rests on now."""
        before, after = (each.filter(pa.array(rows)) for each in answers)
        other, tried = self._held_still(batch, before, name, 1)
        also, _ = self._held_still(batch, after.filter(pc.invert(_among(after, tried))), name, 0)
        lines = pa.concat_arrays([other, also])
        moved: Truths = _among(answers[0], lines).to_numpy(zero_copy_only=False)
        return rows & moved

    def _held_still(
        self, batch: pa.RecordBatch, given: pa.RecordBatch, name: str, number: int
    ) -> tuple[pa.Array, pa.Array]:
        """The lines of those whom the definition of one side gives another answer than is given, and of all whom it
        could answer, if all that the fact rests on is as given; what is no value on that side cannot be held still."""
        people = batch.filter(_among(batch, given.column(LINE)))
        held = sorted(self.causes.rested(name).facts & set(given.schema.names))
        for each in held:
            place, column = people.schema.get_field_index(each), given.column(each)
            people = people.append_column(each, column) if place < 0 else people.set_column(place, each, column)
        if (name, number) not in self._alone:
            side = self.sides.both[number]
            query = replace(self._query, facts=(name, *held), rules_of=side.day)
            self._alone[name, number] = Kernel(side.history, query, side.engine)
        found = self._alone[name, number].run(people).rows
        given = _in_both(given, found)
        moved = [differing(given.column(each), found.column(each)) for each in held]
        found = found.filter(pa.array(~np.logical_or.reduce(moved)))
        other = differing(_in_both(given, found).column(name), found.column(name))
        return found.filter(pa.array(other)).column(LINE), found.column(LINE)


def _among(rows: pa.RecordBatch, lines: pa.Array) -> pa.Array:
    """Which rows have one of these lines."""
    return pc.is_in(rows.column(LINE), value_set=lines)


def differing(old: pa.Array, new: pa.Array) -> Truths:
    """In which rows two columns of answers differ: in what they say, or in whether it is known."""
    if old.type != new.type and pa.types.is_string(old.type) != pa.types.is_string(new.type):
        old, new = old.cast(pa.string()), new.cast(pa.string())
    apart = pc.fill_null(pc.not_equal(old, new), False)
    told = pc.xor(old.is_valid(), new.is_valid())
    found: Truths = pc.or_(apart, told).to_numpy(zero_copy_only=False)
    return found


def moved(change: FactChange, before: pa.RecordBatch, after: pa.RecordBatch) -> NDArray[np.int64]:
    """By how much an answer that is known on both sides goes up, in the fact's smallest unit; 1 from no to yes; 0 for
    what has no order, or is not known."""
    old, new = before.column(change.name), after.column(change.name)
    both = pc.and_(old.is_valid(), new.is_valid())
    found = np.zeros(len(old), np.int64)
    if change.numeric or pa.types.is_boolean(old.type):
        there = np.asarray(both.to_numpy(zero_copy_only=False))
        found[there] = units(new.filter(both), change.decimals) - units(old.filter(both), change.decimals)
    return found


def _in_both(answers: pa.RecordBatch, others: pa.RecordBatch) -> pa.RecordBatch:
    return answers.filter(_among(answers, others.column(LINE)))


def touched_mean(change: FactChange) -> Decimal | None:
    """The mean difference of those whose number differs, to two decimals more than the number has; None: of nobody."""
    moved_ones = {difference: people for difference, people in change.differences.items() if difference}
    count = sum(moved_ones.values())
    if not count:
        return None
    total = change.scaled(sum(difference * people for difference, people in moved_ones.items()))
    return (total / count).quantize(Decimal(1).scaleb(-change.decimals - 2))
