"""The receipts of a pool, written into a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ronde.api.shown import Shown
from ronde.batch.files.checks import check_places
from ronde.batch.files.rejects import rejects_beside
from ronde.batch.reading import PoolFile
from ronde.batch.writing import write_rows
from ronde.columns.query import Query
from ronde.explain.page import Line, Page
from ronde.messages import translate
from ronde.receipts.pool import Pool, write_receipts

if TYPE_CHECKING:
    from ronde.api.book import Book


class ReceiptsWritten(Shown):
    """How many receipts were written, and how many rows were set aside, in which files."""

    def __init__(self, root: str, out: Path, count: int, aside: int) -> None:
        self._folder, self._out, self._count, self._aside = root, out, count, aside

    def to_dict(self) -> dict[str, Any]:
        """The counts as plain data, as `ronde pool receipts --format json` prints them."""
        rejects = str(rejects_beside(self._out)) if self._aside else None
        return {"out": str(self._out), "receipts": self._count, "set_aside": self._aside, "rejects": rejects}

    @property
    def _root(self) -> str:
        return self._folder

    def _page(self, lang: str) -> Page:
        page = Page("")
        lines = [Line(0, translate("receipts-written", lang, count=self._count, file=str(self._out)))]
        if self._aside:
            told = {"count": self._aside, "file": str(rejects_beside(self._out))}
            lines.append(Line(0, translate("receipts-aside", lang, **told), "unknown"))
        page.add("", lines)
        return page


def write_pool_receipts(book: Book, question: Query, source: Path, out: Path) -> ReceiptsWritten:
    """Write a receipt for every row of a file that can be read, and the others beside. Errors: ValidationError."""
    opened, beside = book._opened, rejects_beside(out)
    file = PoolFile(source, question.language, question.id_column)
    check_places(source, out, beside)
    file.survey(lambda done, total: None)
    count = write_receipts(out, Pool(opened.reference, file, question).receipts())
    aside = file.rejects.count
    if aside:
        table = file.rejects.table()
        write_rows(beside, table.schema, table.combine_chunks().to_batches(), {}, spreadsheet=True)
    else:
        beside.unlink(missing_ok=True)
    return ReceiptsWritten(opened.history.root, out, count, aside)
