"""What the commands that change a book share: the change is shown, asked for, and written whole or not at all."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from ronde.api.from_here import openable
from ronde.cli import console
from ronde.disk.whole import write_whole
from ronde.editing.change import edited
from ronde.editing.proof import proved
from ronde.messages import cause, render, translate
from ronde.model.finding import Place, refuse

NOT_WRITTEN = 1
"""The exit code if somebody was asked and said no."""


def yes(language: str) -> click.Option:
    """Whether to write without asking."""
    return click.Option(["--yes"], is_flag=True, help=translate("opt-yes", language))


def topic_and_date() -> list[click.Parameter]:
    """The arguments that name a version."""
    return [click.Argument(["topic"], metavar="TOPIC"), click.Argument(["date"], metavar="DATE")]


def write_value(folder: Path, file: str, path: str, value: str, *, asked: bool, language: str) -> int:
    """Change one value of a file of a book, if the book then has no error that it has not now; see `write`."""
    before = (folder / file).read_bytes()
    after = edited(before, file, path, value)
    for each in proved(folder, file, after):
        console.talk(f"{translate(f'severity-{each.severity}', language)}: {render(openable(each, folder), language)}")
    return write(folder / file, before, after, asked=asked, language=language)


def write(path: Path, before: bytes | None, after: bytes, *, asked: bool, language: str) -> int:
    """Show what changes in a file, ask for it on a terminal (unless `asked` already), and write it.

    `before` is what the file held when it was read; None if it is new. Errors: Refused if it holds something else by
    now, cannot be written, or there is nobody to ask."""
    if not asked and not (sys.stdin is not None and sys.stdin.isatty()):
        raise refuse("edit-unasked", Place(str(path)))
    console.answer("\n".join(_difference(path, before or b"", after)))
    if not asked and not click.confirm(translate("edit-ask", language), err=True):
        console.talk(translate("edit-left", language))
        return NOT_WRITTEN
    if (path.read_bytes() if path.exists() else None) != before:
        raise refuse("edit-moved", Place(str(path)))
    try:
        write_whole(path, after)
    except OSError as error:
        raise refuse("edit-unwritable", Place(str(path)), file=str(path), reason=cause(error)) from None
    console.talk(translate("edit-written", language, file=str(path)))
    return 0


def _difference(path: Path, before: bytes, after: bytes) -> Iterable[str]:
    """The lines that go and come, as version control shows them."""
    old, new = (each.decode(errors="replace").splitlines() for each in (before, after))
    return difflib.unified_diff(old, new, str(path) if before else "/dev/null", str(path), lineterm="")
