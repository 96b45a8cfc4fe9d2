"""What the commands about time and rounds share: their options, their engine, the rounds that are meant."""

from __future__ import annotations

import click

from ronde.cli import options
from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.messages import translate
from ronde.rounds.data import Round, Rounds
from ronde.rounds.selected import some_rounds


def spans(language: str) -> list[click.Parameter]:
    """The first and the last day."""
    return [
        click.Option(["--from", "since"], metavar="D", help=translate("opt-from", language)),
        click.Option(["--to", "until"], metavar="D", help=translate("opt-to", language)),
    ]


def types_option(language: str) -> click.Option:
    """The types of rounds."""
    return click.Option(["--type", "types"], metavar="T", multiple=True, help=translate("opt-type", language))


def chart_option(language: str) -> click.Option:
    """The file of a chart."""
    return click.Option(["--chart"], metavar="FILE", help=translate("opt-chart", language))


def series_engine(rulesets: str | None) -> Engine:
    """The engine for many days of one profile: the reference alone, which is what every machine is held to."""
    return options.engine(rulesets, Reference())


def some_of(found: Rounds, since: str | None, until: str | None, types: tuple[str, ...]) -> list[Round]:
    """The rounds of some days and types. Errors: Refused."""
    return some_rounds(found, options.days(since, until), types)
