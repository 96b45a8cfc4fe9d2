"""The rows of tables that break an order which the columns beside them, or other versions, keep."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from ronde.lint import written
from ronde.lint.context import Context, Found
from ronde.lint.written import Figure

MOST_TURNS = 1
"""How often a column that nothing can be compared with may turn: up, then down."""


def find(context: Context, rows: Decimal) -> Iterator[Found]:
    """The first row of each column that breaks an order."""
    for history in written.histories(context):
        columns = [
            (version.name, name, column)
            for version in written.complete(history)
            for name, column in written.columns(version)
        ]
        for version, name, column in columns:
            others = [
                (other, _turns([each.number for each in beside]))
                for other, also, beside in columns
                if also == name and beside is not column and len(beside) == len(column)
            ]
            most = max((turns for _, turns in others), default=MOST_TURNS)
            if (others or len(column) >= rows) and _turns([each.number for each in column]) > most:
                odd = _odd(column, most)
                own = odd.literal.at.document.file.rpartition("/")[2]
                yield Found(odd.location, {"value": str(odd.number), "others": _beside(others, version) or own})


def _beside(others: Sequence[tuple[str, int]], version: str) -> str:
    """The file that keeps the order: another version if there is one."""
    return next((f"{other}.yaml" for other, _ in others if other != version), "")


def _odd(column: Sequence[Figure], most: int) -> Figure:
    """The row without which the order is kept; else the first after which the column turns once too often."""
    numbers = [each.number for each in column]
    for at, figure in enumerate(column):
        if _turns([*numbers[:at], *numbers[at + 1 :]]) <= most:
            return figure
    return next(figure for at, figure in enumerate(column) if _turns(numbers[: at + 1]) > most)


def _turns(numbers: Sequence[Decimal]) -> int:
    """How often numbers turn from rising to falling, or back."""
    rising = [after > before for before, after in pairwise(numbers) if after != before]
    return sum(one != other for one, other in pairwise(rising))
