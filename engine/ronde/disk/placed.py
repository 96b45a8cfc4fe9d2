"""Files and folders for people, put in their place whole or not at all; what cannot be written is refused in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ronde.disk.whole import whole
from ronde.messages import cause
from ronde.messages.diagnostics import refuse
from ronde.model.locations import SourceLocation


@contextmanager
def refused_if_unwritable(path: Path) -> Iterator[None]:
    """Errors: ValidationError at a path for what the system refuses within."""
    try:
        yield
    except OSError as error:
        raise refuse("file-unwritable", SourceLocation(str(path)), reason=cause(error)) from None


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """Where to write a file that then takes the place of a path. Errors: ValidationError if it cannot be written."""
    with refused_if_unwritable(path), whole(path) as made:
        yield made


@contextmanager
def new_folder(path: Path, *, over: bool = False) -> Iterator[Path]:
    """A folder to fill, which then takes the place of a path; the folders above it are made, and go again if it fails.
    `over`: a folder in the place goes with what it holds. Errors: ValidationError if it cannot be written."""
    above = [each for each in path.parents if not each.exists()]
    try:
        with refused_if_unwritable(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            with whole(path, over=over) as made:
                made.mkdir()
                yield made
    except BaseException:
        for each in above:
            with suppress(OSError):
                each.rmdir()
        raise


def check_empty(folder: Path) -> None:
    """Errors: ValidationError if something is in the way of a new folder."""
    with refused_if_unwritable(folder):
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise refuse("folder-not-empty", SourceLocation(str(folder)))
