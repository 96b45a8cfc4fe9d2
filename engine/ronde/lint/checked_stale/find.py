"""The versions in force that nobody has confirmed for long, though others of the book were."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ronde.evaluate.decision import day_text
from ronde.lint import written
from ronde.lint.context import Context, Found
from ronde.model.history import Status


def find(context: Context, days: Decimal) -> Iterator[Found]:
    """The last version of every topic that says what holds, if it was confirmed so many days before another version."""
    if context.history is None:
        return
    latest = max((version.checked for every in context.history.versions.values() for version in every), default=0)
    for history in written.histories(context):
        last = history[-1]
        if last.status is Status.COMPLETE and latest - last.checked > days:
            told = {"since": day_text(last.checked), "last": day_text(latest), "days": latest - last.checked}
            yield Found(last.document.location(("checked",)), told)
