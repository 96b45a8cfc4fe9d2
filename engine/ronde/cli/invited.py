"""The command that says of each round whether a profile would have been invited: invited."""

from __future__ import annotations

import click

from ronde.cli import options
from ronde.cli.series import series_engine, some_of, spans, types_option
from ronde.explain.rounds import invited_page, none_page
from ronde.explain.series import invited_data
from ronde.rounds.invited import answers
from ronde.rounds.selected import rounds_held, since_submission


def invited_command(language: str) -> click.Command:
    """`ronde invited PROFILE`."""
    return options.command(
        "invited",
        language,
        _invited,
        [
            click.Argument(["profile"], metavar="PROFILE"),
            *spans(language),
            types_option(language),
            options.form(language),
            options.rulesets(language),
        ],
    )


def _invited(
    profile: str,
    since: str | None,
    until: str | None,
    types: tuple[str, ...],
    form: str,
    rulesets: str | None,
    language: str,
) -> int:
    engine = series_engine(rulesets)
    found = rounds_held(engine.history)
    document = options.profile(profile, language)
    some = some_of(found, since, until, types)
    if since is None:
        some = since_submission(engine, document, some)
    told = list(answers(engine, document, some))
    if form == "json":
        options.show_data(invited_data(engine.history, told, found, language))
    elif not some:
        options.show_page(none_page(found, types, language), form)
    else:
        options.show_page(invited_page(engine.history, told, found, language), form)
    return 0
