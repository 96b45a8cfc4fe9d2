"""Receipts in Python: what came of one receipt, or of a file of them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

import orjson

from ronde.api.arguments import language
from ronde.api.errors import QuestionError, error, refusals_as
from ronde.api.opened import Opened
from ronde.api.shown import Shown
from ronde.explain.page import Page
from ronde.model.locations import ArgumentLocation
from ronde.receipts.file import engine_of, found_data, found_page, verify_file
from ronde.receipts.many import Tally
from ronde.receipts.read import of_form
from ronde.receipts.verify import STANDS, Verdict, verify

Receipt: TypeAlias = "Mapping[str, Any] | str | os.PathLike[str]"
"""A receipt as `decision.receipt()` gives it, or the name of a file of one or many."""

ARGUMENT = "receipt"


class Verification(Shown):
    """What came of a receipt, or of many. It is true if every decision was made again to the byte and every main answer
    stands, by the rules that are now those of its day."""

    def __init__(self, root: str, found: Verdict | Tally) -> None:
        self._folder, self._found = root, found

    @property
    def code(self) -> int:
        """What `ronde verify` ends with: 0 if it is true; 1 if an answer no longer stands; 2 if a receipt could not be
        verified."""
        return self._found.code

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """All of it as plain data, as `ronde verify --format json` prints it."""
        return found_data(self._found, language(lang))

    @property
    def _root(self) -> str:
        return self._folder

    def _page(self, lang: str) -> Page:
        return found_page(self._found, lang)

    def __bool__(self) -> bool:
        return self.code == STANDS

    def __repr__(self) -> str:
        return f"<Verification: {self.code}>"


def verified(opened: Opened, receipt: object, commit: str | None) -> Verification:
    """What comes of a receipt, or of a file of them, by an opened book, as it is or as it was in a commit.

    Errors: QuestionError.
    """
    about = (opened.history, opened.root, commit, "commit")
    with refusals_as(QuestionError, opened.folder), engine_of(*about, names=opened.names) as engine:
        if isinstance(receipt, Mapping):
            found: Verdict | Tally = verify(engine, of_form(_plain(receipt), ArgumentLocation(ARGUMENT)))
        elif isinstance(receipt, str | os.PathLike):
            found = verify_file(engine, Path(os.fsdecode(receipt)))
        else:
            raise error(QuestionError, "python-receipt", ARGUMENT)
        return Verification(opened.history.root, found)


def _plain(receipt: Mapping[str, Any]) -> Any:
    """A mapping as JSON would hold it. Errors: QuestionError for what JSON cannot hold."""
    try:
        return orjson.loads(orjson.dumps(dict(receipt)))
    except TypeError:
        raise error(QuestionError, "receipt-not-json", ARGUMENT) from None
