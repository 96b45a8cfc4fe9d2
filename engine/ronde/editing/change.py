"""One value of a file changed: those letters and no others."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator

from ronde.editing.hints import hints
from ronde.editing.written import Value, named, told, values
from ronde.messages.diagnostics import ValidationError, refuse
from ronde.model.document import pointer
from ronde.model.locations import SourceLocation
from ronde.read.compose import BLOCKS
from ronde.read.structure import parse


def edited(content: bytes, file: str, *changes: tuple[str, str]) -> bytes:
    """The bytes of a file in which the value that each path names is another; see `changed`. Errors: ValidationError,
    also for a file that is broken already."""
    parse(content, file)
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    text = content.removeprefix(mark).decode()
    for path, value in changes:
        text = changed(text, file, path, value)
    return mark + text.encode()


def changed(text: str, file: str, path: str, value: str) -> str:
    """A text in which the value that a path names is another.

    A value that was left empty is filled in, and what a new version says there of how to do it goes. The quotes of the
    value before are kept, and are put where the new one needs them. A list in brackets is replaced by another. Errors:
    ValidationError for a path that names no value or many, for one that holds several lines, and for a value that
    cannot stand there.
    """
    every = values(text, file)
    before = named(every, path, file)
    location = SourceLocation(file, before.line, before.column)
    if (before.text is None and not before.flow) or before.quotes in BLOCKS:
        raise refuse("edit-not-single", location, path=before.path)
    if before.text == value:
        raise refuse("edit-same", location, path=before.path, value=value)
    gap = " " if before.start == before.end else ""
    rest = _without_hint(text[before.end :]) if gap else text[before.end :]
    for each in _ways(before, value):
        made = text[: before.start] + gap + each + rest
        if _only_there(text, made, file, before, value):
            return made
    raise refuse("edit-value", location, path=before.path, value=value)


def _without_hint(rest: str) -> str:
    """What follows a value that was left empty, without what the line says of how to fill it in."""
    line = rest.partition("\n")[0].rstrip("\r")
    return rest.removeprefix(line) if line.strip() in hints() else rest


def _ways(before: Value, value: str) -> Iterator[str]:
    """How a value may be written, the way of the one before first."""
    single = "'" + value.replace("'", "''") + "'"
    if before.quotes == "'":
        yield single
    elif before.quotes != '"':
        yield value
    yield json.dumps(value, ensure_ascii=False)


def _only_there(text: str, made: str, file: str, before: Value, value: str) -> bool:
    """Whether the text made says the value in that place, and in every other what it said."""
    try:
        after = values(made, file)
    except ValidationError:
        return False
    here = pointer(before.steps)
    now = next((each for each in after if pointer(each.steps) == here), None)
    if now is None or (now.text != value and not (before.flow and now.flow)):
        return False
    others = [
        {name: what for name, what in told(each).items() if name != here and not name.startswith(f"{here}/")}
        for each in (values(text, file), after)
    ]
    return others[0] == others[1]
