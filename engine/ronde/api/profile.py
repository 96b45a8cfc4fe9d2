"""A profile as it is given in Python: a mapping, the name of a file, or a text. It becomes what a file would be."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

from ronde.api.arguments import date_text
from ronde.messages.diagnostics import refuse
from ronde.model.document import Document, Steps, Tree
from ronde.model.limits import DEEPEST, LARGEST_PROFILE, LONGEST_KEY, LONGEST_TEXT, MOST_CHARACTERS, MOST_VALUES
from ronde.model.locations import ArgumentLocation, Location, SourceLocation
from ronde.read.structure import bounded, parse, read_bytes

Profile: TypeAlias = "Mapping[str, Any] | str | os.PathLike[str] | Document"
"""What is known of a candidate: facts by name, the name of a file, a text in YAML or JSON, or what was read of one."""

NAME = "profile"
"""What a profile without a file is called where it is told."""

BROKEN = "value-text"
"""What is said of a text that cannot be written."""

TOO_LARGE = 10**15
"""From how much on a number is one that no fact takes."""


def document(profile: object) -> Document:
    """The document of a profile. A text that names a file is that file; one with a line feed, a colon and a space, or a
    brace at its beginning is the profile itself. Errors: ValidationError."""
    if isinstance(profile, Document):
        return profile
    if isinstance(profile, Mapping):
        return _Given(NAME, _Reader().mapping(profile, (), 0), {}, "")
    if isinstance(profile, os.PathLike):
        return _file(os.fspath(profile))
    if not isinstance(profile, str):
        raise refuse("python-profile", ArgumentLocation(NAME))
    if _is_text(profile):
        return parse(_encoded(profile), NAME)
    return _file(profile)


def of_stream(stream: BinaryIO, name: str) -> Document:
    """The document of a profile that is read from a stream, which is called `name` where it is told. Errors:
    ValidationError."""
    return parse(content_of_stream(stream, name), name)


def content_of_stream(stream: BinaryIO, name: str) -> bytes:
    """The content of a profile that is read from a stream, which is called `name` where it is told. Errors:
    ValidationError."""
    return bounded(stream, SourceLocation(name), LARGEST_PROFILE)


def content_of_file(path: Path) -> bytes:
    """The content of a profile in a file. Errors: ValidationError."""
    return read_bytes(path, LARGEST_PROFILE)


def _is_text(given: str) -> bool:
    """Whether a text is the profile itself rather than the name of a file."""
    if "\n" in given or "\0" in given or given.lstrip().startswith("{"):
        return True
    return (": " in given or given.endswith(":") or not given.strip()) and not os.path.exists(given)


def _file(name: str | bytes) -> Document:
    path = os.fsdecode(name)
    try:
        possible = b"\0" not in os.fsencode(path)
    except UnicodeEncodeError:
        possible = False
    if not possible:
        raise refuse("file-missing", SourceLocation(path.encode(errors="replace").decode()))
    return parse(content_of_file(Path(path)), path)


def _encoded(text: str) -> bytes:
    """A text as a file would hold it. Errors: ValidationError if it is too large, or holds half of a pair."""
    try:
        content = text.encode()
    except UnicodeEncodeError:
        raise refuse(BROKEN, ArgumentLocation(NAME), most=LONGEST_TEXT) from None
    if len(content) > LARGEST_PROFILE:
        raise refuse("file-too-large", ArgumentLocation(NAME), most=f"{LARGEST_PROFILE / 1_000_000:g}")
    return content


class _Given(Document):
    """A document that no file holds: a place in it is written as Python writes it."""

    __slots__ = ()

    def location(self, steps: Steps = (), *, key: bool = False) -> Location:
        return _place(steps)


def _place(steps: Steps) -> Location:
    return ArgumentLocation(NAME + "".join(f"[{step}]" if isinstance(step, int) else f'["{step}"]' for step in steps))


class _Reader:
    """Makes the plain tree of values, as a file with the same values would be read. What is missing (a number that is
    none, an instant that is none) is as if it were not given, as in a row of a table."""

    def __init__(self) -> None:
        self.values = self.characters = 0

    def mapping(self, given: Mapping[object, object], steps: Steps, depth: int) -> Tree:
        """A mapping by text keys."""
        tree: dict[str, Tree] = {}
        for key, value in given.items():
            if not isinstance(key, str):
                raise refuse("yaml-key", _place(steps))
            if len(key) > LONGEST_KEY:
                raise refuse("yaml-long-key", _place(steps), most=LONGEST_KEY)
            self.text(key, steps)
            tree[str(key)] = self.value(value, (*steps, str(key)), depth + 1)
        return tree

    def value(self, given: object, steps: Steps, depth: int) -> Tree:
        """Any value. Errors: ValidationError for what a profile cannot hold."""
        self.values += 1
        if self.values > MOST_VALUES or depth > DEEPEST or self.characters > MOST_CHARACTERS:
            raise refuse("yaml-too-large", ArgumentLocation(NAME), most=MOST_VALUES, deepest=DEEPEST)
        given = _of_libraries(given)
        if given is None or isinstance(given, bool):
            return given
        if isinstance(given, str):
            return self.text(given, steps)
        if isinstance(given, int | float | Decimal):
            return _number(given, steps)
        if isinstance(given, date):
            return date_text(given)
        if isinstance(given, Mapping):
            return self.mapping(given, steps, depth)
        if isinstance(given, Sequence) and not isinstance(given, bytes | bytearray | memoryview):
            return [self.value(each, (*steps, number), depth + 1) for number, each in enumerate(given)]
        raise refuse("python-value", _place(steps))

    def text(self, given: str, steps: Steps) -> str:
        """A text. Errors: ValidationError for half of a pair, which is no character."""
        written = str.__str__(given)
        self.characters += len(written)
        if not written.isascii() and any("\ud800" <= letter <= "\udfff" for letter in written):
            raise refuse(BROKEN, _place(steps[:-1]), most=LONGEST_TEXT)
        return written


def _number(given: int | float | Decimal, steps: Steps) -> Tree:
    """A number. Errors: ValidationError for one that is too large, which no fact takes."""
    if given.is_nan() if isinstance(given, Decimal) else given != given:
        return None
    if not -TOO_LARGE < given < TOO_LARGE:
        raise refuse("python-value", _place(steps))
    return int(given) if isinstance(given, int) else float(given)


def _of_libraries(given: object) -> object:
    """A value of NumPy or pandas as Python has it; what either marks as missing is None."""
    kind = type(given)
    library = kind.__module__.partition(".")[0]
    if library == "pandas" and kind.__name__ in ("NAType", "NaTType"):
        return None
    if library != "numpy" or not hasattr(given, "tolist"):
        return given
    if kind.__name__ != "datetime64":
        return given.tolist()
    day, _, time = str(given).partition("T")
    return None if day == "NaT" else day if not time.strip("0:.") else str(given)
