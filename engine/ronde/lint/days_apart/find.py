"""The versions that take effect long before or after they were published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ronde.lint import written
from ronde.lint.context import Context, Found

MOST_DAYS = 366
"""A year: what is announced takes effect sooner, and what is applied to the past does not reach further back."""


def find(context: Context) -> Iterator[Found]:
    """Every version whose days are too far apart. A correction is published whenever the mistake is seen."""
    for version in written.versions(context):
        apart = abs(version.effective - version.published)
        if apart > MOST_DAYS and "corrects" not in version.tree:
            days = {
                name: date.fromordinal(day).isoformat()
                for name, day in (("effective", version.effective), ("published", version.published))
            }
            yield Found(version.document.place(("published",)), {**days, "days": apart})
