"""Whom a change of rules touches, as Python programs see it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeAlias

from ronde.api import arguments
from ronde.api.arguments import Date, language
from ronde.api.errors import QuestionError, refusals_as
from ronde.api.from_here import from_here
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

ID = "id"
"""The column that tells people apart, if there is one."""

NAMES = Names("before", "after", "as_of", "pool", "people")
"""What the arguments are called in Python."""


class Impact(Shown):
    """Whom a change touches: `touched` of so many `candidates`. It shows itself as a page; `to_dict` has all of it."""

    def __init__(self, folder: Path, found: Measured) -> None:
        self._folder, self._found = folder, found
        self.touched, self.candidates = found.touched, found.rows

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """All of it as plain data, as `ronde impact --format json` prints it."""
        return impact_data(self._found, language(lang))

    def chart(self, path: str | os.PathLike[str], lang: str = "en") -> None:
        """Draw the differences into a file, .svg or .png. Errors: QuestionError."""
        with refusals_as(QuestionError):
            impact_chart(self._found, Path(path), language(lang))

    @property
    def _root(self) -> str:
        return str(self._folder)

    def _page(self, lang: str) -> Page:
        return impact_page(self._found, lang)

    def __bool__(self) -> bool:
        return self.touched > 0

    def __repr__(self) -> str:
        before, after = (side.written for side in self._found.sides.both)
        return f"<Impact of {before} to {after}: {self.touched} of {self.candidates}>"


Given: TypeAlias = "str | Iterable[str] | None"


def impact(
    root: Path,
    sides: tuple[Date, Date | None, Date | None, Date | None],
    columns: tuple[Given, Given, Given],
    pool: object,
    drawn: tuple[int, int],
    lang: str,
) -> Impact:
    """Whom a change touches. `sides` are both sides, the day of people and that of the rules; `columns` the facts, the
    columns to keep and those to ignore; `drawn` is how many people are drawn, and the seed.

    Errors: QuestionError."""
    before, after, clock, as_of = sides
    facts, keep, ignore = (
        arguments.names(each or (), name) for each, name in zip(columns, ("facts", "keep", "ignore"), strict=True)
    )
    with refusals_as(QuestionError, from_here(root)):
        asked = Asked(
            arguments.date_text(before),
            None if after is None else arguments.date_text(after),
            arguments.optional_day(clock, "clock"),
            arguments.optional_day(as_of, "as_of"),
            facts,
            None if pool is None else _people(pool, lang),
            keep,
            ignore,
            *drawn,
            language=lang,
            names=NAMES,
        )
        return Impact(root, impact_of(root, asked))


def _people(given: object, lang: str) -> PoolFile | InMemory:
    """The people of a file or of a table. Errors: Refused, QuestionError."""
    if isinstance(given, str | os.PathLike):
        file = PoolFile(Path(given), lang)
        if ID in file.source.schema.names:
            file.id_column = ID
        file.survey(lambda done, total: None)
        return file
    table = arrow_table(given, "pool")
    return InMemory(table, Path("pool"), ID if ID in table.schema.names else None)
