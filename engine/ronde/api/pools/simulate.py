"""The published rounds of a period held again on a simulated pool."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ronde.api import arguments
from ronde.api.arguments import Date
from ronde.api.shown import Shown
from ronde.batch.writing import write_folder
from ronde.disk.placed import check_empty
from ronde.explain.page import Page
from ronde.explain.replayed import draw_replay, replay_files, replay_page
from ronde.explain.replays import Told, replay_data
from ronde.explain.rounds import type_titles
from ronde.messages.diagnostics import refuse
from ronde.model.locations import ArgumentLocation
from ronde.rounds.chart import new_figure
from ronde.rounds.data import read_rounds
from ronde.simulate.period import published_between
from ronde.simulate.replay import Settings, replay
from ronde.simulate.start import Start, crowd_of

if TYPE_CHECKING:
    from ronde.api.book import Book

Tell = Callable[[int, int, int], None]
"""Called with a day, how many rounds have been held, and how many there are."""


class PoolReplayed(Shown):
    """What came of a replay."""

    def __init__(self, told: Told) -> None:
        self._told = told

    def to_dict(self) -> dict[str, Any]:
        """The replay as plain data, as `ronde pool simulate --format json` prints it."""
        return replay_data(self._told)

    @property
    def _root(self) -> str:
        return self._told.history.root

    def _page(self, lang: str) -> Page:
        return replay_page(self._told, lang)


@dataclass(frozen=True, slots=True)
class Period:
    """The days whose rounds are held again: a year, or from one day to another."""

    year: int | None = None
    since: Date | None = None
    until: Date | None = None

    def days(self) -> tuple[int, int]:
        """The first and the last day. Errors: ValidationError, QuestionError."""
        if self.year is not None and self.since is None and self.until is None:
            return date(self.year, 1, 1).toordinal(), date(self.year, 12, 31).toordinal()
        first, last = arguments.days(self.since, self.until)
        if self.year is not None or first is None or last is None:
            raise refuse("replay-period", ArgumentLocation("--year"))
        return first, last


class Places(NamedTuple):
    """Where a replay is written: its folder, its picture if one is drawn, and whether no cell of CSV is a formula."""

    folder: Path
    chart: Path | None = None
    spreadsheet: bool = True


@dataclass(frozen=True, slots=True)
class Supposed:
    """What a replay supposes: whom it starts from (a file, or a synthetic pool of a size or at a scale; at most one of
    the three), the seed of all chance, whom newcomers make up for."""

    source: str | None
    size: int | None
    scale: float | None
    seed: int
    arrivals: str


def simulate(
    book: Book, period: Period, supposed: Supposed, places: Places, workers: int, language: str, tell: Tell
) -> PoolReplayed:
    """Hold the published rounds of a period again, and write what came of them. Errors: ValidationError,
    QuestionError."""
    start, days = Start(supposed.source, supposed.size, supposed.scale), period.days()
    check_empty(places.folder)
    if places.chart:
        new_figure(places.chart)
    engine, history = book._opened.reference, book._opened.history
    rounds, pools = published_between(read_rounds(history), days)
    crowd, scale = crowd_of(history, pools[0], start, supposed.seed, workers, language)
    settings = Settings(scale, supposed.seed, supposed.arrivals)

    def held(day: int) -> None:
        tell(day, sum(each.date <= day for each in rounds), len(rounds))

    found = replay(history, rounds, pools, crowd, settings, workers=workers, progress=held)
    titles = type_titles(engine, rounds, language)
    told = Told(found, settings, days, titles, start.source, history)
    write_folder(places.folder, replay_files(told, spreadsheet=places.spreadsheet))
    if places.chart:
        draw_replay(told, places.chart, language)
    return PoolReplayed(told)
