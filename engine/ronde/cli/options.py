"""What commands share: their options, the clock, the reading of a profile, the writing of an answer."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ronde.api.from_here import book_here
from ronde.cli import console
from ronde.cli.localised import LocalisedCommand
from ronde.messages import LANGUAGES, translate
from ronde.messages.diagnostics import Severity

if TYPE_CHECKING:
    from ronde.api.book import Book
    from ronde.api.difference import Difference
    from ronde.api.impact import Impact
    from ronde.api.profile import Profile
    from ronde.api.shown import Shown

FORMATS = ("text", "json", "md")
PAGES = ("text", "md", "html", "json")
"""The forms of an answer that is a page to be passed on."""

STANDARD_INPUT = "-"


def command(name: str, language: str, run: Callable[..., int], params: list[click.Parameter]) -> click.Command:
    """A command with its help in a language."""
    every = [*params, language_option(language)]
    return LocalisedCommand(name, language, callback=run, params=every, help=translate(f"cli-{name}", language))


def as_of(language: str) -> click.Option:
    """The date of evaluation."""
    return click.Option(["--as-of"], metavar="D", help=translate("opt-as-of", language))


def known_on(language: str) -> click.Option:
    """The date of knowledge."""
    return click.Option(["--known-on"], metavar="K", help=translate("opt-known-on", language))


def rulesets(language: str) -> click.Option:
    """Another book of rules."""
    return click.Option(
        ["--rulesets"], metavar="DIR", callback=_note_rulesets, help=translate("opt-rulesets", language)
    )


RULESETS = "ronde.rulesets"
"""Under what the folder of the book is noted, for the places in it to be told as they can be opened."""


def _note_rulesets(context: click.Context, parameter: click.Parameter, named: str | None) -> str | None:
    folder = named if named is not None else book_here()
    context.meta[RULESETS] = folder
    return folder


def names(language: str) -> click.Option:
    """Whether the label of every fact is followed by its name; `book` sees to it."""
    return click.Option(
        ["--names"], is_flag=True, expose_value=False, callback=_note_names, help=translate("opt-names", language)
    )


NAMES = "ronde.names"


def _note_names(context: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    context.meta[NAMES] = wanted


def with_names() -> bool:
    """Whether names were asked for."""
    return bool(click.get_current_context().meta.get(NAMES))


def form(language: str, forms: Sequence[str] = FORMATS, *, about: str = "opt-format") -> click.Option:
    """The form of the answer, text if nothing is said; `about` is the key of what it says of itself."""
    return click.Option(["--format", "form"], type=click.Choice(forms), default="text", help=translate(about, language))


def fail_on(language: str) -> click.Option:
    """The least severity of a diagnostic for which a command exits with 1."""
    return click.Option(
        ["--fail-on"],
        type=click.Choice([each.value for each in Severity]),
        default=Severity.WARNING.value,
        help=translate("opt-fail-on", language),
    )


def trace(language: str) -> click.Option:
    """Whether to add what every fact rests on."""
    return click.Option(["--trace"], is_flag=True, help=translate("opt-trace", language))


def spreadsheet(language: str) -> click.Option:
    """Whether cells of CSV that a spreadsheet would take for formulas are guarded; `for_spreadsheet` tells."""
    return click.Option(
        ["--spreadsheet/--no-spreadsheet"],
        default=None,
        expose_value=False,
        callback=_note_spreadsheet,
        help=translate("opt-spreadsheet", language),
    )


SPREADSHEET = "ronde.spreadsheet"


def _note_spreadsheet(context: click.Context, parameter: click.Parameter, wanted: bool | None) -> None:
    context.meta[SPREADSHEET] = wanted


def for_spreadsheet(people: bool) -> bool:
    """Whether a file of CSV is for a spreadsheet: as asked for, else if it is for people."""
    wanted = asked_spreadsheet()
    return people if wanted is None else wanted


def asked_spreadsheet() -> bool | None:
    """What was asked for, or None."""
    wanted: bool | None = click.get_current_context().meta.get(SPREADSHEET)
    return wanted


def language_option(language: str, *, expose: bool = True) -> click.Option:
    """The reader's language; a group only lets it pass, since it was read before its commands were built."""
    return click.Option(
        ["--lang", "language"],
        type=click.Choice(LANGUAGES),
        default=language,
        expose_value=expose,
        help=translate("opt-lang", language),
    )


def book(folder: str | None) -> Book:
    """A book of rules (default: the one that travels with the package), with names if they were asked for. Errors:
    RondeError."""
    from ronde.api.book import open_book

    return open_book(folder, names=with_names())


def profile(path: str, language: str) -> Profile:
    """A profile; `-` reads it from standard input. It is never kept. Errors: ValidationError, OutsideEvent."""
    from ronde.api.profile import of_stream

    if path != STANDARD_INPUT:
        return Path(path)
    with console.given(language) as stream:
        return of_stream(stream, STANDARD_INPUT)


def content(path: str, language: str) -> bytes:
    """The content of a profile, for what keeps its words; `-` reads it from standard input. Errors: ValidationError,
    OutsideEvent."""
    from ronde.api.profile import content_of_file, content_of_stream

    if path != STANDARD_INPUT:
        return content_of_file(Path(path))
    with console.given(language) as stream:
        return content_of_stream(stream, STANDARD_INPUT)


def show(answer: Shown, wanted: str, language: str) -> None:
    """Print an answer as text or as Markdown."""
    console.answer(answer.markdown(language) if wanted == "md" else answer.text(language, width=width()))


def show_page(answer: Difference | Impact, wanted: str, language: str) -> None:
    """Print an answer in one of the forms of `PAGES`."""
    if wanted == "json":
        show_data(answer.to_dict(language))
    elif wanted == "html":
        console.answer(answer.html(language))
    else:
        show(answer, wanted, language)


def width() -> int | None:
    """The columns of the terminal that the answer is shown in; None if it goes elsewhere."""
    shown = sys.stdout is not None and not sys.stdout.closed and sys.stdout.isatty()
    return shutil.get_terminal_size().columns if shown else None


def show_data(data: object) -> None:
    """Print plain data as JSON."""
    console.answer_data(data)
