"""Verifies a receipt, or a file of them, by a book as it is now or as it was in a commit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ronde.change.git import folder_of
from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.explain.page import Page
from ronde.model.history import History
from ronde.read.book import read_book
from ronde.receipts.many import Tally, tally_data, tally_page, verify_many
from ronde.receipts.page import verdict_data, verdict_page
from ronde.receipts.read import contents_of, is_many, read_receipt
from ronde.receipts.verify import Verdict, verify


def verify_file(engine: Engine, path: Path) -> Verdict | Tally:
    """What comes of a file: of the one receipt in it, or of many. Errors: ValidationError for a file that cannot be
    read, or rules that are wrong."""
    contents = contents_of(path)
    if is_many(path):
        return verify_many(engine, contents)
    place, content = next(contents)
    return verify(engine, read_receipt(content, place))


@contextmanager
def engine_of(
    history: History, folder: Path, commit: str | None, option: str, *, names: bool = False
) -> Iterator[Engine]:
    """The reference on a book: as it is, as it was in a commit of its repository, or in another folder; `option` names
    what the commit was given by. With `names` labels are followed by names. Errors: ValidationError."""
    if commit is None or Path(commit).is_dir():
        yield Engine(history if commit is None else read_book(Path(commit)), Reference(), names=names)
        return
    with TemporaryDirectory(prefix="ronde-") as written:
        yield Engine(read_book(folder_of(folder, commit, option, Path(written))), Reference(), names=names)


def found_page(found: Verdict | Tally, language: str) -> Page:
    """What came of one receipt or of many, as a page."""
    return verdict_page(found, language) if isinstance(found, Verdict) else tally_page(found, language)


def found_data(found: Verdict | Tally, language: str) -> dict[str, Any]:
    """The same as plain data."""
    return verdict_data(found, language) if isinstance(found, Verdict) else tally_data(found, language)
