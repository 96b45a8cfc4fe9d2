"""Opens what a question about the impact of a change names, finds the people, and evaluates them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from ronde.batch.reading import PoolFile
from ronde.change.impact.measure import Impact
from ronde.change.impact.people import InMemory, drawn_people
from ronde.change.impact.sides import RulesSide, Sides, days_that_differ
from ronde.change.opened import engine_of_days, two_books, two_days
from ronde.evaluate.engine import Engine
from ronde.messages.diagnostics import ValidationError, refuse
from ronde.model.locations import ArgumentLocation
from ronde.simulate.population.make import MOST_ROWS

PEOPLE = 100_000
"""How many synthetic people are drawn if nothing is said."""

WITHOUT = ("population-none", "rounds-none")
"""What is said of a book that has no assumptions about people, or no score by which they are drawn."""


class Names(NamedTuple):
    """What the arguments are called where something is wrong in them."""

    before: str = "BEFORE"
    after: str = "AFTER"
    as_of: str = "--as-of"
    pool: str = "--pool"
    people: str = "--people"


NAMES = Names()
"""What they are called on the command line."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: the two sides as they are written; `clock`, the day of which people's facts are (None: that of the
    later rules); `as_of`, the day whose rules of two books are compared (None: the last from which they differ); the
    facts (none: the main ones); a pool, with the columns to show of those who are told and those not to read, or how
    many people to draw of which population from which seed.
    """

    before: str
    after: str | None
    clock: int | None = None
    as_of: int | None = None
    facts: tuple[str, ...] = ()
    pool: PoolFile | InMemory | None = None
    keep: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rows: int = PEOPLE
    seed: int = 0
    population: str | None = None
    workers: int = 1
    language: str = "en"
    names: Names = NAMES


def impact_of(folder: Path, asked: Asked) -> Impact:
    """Whom a change of rules touches. Errors: ValidationError for what is wrong in the question, the books or the
    people."""
    with _sides(folder, asked) as sides:
        return _measured(sides, asked)


def impact_of_books(engines: tuple[Engine, Engine], names: tuple[str, str], rows: int, language: str) -> Impact:
    """Whom a change touches of so many synthetic people, on the last day from which two books that are open differ.
    Errors: ValidationError, also for a book that says nothing of whom to draw."""
    asked = Asked(*names, rows=rows, language=language)
    return _measured(_of_books(engines, asked), asked)


def _measured(sides: Sides, asked: Asked) -> Impact:
    found = Impact(sides, asked.facts)
    if found.causes.own:
        people = asked.pool or _drawn(sides, asked)
        found.measure(people, keep=asked.keep, ignore=asked.ignore, language=asked.language, workers=asked.workers)
    return found


def _drawn(sides: Sides, asked: Asked) -> InMemory:
    """Synthetic people. Errors: ValidationError, also for a book that says nothing of whom to draw."""
    if not 1 <= asked.rows <= MOST_ROWS:
        raise refuse("make-rows", ArgumentLocation(asked.names.people), rows=asked.rows, most=MOST_ROWS)
    try:
        return drawn_people(sides, asked.rows, asked.seed, asked.population, asked.workers, asked.language)
    except ValidationError as refused:
        if refused.diagnostics[0].code in WITHOUT:
            raise refuse("impact-no-people", ArgumentLocation(asked.names.pool)) from None
        raise


@contextmanager
def _sides(folder: Path, asked: Asked) -> Iterator[Sides]:
    names = asked.names.before, asked.names.after
    days = two_days(asked.before, asked.after, names)
    if days is not None:
        if asked.as_of is not None:
            raise refuse("impact-two-days", ArgumentLocation(asked.names.as_of))
        engine = engine_of_days(folder, days, names)
        before, after = (
            RulesSide(str(written), engine, day) for written, day in zip((asked.before, asked.after), days, strict=True)
        )
        yield Sides(before, after, days[1] if asked.clock is None else asked.clock)
        return
    with two_books(folder, asked.before, asked.after, names) as engines:
        yield _of_books(engines, replace(asked, after=asked.after or str(folder)))


def _of_books(engines: tuple[Engine, Engine], asked: Asked) -> Sides:
    """The sides of two books: the rules of the day that is asked for, else of the last from which they differ."""
    differ, broken = days_that_differ(*engines)
    day = asked.as_of
    if day is None:
        day = max(differ or broken or tuple(each.history.change_dates[-1] for each in engines))
    written = asked.before, str(asked.after)
    before, after = (RulesSide(told, engine, day) for told, engine in zip(written, engines, strict=True))
    clock = day if asked.clock is None else asked.clock
    return Sides(before, after, clock, of_books=True, days=differ, broken=broken)
