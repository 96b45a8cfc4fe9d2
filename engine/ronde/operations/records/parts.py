"""What several forms over records are written with."""

from __future__ import annotations

from functools import partial

from ronde.building.builder import PlanBuilder, literal_of
from ronde.building.conditions import optional
from ronde.model.nodes import Op
from ronde.model.types import YES_NO, Type
from ronde.operations.parts import ordered_fact
from ronde.operations.records.written import Over, ValueOver
from ronde.syntax.gather import both
from ronde.syntax.position import Position
from ronde.syntax.values import Literal


def record_extreme(low: PlanBuilder, written: ValueOver, op: str) -> int:
    """The node of the least or the greatest value of a fact over records. Errors: CompileError."""
    of, where = both(partial(ordered_fact, low, written.of), partial(optional, low, written.over.where))
    kind, none = with_none(low, written.over.at, of, written.none)
    return gathered(low, written.over, op, (where, of), kind, data=none)


def with_none(low: PlanBuilder, where: Position, value: int, written: Literal | None) -> tuple[Type, int | str]:
    """The type of a value or of what stands for no record, and that stand-in. Errors: CompileError."""
    kind = low.type_of(value)
    if written is None:
        raise where.fault("none-needed")
    none = literal_of(written, kind)
    if isinstance(none, int):
        kind = kind.within(min(kind.low, none), max(kind.high, none))
    return kind, none


def gathered(low: PlanBuilder, over: Over, op: str, args: tuple[int, ...], kind: Type, *, data: object = None) -> int:
    """A node that gathers over a list of records. Errors: CompileError if the facts are of another list."""
    name, at = over.records.text, over.records.at
    if name not in low.index.records:
        raise at.fault("records-unknown", name=name, known=", ".join(sorted(low.index.records)))
    record = low.on_same(over.at, *args)
    if record not in (None, name):
        raise at.fault("two-records", records=f"{name}, {record}")
    given = low.apply(Op.GIVEN, over.at, (), YES_NO, data=name)
    return low.add(op, (given, *args), low.counted_to(over.at, kind), data=data, written=over.at.location)
