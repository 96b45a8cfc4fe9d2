"""The command that looks at a change of a book as a whole: review."""

from __future__ import annotations

from pathlib import Path

import click

from ronde.api.from_here import book_folder
from ronde.api.reviewing import Review
from ronde.cli import console, options
from ronde.messages import translate
from ronde.messages.diagnostics import Severity, refuse
from ronde.model.locations import SourceLocation

FORMS = ("text", "md", "json", "github")

FILES = {".md": "md", ".html": "html", ".txt": "text", ".json": "json", ".sarif": "sarif", ".xml": "junit"}
"""The form of a file by the end of its name."""


def review_command(language: str) -> click.Command:
    """`ronde review REV [CASES]`."""
    return options.command(
        "review",
        language,
        _review,
        [
            click.Argument(["revision"], metavar="REV"),
            click.Argument(["cases"], metavar="[CASES]...", nargs=-1),
            options.form(language, FORMS, about="opt-review"),
            click.Option(["--out"], metavar="FILE", multiple=True, help=translate("opt-review-out", language)),
            options.fail_on(language),
            options.rulesets(language),
        ],
    )


def _review(
    revision: str,
    cases: tuple[str, ...],
    form: str,
    out: tuple[str, ...],
    fail_on: str,
    rulesets: str | None,
    language: str,
) -> int:
    for each in out:
        if Path(each).suffix.lower() not in FILES:
            raise refuse("review-suffix", SourceLocation(each), known=", ".join(FILES))
    found = Review(book_folder(rulesets), revision, cases, language)
    for each in out:
        found.write(Path(each), FILES[Path(each).suffix.lower()], language)
    console.answer(found.text(language, width=options.width()) if form == "text" else found.told_as(form, language))
    return int(found.fails(Severity(fail_on)))
