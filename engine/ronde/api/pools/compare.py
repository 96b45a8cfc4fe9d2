"""The answers for a pool by the rules of two dates."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ronde.api import arguments
from ronde.api.arguments import Date
from ronde.api.pools.source import Answers, Source, Written, not_written, opened_pool, write_answers
from ronde.api.shown import Shown
from ronde.batch.files.formats import format_of
from ronde.evaluate.decision import day_text
from ronde.explain.compared import Compared, compare_data, compare_page
from ronde.explain.page import Page
from ronde.explain.pools import Read
from ronde.messages.diagnostics import refuse
from ronde.model.locations import ArgumentLocation
from ronde.simulate.comparison import Comparison
from ronde.simulate.entrants import Progress

if TYPE_CHECKING:
    import pyarrow as pa

    from ronde.api.book import Book


class PoolCompared(Shown):
    """What changes for a pool from the rules of one date to those of another."""

    def __init__(self, found: Compared, written: Written) -> None:
        self._found, self.written = found, written

    def to_dict(self) -> dict[str, Any]:
        """The changes as plain data, as `ronde pool compare --format json` prints them."""
        return compare_data(self._found)

    @property
    def _root(self) -> str:
        return self._found.history.root

    def _page(self, lang: str) -> Page:
        return compare_page(self._found, lang)


def compare(
    book: Book,
    source: Source,
    dates: tuple[Date, Date, Date | None],
    facts: tuple[str, ...],
    out: Path | None,
    progress: Progress,
) -> PoolCompared:
    """Compare the answers for the candidates of a file by the rules of two dates. `dates` are both, and the day of
    which their facts are (None: of each date). Errors: ValidationError, QuestionError."""
    days = arguments.day(dates[0], "first"), arguments.day(dates[1], "second")
    clock = arguments.optional_day(dates[2], "clock")
    if days[0] == days[1]:
        raise refuse("compare-one-date", ArgumentLocation("D2"), date=day_text(days[1]))
    if out is not None:
        format_of(out)
    engine, history = book._opened.engine, book._opened.history
    plans = engine.plan(engine.rules(days[0])), engine.plan(engine.rules(days[1]))
    file = opened_pool(source, out)
    found = Comparison(
        history,
        file,
        days,
        facts,
        clock=clock,
        reading=source.reading,
    )
    batches = _watched(found.run(), progress)
    if out is None:
        for _ in batches:
            pass
        written = not_written(file)
    else:
        answers = Answers(found.schema, batches, lambda: found.carried)
        written = write_answers(out, answers, history, file, source, None)
    read = Read(file.rows, file.rejects.count, cautions=found.carried)
    return PoolCompared(Compared(history, found, plans, read), written)


def _watched(batches: Iterator[pa.RecordBatch], progress: Progress) -> Iterator[pa.RecordBatch]:
    """The same, each counted as it comes."""
    for batch in batches:
        progress(batch.num_rows)
        yield batch
