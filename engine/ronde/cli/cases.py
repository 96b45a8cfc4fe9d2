"""The command that judges dated cases: test."""

from __future__ import annotations

from pathlib import Path

import click

from ronde.api.from_here import book_folder
from ronde.cases.run import run_cases
from ronde.cli import console, options
from ronde.cli.cases_at import all_cases_at
from ronde.messages import translate
from ronde.read.files import kind_of


def test_command(language: str) -> click.Command:
    """`ronde test [PATHS]`."""
    return options.command(
        "test",
        language,
        _test,
        [
            click.Argument(["paths"], metavar="[PATHS]...", nargs=-1),
            click.Option(["-k", "word"], metavar="WORD", default="", help=translate("opt-k", language)),
            click.Option(["--mutate"], is_flag=True, help=translate("opt-mutate", language)),
            click.Option(["--changed", "revision"], metavar="REV", help=translate("opt-mutate-changed", language)),
            options.rulesets(language),
        ],
    )


def _test(
    paths: tuple[str, ...], word: str, mutate: bool, revision: str | None, rulesets: str | None, language: str
) -> int:
    if mutate:
        return _mutate(paths, revision, rulesets, language)
    run = run_cases(all_cases_at(paths), Path(rulesets) if rulesets else None, language, word=word)
    for failure in run.failures:
        head = translate("test-failed", language, place=str(failure.place), name=failure.name)
        console.answer("\n".join((head, *(f"  {each}" for each in failure.differences))))
    failed = len(run.failures)
    console.answer(translate("test-summary", language, cases=run.cases, passed=run.cases - failed, failed=failed))
    return 1 if failed else 0


def _mutate(paths: tuple[str, ...], revision: str | None, rulesets: str | None, language: str) -> int:
    """Hold mistakes against cases: those in the files of the book among the paths, if there are any, and in those that
    have changed since a revision; else all."""
    from ronde.cases.mutation.run import mutate
    from ronde.cases.mutation.told import lines
    from ronde.change.changed import changed_lines

    folder = book_folder(rulesets)
    own = {path: _of_book(Path(path), folder) for path in paths}
    wanted = {file for file in own.values() if file is not None}
    if revision is not None:
        wanted |= set(changed_lines(folder, revision))
    chosen = wanted if wanted or revision is not None else None
    files = all_cases_at([path for path, file in own.items() if file is None])
    found = mutate(files, Path(rulesets) if rulesets else None, chosen)
    console.answer("\n".join(lines(found, folder, language)))
    return 1 if found.survivors else 0


def _of_book(path: Path, folder: Path) -> str | None:
    """The name by which the book knows a file of rules; None for what is none."""
    try:
        name = path.resolve().relative_to(folder.resolve()).as_posix()
    except ValueError:
        return None
    return name if kind_of(name) is not None and path.is_file() else None
