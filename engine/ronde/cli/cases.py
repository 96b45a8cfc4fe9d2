"""The command that judges dated cases: test."""

from __future__ import annotations

import sys

import click

from ronde.api.editing import answers_updated
from ronde.api.judging import Mutated, failure_lines, judged
from ronde.cli import console, options, writing
from ronde.messages import translate
from ronde.messages.diagnostics import refuse
from ronde.messages.numbers import grouped, listed
from ronde.model.locations import ArgumentLocation


def test_command(language: str) -> click.Command:
    """`ronde test [PATHS]`."""
    return options.command(
        "test",
        language,
        _test,
        [
            click.Argument(["paths"], metavar="[PATHS]...", nargs=-1),
            click.Option(["-k", "word"], metavar="WORD", default="", help=translate("opt-k", language)),
            click.Option(["--update"], is_flag=True, help=translate("opt-update", language)),
            writing.yes(language),
            click.Option(["--mutate"], is_flag=True, help=translate("opt-mutate", language)),
            click.Option(["--changed", "revision"], metavar="REV", help=translate("opt-mutate-changed", language)),
            options.rulesets(language),
        ],
    )


def _test(
    paths: tuple[str, ...],
    word: str,
    update: bool,
    yes: bool,
    mutate: bool,
    revision: str | None,
    rulesets: str | None,
    language: str,
) -> int:
    if update and mutate:
        raise refuse("both-given", ArgumentLocation("--update"), one="--update", other="--mutate")
    if update:
        return _update(paths, word, yes, rulesets, language)
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
        console.answer("\n".join((head, *failure_lines(failure, language))))
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


def _update(paths: tuple[str, ...], word: str, yes: bool, rulesets: str | None, language: str) -> int:
    """Write what the book answers now in the place of what is expected, once somebody has said so."""
    edits, found = answers_updated(paths, rulesets, word)
    for each in found.divided:
        answers = listed(each.answers, "and", language)
        console.talk(
            translate("update-divided", language, location=str(each.location), name=each.name, answers=answers)
        )
    if found.others:
        console.talk(translate("update-others", language, count=found.others))
    left = int(bool(found.divided or found.others))
    if not edits:
        console.talk(translate("update-none", language))
        return left
    console.talk(translate("update-source", language))
    return writing.write(*edits, asked=yes, language=language) or left
