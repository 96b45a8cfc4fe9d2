"""The command that shows what of the rules dated cases touch: coverage."""

from __future__ import annotations

from pathlib import Path

import click

from ronde.api.judging import Covered
from ronde.cli import console, options
from ronde.messages import translate
from ronde.messages.numbers import grouped


def coverage_command(language: str) -> click.Command:
    """`ronde coverage [PATHS]`."""
    percent = click.FloatRange(0, 100)
    return options.command(
        "coverage",
        language,
        _coverage,
        [
            click.Argument(["paths"], metavar="[PATHS]...", nargs=-1),
            click.Option(["--fail-under"], type=percent, metavar="P", help=translate("opt-fail-under", language)),
            click.Option(["--diff", "revision"], metavar="REV", help=translate("opt-diff", language)),
            click.Option(["--html"], metavar="FILE", help=translate("opt-html", language)),
            click.Option(
                ["--format", "form"],
                type=click.Choice(("text", "json")),
                default="text",
                help=translate("opt-format", language),
            ),
            options.rulesets(language),
        ],
    )


def _coverage(
    paths: tuple[str, ...],
    fail_under: float | None,
    revision: str | None,
    html: str | None,
    form: str,
    rulesets: str | None,
    language: str,
) -> int:
    found = Covered(paths, rulesets, revision)
    if html is not None:
        found.write_page(Path(html), language)
        console.talk(translate("coverage-written", language, path=html))
    if form == "json":
        options.show_data(found.to_dict())
    else:
        console.answer("\n".join(found.lines(language)))
    if fail_under is not None and found.percent < fail_under:
        told = {"percent": grouped(f"{found.percent:.1f}", language), "least": grouped(f"{fail_under:g}", language)}
        console.talk(translate("coverage-under", language, **told))
        return 1
    return int(found.failed)
