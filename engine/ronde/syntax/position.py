"""Where something is written, and the fault to raise for it."""

from __future__ import annotations

from dataclasses import dataclass

from ronde.messages.diagnostics import Diagnostic
from ronde.model.document import Document, Steps
from ronde.model.locations import Location
from ronde.model.types import NotOfType


class CompileError(Exception):
    """What is found wrong while one fact is read or lowered: ends that fact, not the pass.

    It has no diagnostics if it merely follows from what was found before.
    """

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__(", ".join(diagnostic.code for diagnostic in diagnostics))
        self.diagnostics = diagnostics


@dataclass(frozen=True, slots=True)
class Position:
    """Where something is written: a file, and the steps to it. Line and column are found when they are asked for."""

    document: Document
    steps: Steps

    def location(self, *steps: str | int, key: bool = False) -> Location:
        """The place of what is written here (or at these steps from here), or of its key."""
        return self.document.location((*self.steps, *steps), key=key)

    def below(self, *steps: str | int) -> Position:
        """The position at these steps from here."""
        return Position(self.document, (*self.steps, *steps))

    @property
    def above(self) -> Position:
        """The position of what holds this."""
        return Position(self.document, self.steps[:-1])

    def fault(self, code: str, *, key: bool = False, **about: object) -> CompileError:
        """The fault to raise for this place."""
        return CompileError(Diagnostic(code, self.location(key=key), about))

    def missing(self) -> CompileError:
        """The fault to raise where nothing is written here that has to be."""
        return CompileError(Diagnostic("key-missing", self.location(), {"key": self.steps[-1]}))

    def wrong(self, reason: NotOfType, *, key: bool = False) -> CompileError:
        """The fault to raise where what is written here is not of its type."""
        return CompileError(Diagnostic(reason.reason, self.location(key=key), reason.params))
