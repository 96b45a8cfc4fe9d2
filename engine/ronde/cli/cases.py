"""The command that judges dated cases: test."""

from __future__ import annotations

from pathlib import Path

import click

from ronde.cases.cases import FOLDER
from ronde.cases.run import run_cases
from ronde.cli import console, options
from ronde.cli.cases_at import cases_at
from ronde.words import say


def test_command(language: str) -> click.Command:
    """`ronde test [PATHS]`."""
    return options.command(
        "test", language, _test, [click.Argument(["paths"], metavar="[PATHS]...", nargs=-1), options.rulesets(language)]
    )


def _test(paths: tuple[str, ...], rulesets: str | None, language: str) -> int:
    files = [file for path in paths or (str(Path("tests") / FOLDER),) for file in cases_at(Path(path))]
    run = run_cases(dict.fromkeys(files), Path(rulesets) if rulesets else None, language)
    for failure in run.failures:
        head = say("test-failed", language, place=str(failure.place), name=failure.name)
        console.answer("\n".join((head, *(f"  {each}" for each in failure.differences))))
    failed = len(run.failures)
    console.answer(say("test-summary", language, cases=run.cases, passed=run.cases - failed, failed=failed))
    return 1 if failed else 0
