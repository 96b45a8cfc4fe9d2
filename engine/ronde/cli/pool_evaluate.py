"""The command that evaluates many candidates: `pool evaluate`."""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ronde import signals
from ronde.cli import console, options
from ronde.cli.console import StatusLine
from ronde.cli.localised import LocalisedCommand
from ronde.cli.pool_shared import fact_names, needs_pool, processes, workers_option
from ronde.messages import translate
from ronde.messages.diagnostics import refuse
from ronde.messages.numbers import grouped
from ronde.model.locations import ArgumentLocation

if TYPE_CHECKING:
    from ronde.api.pools.evaluate import Step

SHOWN_EVERY = 0.2
"""Seconds from one line of progress to the next."""

FORMATS = ("text", "json")
ENGINES = ("local", "spark")


def evaluate_pool_command(language: str) -> click.Command:
    """`ronde pool evaluate IN --out OUT`."""

    def told(*names: str, key: str, **about: Any) -> click.Option:
        return click.Option(list(names), help=translate(key, language), **about)

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
    rejects: str | None,
    workers: int | None,
    machine: str,
    master: str | None,
    progress: bool,
    form: str,
    rulesets: str | None,
    language: str,
    **asked: Any,
) -> int:
    needs_pool()
    from ronde.api.pools.evaluate import Machines, evaluate, files_of
    from ronde.api.question import query_of

    question = query_of(facts=fact_names(facts), lang=language, **asked)
    aside = Path(rejects) if rejects else None
    files = files_of(Path(source), Path(out), aside, spreadsheet=options.asked_spreadsheet())
    book = options.book(rulesets)
    machines = Machines(processes(workers), _cluster(machine, master, workers))
    shown = Progress(language) if progress or sys.stderr.isatty() else None
    gc.enable()
    stopped = translate("files-stopped" if machine == ENGINES[0] else "spark-stopped", language)
    try:
        with signals.last_words(stopped):
            found = evaluate(book, question, files, machines, shown or _silent, Notices(language, shown))
    except KeyboardInterrupt:
        console.talk(stopped)
        return signals.INTERRUPTED
    finally:
        if shown:
            shown.clear()
    if form == "json":
        options.show_data(found.to_dict())
    else:
        options.show(found, form, language)
    return 0


def _cluster(machine: str, master: str | None, workers: int | None) -> str | None:
    """The master of the cluster that computes, if one does. Errors: ValidationError if what is said of it does not go
    together."""
    if machine == ENGINES[0]:
        if master is not None:
            raise refuse("spark-master-idle", ArgumentLocation("--master"))
        return None
    if workers is not None:
        raise refuse("both-given", ArgumentLocation("--workers"), one="--workers", other=f"--engine {machine}")
    if master is None:
        raise refuse("spark-master-needed", ArgumentLocation("--engine"))
    return master


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
        speed = step.speed(seconds)
        told = {"done": step.done, "total": step.total, "rate": grouped(speed, self.language)}
        stage = translate(f"stage-{step.stage}", self.language, **told)
        percent = f"{step.done / max(step.total, 1):.0%}".removesuffix("%")
        if not speed or step.done >= step.total:
            return translate("progress-line", self.language, stage=stage, percent=percent)
        minutes, rest = divmod(step.left(speed), 60)
        return translate("progress-left", self.language, stage=stage, percent=percent, left=f"{minutes}:{rest:02}")
