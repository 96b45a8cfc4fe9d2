"""The command that asks a person, and writes their profile: ask."""

from __future__ import annotations

from pathlib import Path

import click

from ronde import signals
from ronde.cli import console, options
from ronde.messages import translate


def ask_command(language: str) -> click.Command:
    """`ronde ask [FILE]`."""
    return options.command(
        "ask",
        language,
        _ask,
        [
            click.Argument(["file"], metavar="[FILE]", required=False),
            options.as_of(language),
            click.Option(["--for", "facts"], metavar="F", multiple=True, help=translate("opt-ask-for", language)),
            click.Option(["--blank"], is_flag=True, help=translate("opt-ask-blank", language)),
            options.names(language),
            options.rulesets(language),
        ],
    )


def _ask(
    file: str | None, as_of: str | None, facts: tuple[str, ...], blank: bool, rulesets: str | None, language: str
) -> int:
    from ronde.api import asking

    book = options.book(rulesets)
    path = None if file is None else Path(file)
    if blank:
        _put(path, asking.blank(book, as_of, facts, language), language)
        return 0
    under_way = asking.interviewer(book, path, as_of, facts, language)
    console.talk(translate("ask-how", language))
    stopped = translate("ask-stopped" if path is None else "ask-stopped-kept", language, file=str(path))
    with signals.last_words(stopped):
        while not under_way.over:
            _told(under_way.prompt())
            line = console.asked()
            if line is None:
                break
            _told(under_way.take(line))
            if path is not None:
                asking.write_profile(path, under_way.text)
    _told(["", *under_way.ending()])
    _put(path, under_way.text, language)
    return 0


def _put(path: Path | None, text: str, language: str) -> None:
    """Write a profile into its file, or show it if there is none. Errors: ProfileError."""
    from ronde.api.asking import write_profile

    if path is None:
        console.answer(text)
        return
    write_profile(path, text)
    console.talk(translate("ask-written", language, file=str(path)))


def _told(lines: list[str]) -> None:
    if lines:
        console.talk("\n".join(lines))
