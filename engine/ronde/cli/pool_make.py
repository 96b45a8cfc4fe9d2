"""The command that makes a pool of synthetic candidates: pool make."""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ronde import signals
from ronde.cli import console, options
from ronde.cli.console import StatusLine
from ronde.cli.localised import LocalisedCommand
from ronde.cli.pool_shared import needs_pool, processes, workers_option
from ronde.evaluate.carried import carried_data
from ronde.evaluate.decision import day_text
from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.explain.cautions import carried_lines
from ronde.explain.tables import table
from ronde.messages import escape, translate
from ronde.messages.numbers import grouped
from ronde.model.finding import Place, refuse
from ronde.model.history import History
from ronde.rounds.data import read_rounds
from ronde.rounds.invited import terms_of

if TYPE_CHECKING:
    from ronde.simulate.population.assumptions import Population
    from ronde.simulate.population.make import Made, Order


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
    from ronde.batch.files.checks import check_place
    from ronde.batch.files.formats import format_of
    from ronde.simulate.population import assumptions, bands, make

    day = options.day(as_of, "--as-of")[0]
    order = make.Order(_whole(count, "N"), _whole(seed, "--seed"), day, language, processes(workers))
    format_of(Path(out))
    check_place("--out", Path(out))
    engine = Engine(options.engine(rulesets).history, Reference())
    history = engine.history
    terms_of(history)
    plan = engine.plan(engine.rules(day))
    found = assumptions.read_population(assumptions.population_document(history, population), plan, history)
    published = bands.nearest(read_rounds(history).pools, day)
    gc.enable()
    shown = _Progress(order.rows, language)
    stopped = translate("make-stopped", language)
    try:
        with signals.last_words(stopped):
            made = make.make(history, found, published, order, Path(out), shown)
    except KeyboardInterrupt:
        shown.clear()
        console.talk(stopped)
        return signals.INTERRUPTED
    finally:
        shown.clear()
    if form == "json":
        options.show_data(_data(history, made, found, order))
    else:
        console.answer(_page(history, made, found, order, language, markdown=form == "md"))
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
    """The whole number of an option. Errors: Refused."""
    digits = written.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 19):
        raise refuse("make-whole", Place(option), value=written)
    return int(written)


def _data(history: History, made: Made, population: Population, order: Order) -> dict[str, object]:
    """What came of it, as plain data."""
    pool, counted = made.bands.pool, made.counted
    before, after = made.gaps
    return {
        "as_of": day_text(order.as_of),
        "seed": order.seed,
        "asked": order.rows,
        "rows": int(counted.made.sum()),
        "drawn": counted.drawn,
        "kept": made.kept,
        "undecided": counted.undecided,
        "refused": counted.refused,
        "population": {
            "file": population.document.file,
            "title": population.title,
            "note": population.note,
            "confidence": "assumption",
            "digest": population.document.digest,
        },
        "published": {
            "date": day_text(pool.date),
            "total": pool.total,
            "confidence": pool.confidence,
            "note": pool.note,
        },
        "cautions": carried_data(history, made.cautions),
        "gap": {"before": round(before, 6), "after": round(after, 6)},
        "bands": [
            {
                "low": line.low,
                "high": line.high,
                "published": round(line.published, 6),
                "before": round(line.before, 6),
                "made": round(line.made, 6),
                "difference": round(line.made - line.published, 6),
                "rows": line.rows,
                "short": line.short,
            }
            for line in made.lines
        ],
    }


def _page(history: History, made: Made, population: Population, order: Order, language: str, *, markdown: bool) -> str:
    """What came of it, for people."""
    pool, counted = made.bands.pool, made.counted
    before, after = made.gaps
    rows = int(counted.made.sum())
    confidence = translate(f"confidence-{pool.confidence}", language)
    title = population.title.get(language, "")
    told = [
        translate("make-population", language, title=title, file=population.document.file),
        population.note.get(language, ""),
        translate("make-published", language, date=day_text(pool.date), total=pool.total, confidence=confidence),
        *([pool.note[language]] if pool.note else ()),
        translate("make-day", language, date=day_text(order.as_of), days=order.as_of - pool.date),
        translate("make-drawn", language, drawn=counted.drawn, kept=made.kept),
    ]
    if counted.undecided:
        told.append(translate("make-undecided", language, count=counted.undecided))
    if counted.refused:
        told.append(translate("make-refused", language, count=counted.refused, reason=counted.reason))
    shown = {"before": _percent(before, language), "after": _percent(after, language)}
    told.append(translate("make-gap", language, **shown))
    told += [each.text for each in carried_lines(history, made.cautions, language, of=None)]
    heading = translate("make-title", language, rows=rows)
    if markdown:
        heading, told = escape.markdown(heading), [escape.markdown(each) for each in told]
    lines = [f"# {heading}", ""] if markdown else [heading, "=" * len(heading), ""]
    lines += [f"{'-' if markdown else '·'} {each.strip()}" for each in told]
    lines += ["", table(_rows(made, language), markdown=markdown), ""]
    if order.rows > rows:
        lines.append(translate("make-short", language, short=order.rows - rows, rows=order.rows))
    return "\n".join([*lines, translate("make-claim", language)])


def _rows(made: Made, language: str) -> list[list[str]]:
    """The table of the bands."""
    names = ("make-band", "make-share", "make-before", "make-made", "make-difference", "make-count", "make-missing")
    told = [[translate(name, language) for name in names]]
    for line in made.lines:
        difference = _percent(line.made - line.published, language, sign="+")
        shares = [_percent(each, language) for each in (line.published, line.before, line.made)]
        told.append([f"{line.low}-{line.high}", *shares, difference, str(line.rows), str(line.short or "")])
    return told


def _percent(share: float, language: str, sign: str = "") -> str:
    """A share in hundredths, as the language writes it."""
    written = format(round(share, 4) + 0.0, f"{sign}.2%").rstrip("%")
    return grouped(written, language)
