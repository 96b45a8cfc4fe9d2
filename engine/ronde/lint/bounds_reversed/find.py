"""The tests whose lower bound is above the higher one."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.lint import written
from ronde.lint.context import Context, Found
from ronde.syntax.conditions import FactTest
from ronde.syntax.values import Literal


def find(context: Context) -> Iterator[Found]:
    """Every test of a fact that asks for more than it allows."""
    for version in written.versions(context):
        for test in written.conditions(version):
            if isinstance(test, FactTest) and test.operator == "between":
                low, high = _ends(test)
                if _after(low, high):
                    yield Found(test.operand_at.location(), {"low": str(low), "high": str(high)})


def _ends(test: FactTest) -> tuple[object, object]:
    """The constants that a test lies between; None for what is no constant."""
    ends = test.operand if isinstance(test.operand, tuple) else ()
    low, high = (each.value if isinstance(each, Literal) else None for each in ends) if len(ends) == 2 else (None, None)
    return low, high


def _after(low: object, high: object) -> bool:
    """Whether two constants of one type are in the wrong order; days are texts that sort as they follow."""
    if isinstance(low, str) and isinstance(high, str):
        return low > high
    return isinstance(low, int | float) and isinstance(high, int | float) and low > high
