"""The command that evaluates many candidates: `pool evaluate`."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ronde import signals
from ronde.cli import console, options
from ronde.cli.console import StatusLine
from ronde.cli.localised import LocalisedCommand
from ronde.cli.pool_shared import fact_names, needs_pool, processes, workers_option
from ronde.explain.cautions import carried_lines
from ronde.explain.page import Line, Page
from ronde.explain.tables import table
from ronde.messages import translate
from ronde.messages.numbers import grouped
from ronde.model.finding import Place, refuse

if TYPE_CHECKING:
    from ronde.batch.files.evaluate import Notice, Outcome, Step, Tell

SHOWN_EVERY = 0.2
"""Seconds from one line of progress to the next."""

FORMATS = ("text", "json")
ENGINES = ("local", "spark")


def evaluate_pool_command(language: str) -> click.Command:
    """`ronde pool evaluate IN --out OUT`."""

    def told(*names: str, key: str, **about: object) -> click.Option:
        return click.Option(list(names), help=translate(key, language), **about)  # type: ignore[arg-type]

    params: list[click.Parameter] = [
        click.Argument(["source"], metavar="IN"),
        told("--out", key="opt-pool-out", metavar="OUT", required=True),
        told("--facts", key="opt-pool-facts", metavar="F", multiple=True),
        options.as_of(language),
        told("--as-of-column", key="opt-as-of-column", metavar="C"),
        options.known_on(language),
        told("--known-on-column", key="opt-known-on-column", metavar="C"),
        told("--id", "id_column", key="opt-id", metavar="C"),
        told("--keep", key="opt-keep", metavar="C", multiple=True),
        told("--ignore", key="opt-ignore", metavar="C", multiple=True),
        told("--cautions", key="opt-cautions", is_flag=True),
        told("--bounds", key="opt-bounds", is_flag=True),
        told("--rejects", key="opt-rejects", metavar="FILE"),
        workers_option(language),
        options.spreadsheet(language),
        told("--engine", "machine", key="opt-engine", type=click.Choice(ENGINES), default=ENGINES[0]),
        told("--master", key="opt-master", metavar="URL"),
        told("--progress", key="opt-progress", is_flag=True),
        told("--format", "form", key="opt-pool-format", type=click.Choice(FORMATS), default="text"),
        options.rulesets(language),
        options.language_option(language),
    ]
    return LocalisedCommand(
        "evaluate", language, callback=_evaluate, params=params, help=translate("cli-pool-evaluate", language)
    )


def _evaluate(
    source: str,
    out: str,
    facts: tuple[str, ...],
    as_of: str | None,
    as_of_column: str | None,
    known_on: str | None,
    known_on_column: str | None,
    id_column: str | None,
    keep: tuple[str, ...],
    ignore: tuple[str, ...],
    cautions: bool,
    bounds: bool,
    rejects: str | None,
    workers: int | None,
    machine: str,
    master: str | None,
    progress: bool,
    form: str,
    rulesets: str | None,
    language: str,
) -> int:
    needs_pool()
    from ronde.batch.files.evaluate import Files, evaluate_file
    from ronde.batch.files.rejects import rejects_beside
    from ronde.batch.files.summary import summary_data, summary_tables, undefined
    from ronde.batch.worker_pool import SharedKernel
    from ronde.columns.query import Query

    _one_of("--as-of", as_of, "--as-of-column", as_of_column)
    _one_of("--known-on", known_on, "--known-on-column", known_on_column)
    question = Query(
        facts=fact_names(facts),
        as_of=options.day(as_of, "--as-of")[0] if as_of_column is None else None,
        as_of_column=as_of_column,
        known_on=options.optional_day(known_on, "--known-on"),
        known_on_column=known_on_column,
        id_column=id_column,
        keep=keep,
        ignore=ignore,
        bounds=bounds,
        cautions=cautions,
        language=language,
    )
    files = Files(
        Path(source),
        Path(out),
        Path(rejects) if rejects else rejects_beside(Path(out)),
        spreadsheet=options.asked_spreadsheet(),
    )
    history = options.engine(rulesets).history
    run: Callable[[Tell, Notice], Outcome]
    if _spread(machine, master, workers):
        from ronde.batch.spark.evaluate import evaluate_on_spark

        run = partial(evaluate_on_spark, history, question, files, str(master))
    else:
        kernel = SharedKernel(history, question, workers=processes(workers))
        run = partial(evaluate_file, kernel, question, history, files)
    shown = Progress(language) if progress or sys.stderr.isatty() else None
    gc.enable()
    began = time.monotonic()
    stopped = translate("files-stopped" if machine == ENGINES[0] else "spark-stopped", language)
    try:
        with signals.last_words(stopped):
            outcome = run(shown or _silent, Notices(language, shown))
    except KeyboardInterrupt:
        console.talk(stopped)
        return signals.INTERRUPTED
    finally:
        if shown:
            shown.clear()
    seconds = time.monotonic() - began
    if form == "json":
        options.show_data(summary_data(history, question, files, outcome, seconds))
    else:
        page = Page(translate("cautions-heading", language))
        gaps = (
            Line(0, translate(each.code, language, **each.about), "unknown")
            for each in undefined(history, question, outcome)
        )
        page.add("", [*carried_lines(history, outcome.tally.cautions, language), *gaps])
        tables = [table(each, markdown=False) for each in summary_tables(files, outcome, seconds, language)]
        console.answer("\n\n".join([*tables, *([page.text()] if page.sections else [])]))
    return 0


def _spread(machine: str, master: str | None, workers: int | None) -> bool:
    """Whether a cluster computes. Errors: Refused where what is said of it does not go together."""
    if machine == ENGINES[0]:
        if master is not None:
            raise refuse("spark-master-idle", Place("--master"))
        return False
    if workers is not None:
        raise refuse("both-given", Place("--workers"), one="--workers", other=f"--engine {machine}")
    if master is None:
        raise refuse("spark-master-needed", Place("--engine"))
    return True


def _one_of(one: str, first: str | None, other: str, second: str | None) -> None:
    if first is not None and second is not None:
        raise refuse("both-given", Place(other), one=one, other=other)


def _silent(step: Step) -> None:
    """Show nothing."""


class Notices:
    """Says on standard error what is worth knowing before the end."""

    def __init__(self, language: str, shown: Progress | None) -> None:
        self.language = language
        self.shown = shown

    def __call__(self, key: str, about: dict[str, object]) -> None:
        """Say it, on a line of its own."""
        if self.shown:
            self.shown.clear()
        names = about.get("names")
        if isinstance(names, list):
            about = {"what": ", ".join(translate(f"changed-{name}", self.language) for name in names)}
        console.talk(translate(key, self.language, **about))


class Progress(StatusLine):
    """What is done, how fast, and how long it may still take."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language
        self.stage = ""
        self.began = self.last = 0.0

    def __call__(self, step: Step) -> None:
        """Show a step, unless another was shown a moment ago."""
        now = time.monotonic()
        if step.stage != self.stage:
            self.stage, self.began, self.last = step.stage, now, 0.0
        if now - self.last < SHOWN_EVERY and step.done < step.total:
            return
        self.last = now
        self.show(self.line(step, now - self.began))

    def line(self, step: Step, seconds: float) -> str:
        """What the line says after so many seconds of a stage."""
        from ronde.batch.files.summary import rate

        speed = rate(step.done - step.before, seconds)
        told = {"done": step.done, "total": step.total, "rate": grouped(speed, self.language)}
        stage = translate(f"stage-{step.stage}", self.language, **told)
        percent = f"{step.done / max(step.total, 1):.0%}".removesuffix("%")
        if not speed or step.done >= step.total:
            return translate("progress-line", self.language, stage=stage, percent=percent)
        minutes, rest = divmod(round((step.total - step.done) / speed), 60)
        return translate("progress-left", self.language, stage=stage, percent=percent, left=f"{minutes}:{rest:02}")
