"""The command that shows the rules in force: rules."""

from __future__ import annotations

import click

from ronde.cli import options


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
            options.form(language),
            options.rulesets(language),
        ],
    )


def _rules(
    topic: str | None, as_of: str | None, known_on: str | None, form: str, rulesets: str | None, language: str
) -> int:
    rules = options.book(rulesets).rules(as_of=as_of, known_on=known_on, topic=topic)
    found = rules if topic is None else rules[topic]
    if form == "json":
        options.show_data(found.to_dict())
    else:
        options.show(found, form, language)
    return 0
