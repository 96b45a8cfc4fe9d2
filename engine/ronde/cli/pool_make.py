"""The command that makes a pool of synthetic candidates: pool make."""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path

import click

from ronde import signals
from ronde.cli import console, options
from ronde.cli.console import StatusLine
from ronde.cli.localised import LocalisedCommand
from ronde.cli.pool_shared import needs_pool, processes, workers_option
from ronde.messages import translate
from ronde.messages.diagnostics import refuse
from ronde.model.locations import ArgumentLocation


def make_command(language: str) -> click.Command:
    """`ronde pool make N`."""
    params: list[click.Parameter] = [
        click.Argument(["count"], metavar="N"),
        click.Option(["--seed"], metavar="S", default="0", help=translate("opt-make-seed", language)),
        click.Option(["--as-of"], metavar="D", help=translate("opt-make-as-of", language)),
        click.Option(["--population"], metavar="FILE", help=translate("opt-make-population", language)),
        click.Option(["--out"], metavar="FILE", required=True, help=translate("opt-make-out", language)),
        workers_option(language, "W"),
        options.form(language),
        options.rulesets(language),
        options.language_option(language),
    ]
    return LocalisedCommand("make", language, callback=_make, params=params, help=translate("cli-pool-make", language))


def _make(
    count: str,
    seed: str,
    as_of: str | None,
    population: str | None,
    out: str,
    workers: int | None,
    form: str,
    rulesets: str | None,
    language: str,
) -> int:
    needs_pool()
    from ronde.api.pools.make import make_pool, order_of

    order = order_of(_whole(count, "N"), _whole(seed, "--seed"), as_of, language, processes(workers))
    book = options.book(rulesets)
    gc.enable()
    shown = _Progress(order.rows, language)
    stopped = translate("make-stopped", language)
    try:
        with signals.last_words(stopped):
            found = make_pool(book, order, population, Path(out), shown)
    except KeyboardInterrupt:
        shown.clear()
        console.talk(stopped)
        return signals.INTERRUPTED
    finally:
        shown.clear()
    if form == "json":
        options.show_data(found.to_dict())
    else:
        options.show(found, form, language)
    return 0


class _Progress(StatusLine):
    """How far it is, where standard error is a terminal."""

    def __init__(self, rows: int, language: str) -> None:
        super().__init__()
        self.rows, self.language = rows, language
        self.watched = sys.stderr.isatty()
        self.began = time.monotonic()

    def __call__(self, kept: int, drawn: int) -> None:
        """Say how many rows are kept and drawn."""
        if self.watched:
            rate = round(drawn / max(time.monotonic() - self.began, 0.001))
            about = {"kept": kept, "rows": self.rows, "drawn": drawn, "rate": rate}
            self.show(translate("make-progress", self.language, **about))


def _whole(written: str, option: str) -> int:
    """The whole number of an option. Errors: ValidationError."""
    digits = written.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 19):
        raise refuse("make-whole", ArgumentLocation(option), value=written)
    return int(written)
