"""The versions that were confirmed before anybody could know them."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.evaluate.decision import day_text
from ronde.lint import written
from ronde.lint.context import Context, Found


def find(context: Context) -> Iterator[Found]:
    """Every version whose day of confirmation comes before its publication."""
    for version in written.versions(context):
        if version.checked < version.published:
            days = {"checked": day_text(version.checked), "published": day_text(version.published)}
            yield Found(version.document.location(("checked",)), days)
