"""What several forms over records are written with."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder
from ronde.building.conditions import optional
from ronde.model.nodes import Op
from ronde.model.types import YES_NO, NotOfType, Type, read_value
from ronde.syntax.cursor import Cursor


def record_extreme(low: PlanBuilder, where: Cursor, op: str) -> int:
    """The node of the least or the greatest value of a fact over records. Errors: CompileError."""
    of = low.ordered(low.fact(str(where.down("of").tree), where.down("of")), where.down("of"))
    kind, none = with_none(low, where, of)
    return over(low, where, op, (optional(low, where.down("where")), of), kind, data=none)


def with_none(low: PlanBuilder, where: Cursor, value: int) -> tuple[Type, int | str]:
    """The type of a value or of what stands for no record, and that stand-in."""
    kind = low.type_of(value)
    if not where.has("none"):
        raise where.fault("none-needed")
    try:
        none = read_value(where.down("none").tree, kind, bounded=False)
    except NotOfType as wrong:
        raise where.down("none").wrong(wrong) from None
    if isinstance(none, int):
        kind = kind.within(min(kind.low, none), max(kind.high, none))
    return kind, none


def over(low: PlanBuilder, where: Cursor, op: str, args: tuple[int, ...], kind: Type, *, data: object = None) -> int:
    """A node that gathers over the list of records named by `in`.

    Errors: CompileError if the facts are of another list."""
    name = str(where.down("in").tree)
    if name not in low.index.records:
        raise where.down("in").fault("records-unknown", name=name, known=", ".join(sorted(low.index.records)))
    record = low.on_same(where, *args)
    if record not in (None, name):
        raise where.down("in").fault("two-records", records=f"{name}, {record}")
    given = low.apply(Op.GIVEN, where, (), YES_NO, data=name)
    return low.add(op, (given, *args), kind, data=data, written=where.place)
