"""The answers for every row of a file, by this machine or by a cluster."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ronde.api.shown import Shown
from ronde.batch.files.evaluate import Files, Notice, Outcome, Tell, evaluate_file
from ronde.batch.files.evaluate import Step as Step
from ronde.batch.files.rejects import rejects_beside
from ronde.batch.files.summary import summary_data, summary_tables, undefined
from ronde.batch.memory import collect_seldom, keep_freed
from ronde.batch.worker_pool import SharedKernel
from ronde.columns.native.notes import noted
from ronde.columns.query import Query
from ronde.explain.cautions import carried_lines
from ronde.explain.page import Line, Page
from ronde.messages import translate
from ronde.model.history import History

if TYPE_CHECKING:
    from ronde.api.book import Book


class PoolEvaluated(Shown):
    """What a run came to."""

    def __init__(self, history: History, question: Query, files: Files, outcome: Outcome, seconds: float) -> None:
        self._history, self._question, self._files = history, question, files
        self._outcome, self._seconds = outcome, seconds

    def to_dict(self) -> dict[str, Any]:
        """The counts as plain data, as `ronde pool evaluate --format json` prints them."""
        return summary_data(self._history, self._question, self._files, self._outcome, self._seconds)

    @property
    def _root(self) -> str:
        return self._history.root

    def _page(self, lang: str) -> Page:
        page = Page("")
        for rows in summary_tables(self._files, self._outcome, self._seconds, lang):
            page.table("", rows)
        gaps = (
            Line(0, translate(each.code, lang, **each.params), "unknown")
            for each in undefined(self._history, self._question, self._outcome)
        )
        carried = carried_lines(self._history, self._outcome.tally.cautions, lang)
        page.add(translate("cautions-heading", lang), [*carried, *gaps])
        return page


class Machines(NamedTuple):
    """What computes: so many processes of this machine, or the cluster with this master."""

    workers: int = 1
    master: str | None = None


def files_of(source: Path, out: Path, rejects: Path | None, *, spreadsheet: bool | None) -> Files:
    """The files of a run; rows set aside go beside the answers unless another file is named. `spreadsheet`: whether no
    cell of CSV is a formula (None: those of the rows set aside)."""
    return Files(source, out, rejects or rejects_beside(out), spreadsheet=spreadsheet)


def evaluate(
    book: Book, question: Query, files: Files, machines: Machines, tell: Tell, notice: Notice
) -> PoolEvaluated:
    """Answer a question for every row of a file. `tell` is called with how far it is, `notice` with what is worth
    knowing before the end. Errors: ValidationError."""
    history, began = book._opened.history, time.monotonic()
    if machines.master is not None:
        from ronde.batch.spark.evaluate import evaluate_on_spark

        outcome = evaluate_on_spark(history, question, files, machines.master, tell, notice)
    else:
        keep_freed()
        collect_seldom()
        kernel = SharedKernel(history, question, workers=machines.workers)
        outcome = evaluate_file(kernel, question, history, files, tell, notice)
        for each in noted():
            notice(each, {})
    return PoolEvaluated(history, question, files, outcome, time.monotonic() - began)
