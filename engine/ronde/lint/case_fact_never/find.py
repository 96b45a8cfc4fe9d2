"""The facts that cases expect and no version of their book defines."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.inputs.all_versions import ever_defined
from ronde.lint.context import Context, Found


def find(context: Context) -> Iterator[Found]:
    """Every fact that a case expects something of and that exists on no date, once for each case as written."""
    if context.history is None or not context.cases:
        return
    ever = ever_defined(context.history)
    answers = (each for case in context.cases for each in case.expect.items() if each[1].fact not in ever.facts)
    for location, name in {answer.location: name for name, answer in answers}.items():
        yield Found(location, {"name": name, "close": ever.nearest(name)})
