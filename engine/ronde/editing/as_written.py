"""A value as it is written on one line of a file."""

from __future__ import annotations

import json

from ronde.messages.diagnostics import ValidationError
from ronde.model.case import Bounds
from ronde.read.structure import parse
from ronde.syntax.cursor import whole


def as_written(value: object, quotes: str = "") -> str:
    """A value on one line: a text as it is if it is read as that and no quotes are asked for, else in quotes."""
    if isinstance(value, Bounds):
        return f"{{at_least: {as_written(value.at_least)}, at_most: {as_written(value.at_most)}}}"
    quoted = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, str):
        return quoted
    if quotes == "'":
        return "'" + value.replace("'", "''") + "'"
    return value if not quotes and _reads_as(value) else quoted


def _reads_as(value: str) -> bool:
    """Whether a text without quotes, also within brackets, is read as itself."""
    try:
        items = whole(parse(f"- [{value}]".encode(), "")).down(0).items()
    except ValidationError:
        return False
    return [each.single().value for each in items] == [value]
