"""A whole batch decided straight from Arrow's own arrays: one loop reads them, holds them to what they may be, decides.

It marks the rows of which there is more to say than the answers: a value that is none, a contradiction, a refusal, a
fact's own caution. Who asked has those decided again, the long way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ronde.building.index import AS_OF
from ronde.columns.arrow_batch import Batch, Ordered
from ronde.columns.binding import Binding
from ronde.columns.merged_plan import RULES
from ronde.columns.native.arrow_inputs import Way, way_of
from ronde.columns.native.brought import Brought
from ronde.columns.native.program import has_native
from ronde.columns.native.ready import Loops
from ronde.columns.native.running import run
from ronde.columns.native.written import Input, Name, Written, written
from ronde.columns.partial_evaluation import Simplified
from ronde.model.types import DATE
from ronde.operations.arrays import Array, Column, Context

if TYPE_CHECKING:
    from ronde.columns.bound_plan import BoundPlan

MOST_MARKED, FEW = 4, 2**16
"""Of how many rows one may be marked, if rows are not few: deciding more of them again costs more than is won."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a loop finds of a batch: the columns of nodes, of facts that not all rules define the rows whose rules do,
    and which rows are marked."""

    columns: Mapping[int, Column]
    defined: Mapping[str, Array]
    marked: Array


class Straight:
    """The loop of a plan over whole batches. `wanted` are nodes, each with the type of its answers; `marking` are
    conditions that hold of few rows; `scopes` say of facts that not all rules define which do."""

    def __init__(
        self, context: Context, wanted: Mapping[int, np.dtype[Any]], marking: Iterable[int], simple: Simplified,
        scopes: Mapping[str, Array],
    ) -> None:  # fmt: skip
        self._context, self._simple, self._wanted = context, simple, wanted
        found = {each: simple.found[context.plan.twins[each]] for each in marking}
        self._marking = [each for each, what in found.items() if not isinstance(what, Column)]
        held = any(isinstance(what, Column) and bool(what.lo.any()) for what in found.values())
        self._possible = not held and all(has_native(context, node) for node in simple.nodes)
        different = {each.tobytes(): each for each in scopes.values()}
        self._scopes = list(different.values())
        self._scope_of = {name: list(different).index(each.tobytes()) for name, each in scopes.items()}
        self._loops = Loops(self._written)
        self._ways: tuple[Binding | None, Mapping[str, Way | None]] = None, {}
        self._rows = self._marked = 0

    def _written(self, inputs: tuple[Input, ...]) -> Written:
        nodes, scopes = self._simple.nodes, self._scopes
        return written(self._context, self._simple, nodes, self._wanted, self._marking, inputs, scopes)

    @property
    def awaited(self) -> bool:
        """Whether a loop may yet come of it."""
        return self._possible and self._loops.awaited

    def run(
        self, ruling: BoundPlan, batch: Batch, numbers: Array, used: Sequence[int], as_of: Array, threads: int
    ) -> Found | None:
        """What the loop finds of all rows of a batch; None while it is made, and if it cannot be had or leaves too much
        to be said."""
        brought = Brought(batch.rows)
        brought.add(Name(AS_OF), as_of.astype(self._context.dtype(DATE), copy=False))
        rules = ruling.places(numbers)
        if rules is not None:
            brought.add(Name(RULES), rules)
        others, masked = [], self._loops.many
        for name, way in self._ways_of(ruling, batch).items():
            if way is None or not way.bring(brought, batch.batch.column(name), batch.strangers, masked=masked):
                others.append(name)
        reading = ruling.read(Ordered(batch, None), numbers, others)
        for name, column in reading.columns.items():
            brought.add(Name(name), ruling.inside(reading, name, column.values), column.given)
        loop = self._loops.of(tuple(brought.inputs))
        if loop is None:
            return None
        found = run(loop, brought, threads)
        for wrong in ruling.wrong(batch, numbers, used, others):
            found.marked[wrong.rows] = True
        for rows in batch.foreign_rows():
            found.marked[rows] = True
        self._rows += batch.rows
        self._marked += int(np.count_nonzero(found.marked))
        self._possible = self._rows < FEW or self._marked * MOST_MARKED <= self._rows
        defined = {name: found.scopes[place] for name, place in self._scope_of.items()}
        return Found(found.columns, defined, found.marked)

    def _ways_of(self, ruling: BoundPlan, batch: Batch) -> Mapping[str, Way | None]:
        """How each column of a batch is brought, if it can be as it stands; found once for batches of one schema."""
        layout, ways = self._ways
        if layout is not batch.layout:
            found = ((name, how, batch.batch.schema.field(name).type) for name, how in ruling.readings.items())
            ways = {name: None if how is None else way_of(name, kind, *how, self._context) for name, how, kind in found}
            self._ways = batch.layout, ways
        return ways
