"""The options that the commands about time and rounds share."""

from __future__ import annotations

import click

from ronde.messages import translate


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
