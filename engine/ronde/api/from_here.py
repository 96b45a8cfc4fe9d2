"""Places in a book of rules as they can be opened from the working folder.

Within a book a file is named by its path from the book's folder, so that what is digested is the same on every machine.
Only where a diagnostic is told to somebody is the book's folder, as it was named, put before it.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

from ronde.messages.diagnostics import Diagnostic
from ronde.model.locations import Location
from ronde.read.files import BOOK, kind_of
from ronde.read.places import data_folder

FILE = re.compile(r"(?<![\w/.-])[\w-]+(?:/[\w.-]+)*\.yaml")
"""What is written as a file of a book is, from the book's folder."""


def book_folder(rulesets: str | None) -> Path:
    """The folder of the book that a command reads: as it was named, else that of the package, from here if it is
    below."""
    return Path(rulesets) if rulesets is not None else from_here(data_folder("rulesets"))


def book_here() -> str | None:
    """The working folder if it is that of a book; a command that names none is about that one."""
    return "." if Path(BOOK).is_file() else None


def from_here(path: Path) -> Path:
    """A path from the working folder where it lies below that; else as it is."""
    try:
        return path.relative_to(Path.cwd())
    except (ValueError, OSError):
        return path


def openable_text(text: str, folder: Path) -> str:
    """A text for people in which every file that the book has can be opened from here."""
    return FILE.sub(lambda found: str(folder / found[0]) if (folder / found[0]).is_file() else found[0], text)


def openable(diagnostic: Diagnostic, folder: Path) -> Diagnostic:
    """A diagnostic of a book whose locations can be opened from here."""
    params = {
        name: _opened(value, folder) if isinstance(value, Location) else value
        for name, value in diagnostic.params.items()
    }
    also = tuple(_opened(each, folder) for each in diagnostic.also)
    return replace(diagnostic, location=_opened(diagnostic.location, folder), params=params, also=also)


def openable_if_read(diagnostic: Diagnostic, folder: Path) -> Diagnostic:
    """The same for a diagnostic that may be of another file, such as a profile: only what is named like a file that a
    book has, and is one of this book, is taken for its own."""
    return (
        openable(diagnostic, folder)
        if kind_of(diagnostic.location.name) is not None and _there(diagnostic.location, folder)
        else diagnostic
    )


def _opened(location: Location, folder: Path) -> Location:
    return replace(location, name=str(folder / location.name)) if _there(location, folder) else location


def _there(location: Location, folder: Path) -> bool:
    return not os.path.isabs(location.name) and os.path.lexists(folder / location.name)
