"""The command that shows what of the rules dated cases touch: coverage."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from ronde.api.from_here import book_folder
from ronde.cases.coverage.measure import Coverage, measure
from ronde.cases.coverage.page import page
from ronde.cases.coverage.summary import held
from ronde.cases.coverage.told import data, lines
from ronde.change.changed import changed_lines
from ronde.cli import console, options
from ronde.cli.cases_at import all_cases_at
from ronde.disk.whole import write_whole
from ronde.messages import cause, translate
from ronde.messages.numbers import grouped
from ronde.model.finding import Place, refuse


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
    folder = book_folder(rulesets)
    changed = None if revision is None else changed_lines(folder, revision)
    coverage = measure(all_cases_at(paths), Path(rulesets) if rulesets else None)
    if changed is not None:
        kept = (item for item in coverage.items if item.place.line in changed.get(item.place.file, ()))
        coverage = replace(coverage, items=tuple(kept))
    if html is not None:
        _write(coverage, folder, Path(html), language)
    if form == "json":
        options.show_data(data(coverage))
    else:
        console.answer("\n".join(lines(coverage, folder, language)))
    percent = held(coverage).percent
    if fail_under is not None and percent < fail_under:
        told = {"percent": grouped(f"{percent:.1f}", language), "least": grouped(f"{fail_under:g}", language)}
        console.talk(translate("coverage-under", language, **told))
        return 1
    return 1 if coverage.reach.failed else 0


def _write(coverage: Coverage, folder: Path, path: Path, language: str) -> None:
    """Write the page. Errors: Refused if it cannot be written."""
    try:
        write_whole(path, page(coverage, folder, language, path.parent).encode())
    except OSError as error:
        raise refuse("file-unwritable", Place(str(path)), reason=cause(error)) from None
    console.talk(translate("coverage-written", language, path=str(path)))
