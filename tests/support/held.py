"""The answers of a pool held against the interpreter, row by row: what is not known, who is refused, what contradicts.

The pool reads a table and answers with a table, by native code; the interpreter works out each of the same rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Any, TypeAlias
from unittest.mock import patch

import numpy as np
import orjson
import pyarrow as pa
from tests.support import profiles
from tests.support.columns import Made
from tests.support.rows import Fields, Rows, together

from ronde.building.index import AS_OF
from ronde.columns.answers import HIGH, LOW, alike
from ronde.columns.bound_plan import doubts
from ronde.columns.cautions import Bearings, Borne
from ronde.columns.kernel import Kernel
from ronde.columns.native import choice, ready, running
from ronde.columns.native.program import NativeProgram
from ronde.columns.native.straight import Found, Straight
from ronde.columns.partial_evaluation import simplified
from ronde.columns.program import Block, Result
from ronde.evaluate.reference import Candidate, Outcome, evaluate
from ronde.model.nodes import Plan
from ronde.model.types import Kind, Type, Value
from ronde.operations.array_calendar import EPOCH
from ronde.operations.arrays import Array, Context

MOST_TOLD = 3
"""Rows that are told with a profile, of those that differ; of the others the number is."""

FEWEST = 2**10
"""The fewest rows for a thread of their own."""

AROUND = 200
"""Candidates that stand around one that is made smaller, so that its table brings its values as the whole one did."""


Told: TypeAlias = "str | tuple[Value, ...]"
"""What a pool says of a row: its answers in inside form, or the field for which the row is set aside."""


@dataclass
class Held:
    """What came of it: how many rows were held, how many of them native code decided, how many the rules refuse, in how
    many others an answer is not known, how often something contradicted, and what differed."""

    rows: int = 0
    native: int = 0
    refused: int = 0
    unknown: int = 0
    contradicted: int = 0
    wrong: int = 0
    told: list[str] = field(default_factory=list)


@contextmanager
def in_native_code(held: Held) -> Iterator[None]:
    """Native code is made for the first row and waited for, threads share the rows of small tables too, and rows that
    it decides are counted. Which cautions answers carry is left out: that goes by what rows supply, of which here no
    two supply the same."""
    by_blocks, straight = NativeProgram.run, Straight.run

    def counted(program: NativeProgram, block: Block) -> Result | None:
        found = by_blocks(program, block)
        held.native += 0 if found is None else block.rows
        return found

    def counted_straight(loop: Straight, *about: Any) -> Found | None:
        found = straight(loop, *about)
        held.native += 0 if found is None else int(np.count_nonzero(~found.marked))
        return found

    with ExitStack() as stack:
        stack.enter_context(patch.multiple(choice, MANY=0))
        stack.enter_context(patch.multiple(ready, WAITS=True))
        stack.enter_context(patch.multiple(running, PART=FEWEST))
        stack.enter_context(patch.object(NativeProgram, "run", counted))
        stack.enter_context(patch.object(Straight, "run", counted_straight))
        stack.enter_context(patch.object(Bearings, "of", lambda *about: Borne()))
        stack.enter_context(patch.object(Borne, "carried", lambda *about: {}))
        yield


class Interpreter:
    """What a plan says of candidates one by one, of some facts and of whom it refuses."""

    def __init__(self, plan: Plan, kinds: Mapping[str, Type], fields: Fields) -> None:
        self.plan = plan
        self._told = [_meant(plan, name, about) for name, about in kinds.items()]
        self._refusals = [(each, plan.nodes[each.node].record is not None) for each in plan.refusals]
        there = [name for name in kinds if name in plan.roots]
        nodes = [*(plan.roots[name] for name in there), *(each.node for each in plan.refusals)]
        nodes += doubts(plan, there).values()
        lists = frozenset(name for name in fields if name is not None and name in plan.records)
        below = plan.below(nodes)
        self.asked = frozenset(node.id for node in plan.nodes if node.id in below and node.record in (None, *lists))
        supplied = frozenset(
            name
            for record, names in fields.items()
            for name in names
            if name in plan.facts and plan.facts[name].record == record
        )
        self._looked = simplified(Context(plan), nodes, supplied | {AS_OF}, lists).facts.keys()
        self.read = frozenset(str(node.fact) for node in plan.nodes if node.id in self.asked and node.fact)

    def of(self, candidate: Candidate) -> Outcome:
        """What is found of a candidate."""
        return evaluate(self.plan, candidate, self.asked)

    def contradicted(self, outcome: Outcome) -> set[str]:
        """The facts whose value, as supplied, cannot be what the rest says, of those on which an answer may rest if no
        row gives more than the table has columns for: a pool looks at no others."""
        return {name for name, _ in outcome.contradicted if name in self._looked}

    def refused(self, outcome: Outcome) -> set[str]:
        """The fields for which the candidate is refused; of records, if it is for one of them."""
        values: Sequence[Any] = outcome.values
        return {
            each.field
            for each, of_records in self._refusals
            if (value := values[each.node]) == 1 or (of_records and value is not None and 1 in value)
        }

    def answers(self, outcome: Outcome) -> tuple[Value, ...]:
        """The value of each fact; None if the plan does not define it."""
        values = outcome.values
        return tuple([None if tell is None else tell(values) for tell in self._told])


def _meant(plan: Plan, name: str, about: Type) -> Callable[[Sequence[Any]], Value] | None:
    """What takes a fact's value from an outcome, in the inside form of its answers."""
    if name not in plan.roots or alike(plan.facts[name].type) is not alike(about):
        return None
    node, own = plan.roots[name], plan.facts[name].type
    if not own.ordered or own.decimals == about.decimals:
        return itemgetter(node)
    assert own.decimals < about.decimals, f"{name} has fewer decimals in answers than on some day"
    factor = 10 ** (about.decimals - own.decimals)

    def scaled(values: Sequence[Any]) -> Value:
        value = values[node]
        return (value[0] * factor, value[1] * factor) if isinstance(value, tuple) else value * factor

    return scaled


@dataclass(frozen=True)
class Pool:
    """What answers tables, in which texts and amounts are `numbered` or stand as they are."""

    kernel: Kernel
    numbered: bool = False

    @property
    def facts(self) -> Mapping[str, Type]:
        """The facts asked for."""
        return self.kernel.facts

    def table(self, every: Sequence[Rows]) -> tuple[pa.RecordBatch, Fields]:
        """Rows as one table, and what its columns are."""
        return together(every, numbered=self.numbered)


def hold(pool: Pool, every: Sequence[Rows], random: np.random.Generator, held: Held) -> None:
    """Hold the answers to some rows, put in any order, against the interpreter."""
    table, fields = pool.table(every)
    order = random.permutation(table.num_rows)
    answers = pool.kernel.run(table.take(pa.array(order)))
    rejects = (answers.rejects[each].to_pylist() for each in ("row", "field"))
    refused = dict(zip(*rejects, strict=True))
    found = zip(*(inside(answers.rows, name, about) for name, about in pool.facts.items()), strict=True)
    here: dict[int, Told] = {}
    for place, row in enumerate(order.tolist()):
        here[row] = refused[place] if place in refused else next(found)
    contradicted: Counter[str] = Counter()
    first = 0
    for rows in every:
        interpreter = Interpreter(rows.made.plan, pool.facts, fields)
        for row, candidate in enumerate(rows.candidates(interpreter.read), first):
            outcome = interpreter.of(candidate)
            contradicted.update(interpreter.contradicted(outcome))
            if fields_refused := interpreter.refused(outcome):
                held.refused += 1
                same = here[row] in fields_refused
            else:
                expected = interpreter.answers(outcome)
                held.unknown += any(value is None or isinstance(value, tuple) for value in expected)
                same = here[row] == expected
            if not same:
                held.wrong += 1
                if len(held.told) < MOST_TOLD:
                    held.told.append(_told(pool, interpreter, rows.made, candidate, here[row]))
        first += rows.block.rows
    held.rows += first
    held.contradicted += contradicted.total()
    for name in sorted(contradicted.keys() | answers.contradicted.keys()):
        if contradicted[name] != answers.contradicted.get(name, 0):
            held.wrong += 1
            counts = f"{answers.contradicted.get(name, 0)} rows in the pool, {contradicted[name]} one by one"
            held.told.append(f"{name} is contradicted in {counts}")


def inside(rows: pa.RecordBatch, name: str, about: Type) -> list[Value]:
    """The answers of a fact in inside form. An answer that is not null has itself as its bounds; all three are null
    only of a fact that is not defined."""
    column = rows.column(name)
    if not about.ordered:
        return column.to_pylist()  # type: ignore[no-any-return]
    ends = [rows.column(f"{name}{end}") for end in (LOW, HIGH)]
    given, (low, high) = column.is_valid().to_numpy(False), (_numbers(each, about) for each in ends)
    defined = ends[0].is_valid().to_numpy(False)
    agreed = (given == ((low == high) & defined)) & (~given | (_numbers(column, about) == low))
    agreed &= defined == ends[1].is_valid().to_numpy(False)
    told: list[Value] = [
        None if not there else lo if lo == hi else (lo, hi)
        for lo, hi, there in zip(low.tolist(), high.tolist(), defined.tolist(), strict=True)
    ]
    for row in np.flatnonzero(~agreed).tolist():
        told[row] = f"{column[row]} from {ends[0][row]} to {ends[1][row]}"
    return told


def _numbers(column: pa.Array, about: Type) -> Array:
    """The numbers of a column without nulls' meaning: decimals as so many of their smallest unit, days by number."""
    if pa.types.is_decimal(column.type):
        halves = np.frombuffer(column.buffers()[1] or b"", np.int64)[2 * column.offset :]
        return halves[: 2 * len(column) : 2]
    if pa.types.is_date(column.type):
        column = column.view(pa.int32())
    values: Array = column.fill_null(False if about.kind is Kind.YES_NO else 0).to_numpy(zero_copy_only=False)
    return values.astype(np.int64) + (EPOCH if about.kind is Kind.DATE else 0)


def _told(pool: Pool, interpreter: Interpreter, made: Made, candidate: Candidate, here: Told) -> str:
    """A row that differs, as a profile from which all is left out that the difference does not need."""

    def differing(each: Candidate) -> str:
        return _differing(pool, interpreter, made, each)

    said = _compared(pool, interpreter, candidate, here)
    if differing(candidate):
        candidate = profiles.reduced(candidate, lambda each: bool(differing(each)))
        said = differing(candidate)
    day = candidate.supplied[AS_OF]
    assert isinstance(day, int)
    profile = profiles.document(made.plan, candidate).tree
    return f"{date.fromordinal(day)}: {said}\n{orjson.dumps(profile, option=orjson.OPT_INDENT_2, default=str).decode()}"


def _differing(pool: Pool, interpreter: Interpreter, made: Made, candidate: Candidate) -> str:
    """How the answer to a candidate differs, asked among others; nothing if it does not."""
    around = Made(made.plan, [candidate, *made.candidates[:AROUND]])
    answers = pool.kernel.run(pool.table([Rows(around, around.block)])[0])
    if 0 in answers.rejects["row"].to_pylist():
        return _compared(pool, interpreter, candidate, answers.rejects["field"][0].as_py())
    first = answers.rows.slice(0, 1)
    here = tuple(inside(first, name, about)[0] for name, about in pool.facts.items())
    return _compared(pool, interpreter, candidate, here)


def _compared(pool: Pool, interpreter: Interpreter, candidate: Candidate, here: Told) -> str:
    """How what a pool says of a candidate differs from what the interpreter does; nothing if it does not."""
    outcome = interpreter.of(candidate)
    refused = interpreter.refused(outcome)
    if isinstance(here, str) or refused:
        one = f"refused for {here}" if isinstance(here, str) else "answered"
        return "" if here in refused else f"{one} in the pool, refused for {sorted(refused)} alone"
    there = zip(pool.facts, here, interpreter.answers(outcome), strict=True)
    return "; ".join(f"{name} is {one} in the pool, {other} alone" for name, one, other in there if one != other)
