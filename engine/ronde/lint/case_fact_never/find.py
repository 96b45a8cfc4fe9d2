"""The facts that cases expect and no version of their book defines."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.inputs.all_versions import ever_defined
from ronde.lint.context import Context, Found
from ronde.model.near import nearest


def find(context: Context) -> Iterator[Found]:
    """Every fact that a case expects something of and that exists on no date, once for each case as written."""
    if context.history is None or not context.cases:
        return
    known = ever_defined(context.history).facts
    told = {(case.expect_place, name): case for case in context.cases for name in case.expect if name not in known}
    for (_, name), case in told.items():
        yield Found(case.expect_place, {"name": name, "close": nearest(name, known)})
