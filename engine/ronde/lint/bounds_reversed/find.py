"""The tests whose lower bound is above the higher one."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.lint import written
from ronde.lint.context import Context, Found
from ronde.model.document import Tree


def find(context: Context) -> Iterator[Found]:
    """Every test of a fact that asks for more than it allows."""
    for version in written.versions(context):
        for steps, test in written.conditions(version):
            key, low, high = _bounds(test)
            if _after(low, high):
                yield Found(version.document.place((*steps, key)), {"low": str(low), "high": str(high)})


def _bounds(test: dict[str, Tree]) -> tuple[str, Tree, Tree]:
    """Where the bounds of a test stand, and both."""
    between = test.get("between")
    if isinstance(between, list) and len(between) == 2:
        return "between", between[0], between[1]
    return "at_least", test.get("at_least"), test.get("at_most")


def _after(low: Tree, high: Tree) -> bool:
    """Whether two constants of one type are in the wrong order; days are texts that sort as they follow."""
    if isinstance(low, str) and isinstance(high, str):
        return low > high
    return isinstance(low, int | float) and isinstance(high, int | float) and low > high
