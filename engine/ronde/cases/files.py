"""The files of cases at the paths that somebody names."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ronde.cases.cases import FOLDER, SUFFIXES, case_files
from ronde.model.finding import Place, refuse


def all_cases_at(paths: Iterable[str]) -> list[Path]:
    """The files of cases at some paths, each once, or where cases are kept if there are none. Errors: Refused."""
    found = (file for path in [*paths] or [_kept()] for file in cases_at(Path(path)))
    return list(dict.fromkeys(found))


def _kept() -> str:
    """Where cases are kept: with the tests, or in the folder of a book itself."""
    beside = Path("tests") / FOLDER
    return str(beside if beside.exists() or not Path(FOLDER).exists() else Path(FOLDER))


def cases_at(path: Path) -> list[Path]:
    """The files of cases at a path. Errors: Refused where there is none."""
    if not path.exists():
        raise refuse("file-missing", Place(str(path)))
    files = case_files(path)
    if not files or (files == [path] and path.suffix.lower() not in SUFFIXES):
        raise refuse("cases-none", Place(str(path)))
    return files
