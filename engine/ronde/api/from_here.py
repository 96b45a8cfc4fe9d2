"""Places in a book of rules as they can be opened from the working folder.

Within a book a file is named by its path from the book's folder, so that what is digested is the same on every machine.
Only where a finding is told to somebody is the book's folder, as it was named, put before it.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

from ronde.model.finding import Finding, Place
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


def openable(finding: Finding, folder: Path) -> Finding:
    """A finding of a book whose places can be opened from here."""
    about = {
        name: _opened(value, folder) if isinstance(value, Place) else value for name, value in finding.about.items()
    }
    also = tuple(_opened(each, folder) for each in finding.also)
    return replace(finding, place=_opened(finding.place, folder), about=about, also=also)


def openable_if_read(finding: Finding, folder: Path) -> Finding:
    """The same for a finding that may be of another file, such as a profile: only what is named like a file that a book
    has, and is one of this book, is taken for its own."""
    return (
        openable(finding, folder)
        if kind_of(finding.place.file) is not None and _there(finding.place, folder)
        else finding
    )


def _opened(place: Place, folder: Path) -> Place:
    return replace(place, file=str(folder / place.file)) if _there(place, folder) else place


def _there(place: Place, folder: Path) -> bool:
    return not os.path.isabs(place.file) and os.path.lexists(folder / place.file)
