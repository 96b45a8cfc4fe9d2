"""Hours of work over periods that may overlap: all, or those of the best run or group: what is written."""

from __future__ import annotations

from dataclasses import dataclass, field

from ronde.operations.records.written import Over, over
from ronde.operations.written import Span, span
from ronde.syntax.conditions import Condition, optional
from ronde.syntax.cursor import Cursor
from ronde.syntax.position import Position
from ronde.syntax.values import Literal, Name


@dataclass(frozen=True, slots=True)
class Window:
    """The time before a date within which hours count; all of it if no length is written."""

    before: Name
    length: Span
    at: Position = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Bridges:
    """Which gaps do not break a run: those of at most so many days, and those all of whose days are named."""

    days: Literal | None
    weekdays: tuple[Name, ...] | None
    at: Position = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class HoursSyntax:
    """Hours of work over records that are periods, or days if they have no hours a week. `group` is the fact by which
    periods are put together; `value` what the group with the most hours gives. `begins` says when a week does, and
    `at_least_days` how many days of a week or month must count; `of_which` what holds of the records of which a part of
    the best run is told."""

    over: Over
    per_week: Name | None
    start: Name
    end: Name
    cap_per_week: Literal | None
    minimum_per_week: Literal | None
    window: Window | None
    bridges: Bridges | None
    group: Name | None
    value: Name | None
    none: Literal | None
    begins: Name | None
    at_least_days: Literal | None
    of_which: Condition | None


def syntax(at: Cursor) -> HoursSyntax:
    """What is written."""
    return hours(at.down("hours"), "same")


def hours(at: Cursor, group: str) -> HoursSyntax:
    """The hours that are written in the mapping here, put together by the fact under a key."""
    return HoursSyntax(
        over(at),
        at.name("per_week"),
        at.named("from"),
        at.named("to"),
        at.literal("cap_per_week"),
        at.literal("minimum_per_week"),
        _window(at.down("window")) if at.has("window") else None,
        _bridges(at.down("bridges")) if at.has("bridges") else None,
        at.name(group),
        at.name("value"),
        at.literal("none"),
        at.name("begins"),
        at.literal("at_least_days"),
        optional(at, "of_which"),
    )


def _window(at: Cursor) -> Window:
    return Window(at.named("before"), span(at), at)


def _bridges(at: Cursor) -> Bridges:
    return Bridges(at.literal("days"), at.names("weekdays"), at)
