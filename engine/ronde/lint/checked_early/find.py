"""The versions that were confirmed before anybody could know them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ronde.lint import written
from ronde.lint.context import Context, Found


def find(context: Context) -> Iterator[Found]:
    """Every version whose day of confirmation comes before its publication."""
    for version in written.versions(context):
        if version.checked < version.published:
            days = {
                name: date.fromordinal(day).isoformat()
                for name, day in (("checked", version.checked), ("published", version.published))
            }
            yield Found(version.document.place(("checked",)), days)
