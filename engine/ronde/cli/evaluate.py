"""The command that answers for one profile on a date: evaluate."""

from __future__ import annotations

import click

from ronde.cli import console, options
from ronde.messages import translate


def evaluate_command(language: str) -> click.Command:
    """`ronde evaluate PROFILE`."""
    return options.command(
        "evaluate",
        language,
        _evaluate,
        [
            click.Argument(["profile"], metavar="PROFILE"),
            options.as_of(language),
            options.known_on(language),
            options.form(language),
            click.Option(["--full"], is_flag=True, help=translate("opt-evaluate-full", language)),
            options.trace(language),
            click.Option(["--receipt"], metavar="FILE", help=translate("opt-receipt", language)),
            options.names(language),
            options.rulesets(language),
        ],
    )


def _evaluate(
    profile: str,
    as_of: str | None,
    known_on: str | None,
    form: str,
    full: bool,
    trace: bool,
    receipt: str | None,
    rulesets: str | None,
    language: str,
) -> int:
    book = options.book(rulesets)
    decision = book.evaluate(options.profile(profile, language), as_of=as_of, known_on=known_on)
    if receipt is not None:
        decision.write_receipt(receipt)
    if form == "json":
        options.show_data(decision.to_dict(trace=trace))
    elif form == "text":
        shown = decision.with_reasons() if trace else decision
        console.answer(shown.text(language, full=full, width=options.width()))
        if not (full or trace):
            console.talk(translate("brief-more", language))
    else:
        options.show(decision.with_reasons() if trace else decision, form, language)
    return 0
