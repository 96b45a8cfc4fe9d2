"""The command that shows the rules in force: rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ronde.cli import options
from ronde.messages import translate
from ronde.messages.diagnostics import refuse
from ronde.model.locations import ArgumentLocation

if TYPE_CHECKING:
    from ronde.api.book import Book


def rules_command(language: str) -> click.Command:
    """`ronde rules [TOPIC]`."""
    return options.command(
        "rules",
        language,
        _rules,
        [
            click.Argument(["topic"], metavar="[TOPIC]", required=False),
            options.as_of(language),
            options.known_on(language),
            click.Option(["--versions"], is_flag=True, help=translate("opt-rules-versions", language)),
            click.Option(["--full"], is_flag=True, help=translate("opt-rules-full", language)),
            options.form(language),
            options.names(language),
            options.rulesets(language),
        ],
    )


def _rules(
    topic: str | None,
    as_of: str | None,
    known_on: str | None,
    versions: bool,
    full: bool,
    form: str,
    rulesets: str | None,
    language: str,
) -> int:
    book = options.book(rulesets)
    if versions:
        _show_versions(book, topic, form, language)
        return 0
    rules = book.rules(as_of=as_of, known_on=known_on, topic=topic)
    found = rules if topic is None else rules.find(topic, full=full)
    if form == "json":
        options.show_data(found.to_dict())
    else:
        options.show(found, form, language)
    return 0


def _show_versions(book: Book, topic: str | None, form: str, language: str) -> None:
    """Print every version of a topic. Errors: ValidationError if none is named."""
    if topic is None:
        raise refuse("rules-versions-of", ArgumentLocation("--versions"))
    found = book.versions(topic)
    if form == "json":
        options.show_data(found.to_dict(language))
    else:
        options.show(found, form, language)
