"""Diagnostics about a text that has changed since: those about lines that are still there, where these are now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ronde.messages.diagnostics import Diagnostic
from ronde.model.locations import Location, SourceLocation
from ronde.read.compose import LINE_END


def shifted(found: Iterable[Diagnostic], before: str, now: str) -> list[Diagnostic]:
    """The diagnostics of a text, in another one that begins and ends with some of its lines. What is about lines
    between is left out: they are being written."""
    if before == now:
        return list(found)
    old, new = LINE_END.split(before), LINE_END.split(now)
    first = _alike(old, new)
    last = min(_alike(old[::-1], new[::-1]), len(old) - first, len(new) - first)
    kept: list[Diagnostic] = []
    for each in found:
        if each.location.line > len(old) - last:
            kept.append(replace(each, location=_lower(each.location, len(new) - len(old))))
        elif each.location.line <= first:
            kept.append(each)
    return kept


def _lower(location: Location, lines: int) -> Location:
    """A location so many lines further down."""
    line, column = location.end
    end = (line + lines, column) if line else (0, 0)
    return SourceLocation(location.name, location.line + lines, location.column, *end)


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines two texts begin with alike."""
    return next(
        (number for number, (first, second) in enumerate(zip(one, other, strict=False)) if first != second),
        min(len(one), len(other)),
    )
