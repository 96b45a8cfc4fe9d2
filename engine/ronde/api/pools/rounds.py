"""A pool put in order, and a round held on it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ronde.api import arguments
from ronde.api.arguments import Date
from ronde.api.pools.source import Answers, Source, Written, not_written, opened_pool, read_of, write_answers
from ronde.api.shown import Shown
from ronde.batch.files.formats import format_of
from ronde.evaluate.decision import day_text
from ronde.explain.page import Page
from ronde.explain.pools import HeldRound, Ranking, held_data, rank_data, rank_page, round_page
from ronde.messages.diagnostics import refuse
from ronde.model.locations import ArgumentLocation
from ronde.rounds.invited import end_of_day, terms_of
from ronde.rounds.selected import published_round
from ronde.simulate.candidate_columns import UNKNOWN
from ronde.simulate.entrants import Progress, entrants
from ronde.simulate.replay import instant_of
from ronde.simulate.reports import everyone, outcomes, ranked
from ronde.simulate.round_result import as_published, hold

if TYPE_CHECKING:
    from ronde.api.book import Book


class PoolRanked(Shown):
    """A pool put in order by its scores."""

    def __init__(self, found: Ranking, written: Written) -> None:
        self._found, self.written = found, written

    def to_dict(self) -> dict[str, Any]:
        """How many were put in order, as `ronde pool rank --format json` prints it."""
        return rank_data(self._found, str(self.written.out))

    @property
    def _root(self) -> str:
        return self._found.history.root

    def _page(self, lang: str) -> Page:
        return rank_page(self._found, lang)


class PoolRound(Shown):
    """What came of a round held on a pool."""

    def __init__(self, found: HeldRound, written: Written) -> None:
        self._found, self.written = found, written

    def to_dict(self) -> dict[str, Any]:
        """The round as plain data, as `ronde pool round --format json` prints it."""
        return held_data(self._found)

    @property
    def _root(self) -> str:
        return self._found.history.root

    def _page(self, lang: str) -> Page:
        return round_page(self._found, lang)


def rank(book: Book, source: Source, out: Path, as_of: Date | None, progress: Progress) -> PoolRanked:
    """Put the candidates of a file in order and write them. Errors: ValidationError, QuestionError."""
    day, _ = arguments.day_or_today(as_of, "as_of")
    format_of(out)
    history = book._opened.history
    file = opened_pool(source, out)
    found = entrants(history, file, day, None, reading=source.reading, progress=progress)
    unknown = int((found.pool.score == UNKNOWN).sum())
    rows = ranked(found, everyone(found), file.id_column or "line", terms_of(history))
    written = write_answers(out, Answers(*rows, lambda: found.cautions), history, file, source, day)
    return PoolRanked(Ranking(history, day, found.pool.size - unknown, unknown, read_of(found, file)), written)


def hold_round(
    book: Book,
    source: Source,
    kind: str,
    invitations: int | None,
    as_of: Date | None,
    out: Path | None,
    progress: Progress,
) -> PoolRound:
    """Hold a round of a type on the candidates of a file, of so many invitations or (None) as many as were published.

    Errors: ValidationError, QuestionError.
    """
    day, _ = arguments.day_or_today(as_of, "as_of")
    if out is not None:
        format_of(out)
    engine, history = book._opened.engine, book._opened.history
    terms, published = terms_of(history), published_round(engine, kind, day)
    if invitations is None:
        if published is None:
            raise refuse("round-size-needed", ArgumentLocation("--invitations"), type=kind, date=day_text(day))
        invitations = published.invitations
    file = opened_pool(source, out)
    found = entrants(history, file, day, kind, reading=source.reading, progress=progress)
    instant = int(end_of_day(day).timestamp()) if published is None else instant_of(published)
    held = hold(found.pool, day, instant, invitations, found.ids)
    compared = None if published is None else as_published(found.pool, day, instant, published)
    if out is None:
        written = not_written(file)
    else:
        rows = outcomes(found, held, everyone(found), file.id_column or "line", terms)
        written = write_answers(out, Answers(*rows, lambda: found.cautions), history, file, source, day)
    plan, read = engine.plan(engine.rules(day)), read_of(found, file)
    return PoolRound(HeldRound(history, plan, kind, day, invitations, held, compared, read), written)
