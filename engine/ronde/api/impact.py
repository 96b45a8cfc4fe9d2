"""Whom a change of rules touches, as Python programs see it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from ronde.api import arguments
from ronde.api.arguments import Date, language
from ronde.api.errors import QuestionError, refusals_as
from ronde.api.from_here import from_here
from ronde.api.pools.source import ID, Reading, Source, not_written, opened_pool
from ronde.api.shown import Shown
from ronde.api.table import arrow_table
from ronde.batch.reading import PoolFile
from ronde.change.impact.chart import impact_chart
from ronde.change.impact.data import impact_data
from ronde.change.impact.measure import Impact as Measured
from ronde.change.impact.page import impact_page
from ronde.change.impact.people import InMemory
from ronde.change.impact.run import Asked, Names, impact_of
from ronde.explain.page import Page
from ronde.rounds.chart import new_figure

NAMES = Names("before", "after", "as_of", "pool", "people")
"""What the arguments are called in Python."""


class Impact(Shown):
    """Whom a change touches: `touched` of so many `candidates`. It shows itself as a page; `to_dict` has all of it.
    `aside` tells the first rows of a file that could not be read."""

    def __init__(self, folder: Path, found: Measured, aside: tuple[str, ...] = ()) -> None:
        self._folder, self._found, self._picture = folder, found, ""
        self.aside = aside
        self.touched, self.candidates = found.touched, found.rows

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """All of it as plain data, as `ronde impact --format json` prints it."""
        return impact_data(self._found, language(lang))

    def chart(self, path: str | os.PathLike[str], lang: str = "en") -> None:
        """Draw the differences into a file, .svg or .png, which is then shown with the answer in Markdown and HTML.
        Errors: QuestionError."""
        with refusals_as(QuestionError):
            impact_chart(self._found, Path(path), language(lang))
        self._picture = os.fspath(path)

    @property
    def _root(self) -> str:
        return str(self._folder)

    def _page(self, lang: str) -> Page:
        page = impact_page(self._found, lang)
        page.picture = self._picture
        return page

    def __bool__(self) -> bool:
        return self.touched > 0

    def __repr__(self) -> str:
        before, after = (side.written for side in self._found.sides.both)
        return f"<Impact of {before} to {after}: {self.touched} of {self.candidates}>"


Given: TypeAlias = "str | Iterable[str] | None"


@dataclass(frozen=True, slots=True)
class People:
    """Who is asked about: a `pool` (a file by its name, or a table), its column of ids (None: `id`, if there is one),
    the columns to show of those who are told and those not to read; or how many people are drawn from which seed, of
    which population (None: that of the book), by how many processes."""

    pool: object = None
    id_column: str | None = None
    keep: Given = ()
    ignore: Given = ()
    rows: int = 100_000
    seed: int = 0
    population: str | None = None
    workers: int = 1


def impact(
    root: Path,
    sides: tuple[Date, Date | None, Date | None, Date | None],
    facts: Given,
    people: People,
    lang: str,
    chart: str | None = None,
) -> Impact:
    """Whom a change touches, drawn into a file if one is named. `sides` are both sides, the day of people and that of
    the rules. Errors: QuestionError."""
    before, after, clock, as_of = sides
    with refusals_as(QuestionError, from_here(root)):
        if chart is not None:
            new_figure(Path(chart))
        pool = None if people.pool is None else _pool(people, lang)
        asked = Asked(
            arguments.date_text(before),
            None if after is None else arguments.date_text(after),
            arguments.optional_day(clock, "clock"),
            arguments.optional_day(as_of, "as_of"),
            arguments.names(facts or (), "facts"),
            pool,
            arguments.names(people.keep or (), "keep"),
            arguments.names(people.ignore or (), "ignore"),
            people.rows,
            people.seed,
            people.population,
            people.workers,
            language=lang,
            names=NAMES,
        )
        found = Impact(root, impact_of(root, asked), not_written(pool).aside if isinstance(pool, PoolFile) else ())
    if chart is not None:
        found.chart(chart, lang)
    return found


def _pool(people: People, lang: str) -> PoolFile | InMemory:
    """The people of a file or of a table. Errors: ValidationError, QuestionError."""
    if isinstance(people.pool, str | os.PathLike):
        return opened_pool(Source(Path(people.pool), Reading(language=lang), people.id_column), None)
    table = arrow_table(people.pool, "pool")
    return InMemory(table, Path("pool"), ID if ID in table.schema.names else None)
