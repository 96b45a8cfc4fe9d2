"""The files of cases at the paths that somebody names."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ronde.cases.cases import FOLDER, SUFFIXES, case_files
from ronde.messages.diagnostics import refuse
from ronde.model.locations import SourceLocation

BESIDE = Path("tests") / FOLDER
"""Where cases are kept that do not stand in the folder of their book."""


def all_cases_at(paths: Iterable[str], book: Path | None) -> list[Path]:
    """The files of cases at some paths, each once. If there are none: where those of a book are kept, or of the working
    folder. Errors: ValidationError."""
    kept = cases_kept(book or Path()) or cases_kept(Path()) or [str(BESIDE)]
    return list(dict.fromkeys(file for path in [*paths] or kept for file in cases_at(Path(path))))


def cases_kept(folder: Path) -> list[str]:
    """Where the cases of a book are kept: in its folder, or with the tests of the working folder; empty for neither."""
    return [str(path) for path in (folder / FOLDER, BESIDE) if path.exists()][:1]


def cases_at(path: Path) -> list[Path]:
    """The files of cases at a path. Errors: ValidationError where there is none."""
    if not path.exists():
        raise refuse("file-missing", SourceLocation(str(path)))
    files = case_files(path)
    if not files or (files == [path] and path.suffix.lower() not in SUFFIXES):
        raise refuse("cases-none", SourceLocation(str(path)))
    return files
