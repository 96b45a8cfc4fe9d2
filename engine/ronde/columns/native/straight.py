"""A whole batch decided straight from Arrow's own arrays: one loop reads them, holds them to what they may be, decides.

It marks the rows of which there is more to say than the answers: a value that is none, a contradiction, a refusal, a
fact's own caution. Who asked has those decided again, the long way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from ronde.building.index import AS_OF
from ronde.columns.answers import Asked
from ronde.columns.arrow_batch import Batch, Ordered
from ronde.columns.binding import Binding
from ronde.columns.merged_plan import RULES
from ronde.columns.native.arrow_inputs import Way, way_of
from ronde.columns.native.arrow_outputs import Answering, answering, ordered, unpacked
from ronde.columns.native.brought import Brought, of_array
from ronde.columns.native.inputs import Input, Name
from ronde.columns.native.program import has_native
from ronde.columns.native.ready import Loops
from ronde.columns.native.row_loop import PLACES
from ronde.columns.native.running import fill
from ronde.columns.native.written import PlanLoop
from ronde.columns.partial_evaluation import Simplified
from ronde.columns.row_rules import RowRules
from ronde.model.types import DATE
from ronde.operations.arrays import Array, Column, Context

if TYPE_CHECKING:
    from ronde.columns.bound_plan import BoundPlan

MOST_MARKED, FEW = 4, 2**16
"""Of how many rows one may be marked, if rows are not few: deciding more of them again costs more than is won."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a loop finds of a batch: the Arrow columns of each fact asked for, the rows in which facts' own cautions are
    raised, and which rows are marked."""

    columns: Mapping[str, list[pa.Array]]
    raised: Mapping[str, Array]
    marked: Array


class Straight:
    """The loop of a plan over whole batches: the facts asked for, facts' own cautions with the node that raises each,
    and conditions that hold of few rows and mark them."""

    def __init__(
        self, context: Context, simple: Simplified, asked: Mapping[str, Asked], cautions: Mapping[str, int],
        marking: Iterable[int],
    ) -> None:  # fmt: skip
        self._context, self._simple, self._asked, self._cautions = context, simple, asked, cautions
        found = {each: simple.found[context.plan.twins[each]] for each in marking}
        self._marking = [each for each, what in found.items() if not isinstance(what, Column)]
        held = any(isinstance(what, Column) and bool(what.lo.any()) for what in found.values())
        self._possible = not held and all(has_native(context, node) for node in simple.nodes)
        self._loops = Loops(self._written)
        self._ways: tuple[Binding | None, Mapping[str, Way | None]] = None, {}
        self._rows = self._marked = 0

    def _written(self, inputs: tuple[Input, ...]) -> Answering:
        loop = PlanLoop(self._context, self._simple, self._simple.nodes, inputs)
        return answering(loop, self._asked, self._cautions, self._marking)

    @property
    def awaited(self) -> bool:
        """Whether a loop may yet come of it."""
        return self._possible and self._loops.awaited

    def run(
        self, ruling: BoundPlan, batch: Batch, rules: RowRules, used: Sequence[int],
        texts: Callable[[Array], pa.Array], threads: int,
    ) -> Found | None:  # fmt: skip
        """What the loop finds of all rows of a batch, of which `texts` makes a column of the plan's numbers; None while
        it is made, and if it cannot be had."""
        brought = Brought(batch.rows)
        brought.add(Name(AS_OF), rules.as_of.astype(self._context.dtype(DATE), copy=False))
        places = ruling.places(rules.told)
        if places is not None:
            _bring_rules(brought, rules, places)
        others, masked = [], self._loops.many
        for name, way in self._ways_of(ruling, batch).items():
            if way is None or not way.bring(brought, batch.batch.column(name), batch.strangers, masked=masked):
                others.append(name)
        if others:
            reading = ruling.read(Ordered(batch, None), rules, others)
            for name, column in reading.columns.items():
                brought.add(Name(name), ruling.inside(reading, name, column.values), column.given)
        loop = self._loops.of(tuple(brought.inputs))
        if loop is None:
            return None
        arrays, how = loop.written.rooms(batch.rows), loop.written
        fill(loop, brought, how.stand(arrays), threads)
        how.trim(arrays, batch.rows)
        marked = unpacked(arrays[-1], batch.rows)
        for wrong in ruling.wrong(batch, rules, used, others):
            marked[wrong.rows] = True
        for rows in batch.foreign_rows():
            marked[rows] = True
        self._rows += batch.rows
        self._marked += int(np.count_nonzero(marked))
        self._possible = self._rows < FEW or self._marked * MOST_MARKED <= self._rows
        columns = {
            name: ordered(how.facts[name], asked.kind, arrays, batch.rows)
            if asked.kind.ordered
            else [texts(arrays[how.facts[name].values])]
            for name, asked in self._asked.items()
        }
        raised = {name: arrays[place] for name, place in how.conditions.items() if arrays[place].any()}
        return Found(columns, {name: unpacked(rows, batch.rows) for name, rows in raised.items()}, marked)

    def _ways_of(self, ruling: BoundPlan, batch: Batch) -> Mapping[str, Way | None]:
        """How each column of a batch is brought, if it can be as it stands; found once for batches of one schema."""
        layout, ways = self._ways
        if layout is not batch.layout:
            found = ((name, how, batch.batch.schema.field(name).type) for name, how in ruling.readings.items())
            ways = {name: None if how is None else way_of(name, kind, *how, self._context) for name, how, kind in found}
            self._ways = batch.layout, ways
        return ways


def _bring_rules(brought: Brought, rules: RowRules, places: Array) -> None:
    """Bring the place of each row's rules, of all or of each day: then the loop looks it up by the row's date, and
    marks the rows on whose days none are in force."""
    if rules.days is None:
        brought.add(Name(RULES), places)
        return
    table = np.full(2**PLACES, -1, places.dtype)
    table[rules.days.all % len(table)] = np.where(rules.told < 0, -1, places)
    how = Input(Name(RULES), rules.as_of.dtype, texts=table.dtype)
    brought.put(how, [of_array(rules.as_of), of_array(table, single=True)])
