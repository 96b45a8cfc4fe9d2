"""The command that judges dated cases: test."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from ronde.api.judging import Mutated, judged
from ronde.cli import console, options
from ronde.messages import translate
from ronde.messages.numbers import grouped

if TYPE_CHECKING:
    from ronde.cases.run import Failure


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
        shown = _Progress(language)
        try:
            found = Mutated(paths, rulesets, revision, shown)
        finally:
            shown.clear()
        console.answer("\n".join(found.lines(language)))
        return int(found.survived)
    run = judged(paths, rulesets, language, word=word)
    for failure in run.failures:
        head = translate("test-failed", language, location=str(failure.location), name=failure.name)
        console.answer("\n".join((head, *_told(failure, language))))
    counts = {"cases": run.cases, "passed": run.passed, "failed": len(run.failures)}
    console.answer(translate("test-summary", language, **counts))
    return int(bool(run.failures))


class _Progress(console.StatusLine):
    """How many mistakes were held, where standard error is a terminal."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language, self.watched = language, sys.stderr.isatty()

    def __call__(self, held: int, made: int, left: int) -> None:
        """Say how many were held, of how many, and how many no case catches."""
        if self.watched:
            percent = grouped(100 * held // made, self.language)
            self.show(translate("mutate-progress", self.language, held=held, made=made, percent=percent, left=left))


def _told(failure: Failure, language: str) -> Iterator[str]:
    """What differs, each with where its expectation stands and why it is so."""
    for each in failure.differences:
        if each.location is None:
            yield f"  {each.text}"
        else:
            where = {"difference": each.text, "location": str(each.location)}
            yield f"  {translate('test-differs', language, **where)}"
        yield from (f"    {line}" for line in each.why)
