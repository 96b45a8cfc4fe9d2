"""An opened book: where it is, its history, and the engines that answer by it."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ronde.api.errors import BookError, refusals_as
from ronde.api.from_here import from_here
from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.read.book import read_book
from ronde.read.places import data_folder

if TYPE_CHECKING:
    from ronde.rounds.data import Rounds


class Opened:
    """A book that was read; with `names` the label of every fact is followed by its name.

    Errors: BookError if it cannot be read."""

    def __init__(self, folder: Path | None, *, names: bool = False) -> None:
        self.names = names
        self.root = data_folder("rulesets") if folder is None else folder
        with refusals_as(BookError, self.folder):
            self.history = read_book(folder)
        self.engine = Engine(self.history, names=names)

    @cached_property
    def reference(self) -> Engine:
        """The engine for many days of one profile: the reference alone, which is what every machine is held to."""
        return Engine(self.history, Reference(), names=self.names)

    @cached_property
    def rounds(self) -> Rounds:
        """The rounds of the book, read once. Errors: ValidationError, also for a book without rounds."""
        from ronde.rounds.selected import rounds_held

        return rounds_held(self.history)

    @property
    def folder(self) -> Path:
        """The folder of the book as it can be opened from the working folder, which may have changed."""
        return from_here(self.root)
