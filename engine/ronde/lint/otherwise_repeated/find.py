"""The rows and branches that give what `otherwise` gives anyway."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from ronde.lint import written
from ronde.lint.context import Context, Found
from ronde.model.locations import Location
from ronde.operations.choose.syntax import ChooseSyntax
from ronde.operations.table.syntax import GeneralTable, PageTable


def find(context: Context) -> Iterator[Found]:
    """Every row of a table whose value is that under `otherwise`, and such branches of a choice as come last."""
    for version in written.versions(context):
        for _, told in written.definitions(version):
            yield from map(Found, _repeated(told))


def _repeated(told: object) -> Iterator[Location]:
    if isinstance(told, PageTable) and told.otherwise is not None:
        for row in told.rows:
            if all(cell.value == told.otherwise.value for cell in row.cells.values() or (row.cell,)):
                yield row.at.location()
    elif isinstance(told, GeneralTable) and told.otherwise is not None:
        for each in told.rows:
            if each.value is not None and each.value.value == told.otherwise.value:
                yield each.at.location("value")
    elif isinstance(told, ChooseSyntax):
        last = takewhile(lambda branch: branch.value == told.otherwise, reversed(told.branches))
        yield from (branch.at.location("value") for branch in last)
