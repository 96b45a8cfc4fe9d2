"""Whether all of several conditions hold: the least of truths: what is written."""

from __future__ import annotations

from ronde.syntax.conditions import ConditionGroup, group
from ronde.syntax.cursor import Cursor


def syntax(at: Cursor) -> ConditionGroup:
    """The conditions that are written."""
    return group(at, "all")
